import type { Delivery } from '../domain/delivery.ts';
import { answerTo, isRecord } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { bodySignature } from './authentication.ts';
import { type AskedQuestion, type Message, type Provider, UnreadableBodyError } from './provider.ts';
import { type Telling, tellingIn, type WootricResponse } from './wootric-body.ts';

/** Two changes of the same second: a score comes before what is changed of it. */
const ranks = { created: 1, updated: 2 } as const;
type EventName = keyof typeof ranks;

/**
 * What `survey_mode` says. The scales are those of Wootric's own survey; CSAT has two, 1–5 and 1–10, so that
 * the configuration must say which. One webhook may bring all three, so the body outranks the configuration.
 */
const modes: ReadonlyMap<string, AskedQuestion> = new Map([
  ['NPS', { metric: 'nps', decides: true }],
  ['CES', { metric: 'ces', scale: { min: 1, max: 7 }, decides: true }],
  ['CSAT', { metric: 'csat', decides: true }],
]);

/**
 * Wootric, today InMoment. Bodies are form-encoded or JSON, as the account chooses; the signature covers the bytes
 * either way, but no time. Bodies without `survey_mode` are older: NPS is what Wootric asks where nothing else is chosen.
 */
export const wootric: Provider = {
  authentication: bodySignature({
    scheme: 'wootric',
    header: 'x-wootric-signature',
    algorithm: 'sha1',
    encoding: 'hex',
    prefix: 'sha1=',
  }),
  checksAddress: false,
  headers: [],
  questions: [
    {
      id: 'score',
      as: 'rating',
      question: { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' },
    },
    { id: 'text', as: 'comment' },
  ],
  events: { created: 'response', updated: 'response', decline: 'dismissed' },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  const id = digestOf(body);
  const telling = tellingIn(body);
  const { event_name: event, response, decline } = telling;
  if (isRecord(decline)) return [{ kind: 'nothing', id, reason: 'dismissed' }];
  if (!response || !isEventName(event)) return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  const answers = [
    ...answerTo(['score'], 'response.score', response.score, askedIn(telling)),
    ...answerTo(['text'], 'response.text', response.text),
  ];
  if (answers.length === 0) return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  const { created_at, updated_at, survey_id, external_id, end_user_id, email } = response;
  const given = {
    responseId: response.id,
    version: { at: updated_at ?? created_at ?? telling.timestamp, rank: ranks[event] },
    surveyId: survey_id,
    submittedAt: created_at,
    customer: { id: external_id ?? end_user_id, email },
    answers,
    hidden: hiddenIn(response),
  };
  return [{ kind: 'response', id, response: given }];
}

function askedIn({ survey_mode: mode }: Telling): { asked?: AskedQuestion } {
  if (mode === undefined) return {};
  const asked = modes.get(mode.trim().toUpperCase());
  if (asked === undefined) throw new UnreadableBodyError('survey_mode: expected NPS, CES or CSAT');
  return { asked };
}

function hiddenIn(response: WootricResponse): readonly (readonly [string, unknown])[] {
  const { end_user_id, origin_url, excluded_from_calculations, end_user_properties = {} } = response;
  return Object.entries({ end_user_id, origin_url, excluded_from_calculations, ...end_user_properties });
}

function isEventName(event: string): event is EventName {
  return Object.hasOwn(ranks, event);
}
