import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import { answerTo, isRecord, optionalGroup, optionalText, unlessEmpty } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { id, moment } from '../reading/given-text.ts';
import { readJson } from '../reading/json-body.ts';
import { bodySignature, isRecent } from './authentication.ts';
import {
  type GivenAnswer,
  type Message,
  type Provider,
  type SignedRequest,
  UnreadableBodyError,
} from './provider.ts';

/** Chameleon's webhook body (developers.chameleon.io: outgoing webhooks, Microsurvey responses). */
const envelope = z.object({ id, kind: z.string(), sent_at: moment });

const finished = z.object({
  data: z.object({
    profile: optionalGroup(
      z.looseObject({ id: optionalText, uid: optionalText, email: optionalText, name: optionalText }),
    ),
    response: z.looseObject({
      id,
      survey_id: optionalText,
      button_id: optionalText,
      button_text: z.unknown().optional(),
      button_order: optionalText,
      finished_at: unlessEmpty(moment),
      updated_at: unlessEmpty(moment),
    }),
  }),
});
type Finished = z.output<typeof finished>['data'];

const signature = bodySignature({
  scheme: 'chameleon',
  header: 'x-chameleon-signature',
  algorithm: 'sha256',
  encoding: 'hex',
});

/** What a customer can write or choose besides the first button. */
const furtherFields = [
  'other_text',
  'dropdown_items',
  'comment_step_input_text2',
  'comment_step_dropdown_items',
  'comment_step_dropdown_items2',
  'comment_step_other_text',
  'comment_step_other_text2',
  'comment_step_buttons_selected',
  'comment_step_buttons_selected2',
];

/** Chameleon. The signed body says when it was sent, so that an old call cannot be repeated. */
export const chameleon: Provider = {
  authentication: { ...signature, isAuthentic },
  answerWithin: 7,
  checksAddress: false,
  headers: [],
  questions: [
    { id: 'button', as: 'rating' },
    { id: 'input', as: 'comment' },
  ],
  events: { ping: 'ping', 'response.finished': 'response' },
  read,
};

function isAuthentic(request: SignedRequest, secrets: readonly string[], now: Instant): boolean {
  return signature.isAuthentic(request, secrets, now) && wasSentLately(request, now);
}

function wasSentLately({ body }: SignedRequest, now: Instant): boolean {
  try {
    return isRecent(readJson(body, envelope).sent_at, now);
  } catch (error) {
    if (error instanceof UnreadableBodyError) return false;
    throw error;
  }
}

function read({ body }: Delivery): readonly Message[] {
  const { id: webhook, kind, sent_at } = readJson(body, envelope);
  if (kind === 'ping') return [{ kind: 'nothing', id: webhook, reason: 'ping' }];
  if (kind !== 'response.finished') return [{ kind: 'nothing', id: webhook, reason: 'unsupported-event' }];
  const { data } = readJson(body, finished);
  // The manual calls this the id of the webhook, and repeats it from one example to the next.
  const id = `${webhook}-${digestOf(Buffer.from(JSON.stringify(data.response)))}`;
  const answers = answersIn(data.response);
  if (answers.length === 0) return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  const { survey_id, finished_at, updated_at } = data.response;
  const { uid, id: profileId, email, name } = data.profile ?? {};
  const response = {
    responseId: data.response.id,
    version: { at: updated_at ?? finished_at ?? sent_at },
    surveyId: survey_id,
    submittedAt: finished_at,
    customer: { id: uid ?? profileId, email, name },
    answers,
    hidden: hiddenIn(data),
  };
  return [{ kind: 'response', id, response }];
}

function answersIn(response: Finished['response']): readonly GivenAnswer[] {
  const pathOf = (field: string) => `data.response.${field}`;
  return [
    ...buttonIn(response, pathOf('button_text')),
    ...answerTo(['input', 'input_text'], pathOf('input_text'), response['input_text']),
    ...furtherFields.flatMap((field) => answerTo([field], pathOf(field), response[field])),
  ];
}

/** A button's place is written `#0`: a bare number would be taken for the words on another button. */
function buttonIn(
  { button_id, button_text, button_order }: Finished['response'],
  path: string,
): readonly GivenAnswer[] {
  const place = /^\d+$/.test(button_order ?? '') ? [`#${button_order}`] : [];
  const options = [...(button_id === undefined ? [] : [button_id]), ...place];
  const names = ['button', 'button_text'];
  const said = answerTo(names, path, button_text, { options });
  return said.length > 0 ? said : answerTo(names, path, place[0], { options });
}

/** What is known of the user by its name, of the user's company as `company.name`. */
function hiddenIn({ profile }: Finished): readonly (readonly [string, unknown])[] {
  const { company, ...rest } = profile ?? {};
  const ofCompany = isRecord(company) ? Object.entries(company) : [];
  return [...Object.entries(rest), ...ofCompany.map(([name, value]) => [`company.${name}`, value] as const)];
}
