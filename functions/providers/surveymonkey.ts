import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import type { Announced } from '../domain/feedback.ts';
import { readJson } from '../reading/json-body.ts';
import { bodySignature } from './authentication.ts';
import type { EventMeaning, Message, Provider } from './provider.ts';
import { surveymonkeyApi } from './surveymonkey-api.ts';
import { event, type SurveyMonkeyEvent } from './surveymonkey-body.ts';

const events: Readonly<Record<string, EventMeaning>> = {
  response_created: 'announcement',
  response_updated: 'announcement',
  response_completed: 'announcement',
  response_deleted: 'deletion',
  response_disqualified: 'dismissed',
  response_overquota: 'dismissed',
};

/**
 * SurveyMonkey. Its events only name a response, which is fetched with the survey that it answers: the survey knows
 * what a choice is. The secret is `<client id or api key>&<api secret>`. The signature has no time in it: a repeated
 * call is known by its event id.
 */
export const surveymonkey: Provider = {
  authentication: bodySignature({
    scheme: 'surveymonkey',
    header: 'sm-signature',
    algorithm: 'sha1',
    encoding: 'base64',
  }),
  checksAddress: true,
  headers: [],
  questions: [],
  events,
  read: (delivery) => (isDocument(delivery) ? surveymonkeyApi.read(delivery) : readEvent(delivery)),
  api: surveymonkeyApi,
};

/** History may be imported as the API gives it. */
function isDocument({ way, body }: Delivery): boolean {
  return way === 'imported' && !readJson(body, z.object({ event_type: z.unknown().optional() })).event_type;
}

function readEvent({ body }: Delivery): readonly Message[] {
  const told = readJson(body, event);
  const { event_id: id, event_type, event_datetime, object_type, object_id } = told;
  const isOfResponse = (object_type ?? 'response') === 'response' && Object.hasOwn(events, event_type);
  switch (isOfResponse ? events[event_type] : undefined) {
    case 'announcement':
      return [{ kind: 'announcement', id, announced: announcedIn(told) }];
    case 'deletion':
      return [{ kind: 'deletion', id, responseId: object_id, version: { at: event_datetime, rank: 9 } }];
    case 'dismissed':
      return [{ kind: 'nothing', id, reason: 'dismissed' }];
    default:
      return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  }
}

function announcedIn({ object_id, resources, filter_type, filter_id }: SurveyMonkeyEvent): Announced {
  const survey = resources?.survey_id ?? (filter_type === 'survey' ? filter_id : undefined);
  return { responseId: object_id, ...(survey && { survey }) };
}
