import type { Delivery } from '../domain/delivery.ts';
import { digestOf } from '../reading/body-digest.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { hubspotApi } from './hubspot-api.ts';
import { event, type HubspotEvent, posted, type Submission, submission } from './hubspot-body.ts';
import { hubspotSignature } from './hubspot-signature.ts';
import { messageIn } from './hubspot-submission.ts';
import { type EventMeaning, type Message, type Provider, UnreadableBodyError } from './provider.ts';

const events: Readonly<Record<string, EventMeaning>> = {
  'object.creation': 'announcement',
  'object.propertyChange': 'announcement',
  'object.restore': 'announcement',
  'object.deletion': 'deletion',
  FEEDBACK_SUBMISSION: 'response',
};

/**
 * HubSpot, in two ways: an app that is told of feedback submissions gets lists of events, which only name them; a
 * workflow about feedback submissions posts each one whole. A score has the metric of its survey's type; HubSpot
 * never tells a scale.
 */
export const hubspot: Provider = {
  authentication: hubspotSignature,
  answerWithin: 5,
  checksAddress: false,
  headers: [],
  questions: [
    { id: 'hs_value', as: 'rating' },
    { id: 'hs_content', as: 'comment' },
  ],
  events,
  read,
  api: hubspotApi,
};

function read({ body }: Delivery): readonly Message[] {
  const told = readJson(body, posted);
  if (Array.isArray(told)) return eventsIn(told);
  if ('subscriptionType' in told) return eventsIn([told]);
  return [wholeIn(checked(withProperties(told), submission), body)];
}

/** A workflow whose body somebody put together posts properties by themselves. */
function withProperties(told: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return 'properties' in told || !Object.keys(told).some(isOfSurvey) ? told : { properties: told };
}

function isOfSurvey(name: string): boolean {
  return name.startsWith('hs_survey_');
}

/**
 * The events of a list, each by itself. Of one that cannot be read nothing is known but that HubSpot has a
 * submission that we have not: it must not cost the others, and is found when responses are looked for that no
 * webhook brought. @throws UnreadableBodyError where it leaves nothing else to do
 */
function eventsIn(items: readonly unknown[]): readonly Message[] {
  const messages: Message[] = [];
  let mistake: UnreadableBodyError | undefined;
  for (const [index, item] of items.entries())
    try {
      messages.push(eventIn(item, `${index}`));
    } catch (error) {
      if (!(error instanceof UnreadableBodyError)) throw error;
      mistake ??= error;
    }
  if (mistake && messages.every(({ kind }) => kind === 'nothing')) throw mistake;
  return messages;
}

function eventIn(item: unknown, path: string): Message {
  const told = checked(item, event, path);
  const { objectId, occurredAt } = told;
  const id = idOf(told);
  const meaning = meaningOf(told);
  if (meaning !== 'announcement' && meaning !== 'deletion')
    return { kind: 'nothing', id, reason: 'unsupported-event' };
  if (!objectId) throw new UnreadableBodyError(`${path}.objectId: expected an id`);
  return meaning === 'deletion'
    ? { kind: 'deletion', id, responseId: objectId, version: { at: occurredAt, rank: 9 } }
    : { kind: 'announcement', id, announced: { responseId: objectId } };
}

/** HubSpot does not promise that its event id is unique. A repeat differs from the first call in its attempt alone. */
function idOf(told: HubspotEvent): string {
  const { subscriptionType, eventId, subscriptionId, objectId, propertyName, occurredAt } = told;
  return [subscriptionType, eventId, subscriptionId, objectId, propertyName, occurredAt]
    .flatMap((part) => part ?? [])
    .join('-');
}

function meaningOf({ subscriptionType, objectTypeId }: HubspotEvent): EventMeaning | undefined {
  const [object, action] = subscriptionType.split('.');
  const isFeedback =
    object === 'feedback_submission' || (object === 'object' && isSubmission({ objectTypeId }));
  return isFeedback ? events[`object.${action}`] : undefined;
}

/** A workflow may post a submission without its answers: then it is fetched. */
function wholeIn(given: Submission, body: Buffer): Message {
  if (!isSubmission(given))
    return { kind: 'nothing', id: `other-${digestOf(body)}`, reason: 'unsupported-event' };
  const message = messageIn(given, 'workflow', body);
  const responseId = given.objectId ?? given.id ?? given.properties?.['hs_object_id'];
  return message.kind === 'nothing' && responseId
    ? { kind: 'announcement', id: message.id, announced: { responseId } }
    : message;
}

function isSubmission({ objectType, objectTypeId, properties }: Partial<Submission>): boolean {
  return (
    objectTypeId === '0-19' ||
    objectType === 'FEEDBACK_SUBMISSION' ||
    (!objectType && !objectTypeId && Object.keys(properties ?? {}).some(isOfSurvey))
  );
}
