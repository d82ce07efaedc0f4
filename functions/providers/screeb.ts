import type { Delivery } from '../domain/delivery.ts';
import { answered, answerTo } from '../reading/answered.ts';
import { readJson } from '../reading/json-body.ts';
import { bodySignature } from './authentication.ts';
import type { AskedQuestion, GivenAnswer, GivenResponse, Message, Provider } from './provider.ts';
import {
  envelope,
  responseEvent,
  type ScreebAnswered,
  type ScreebField,
  type ScreebPayload,
} from './screeb-body.ts';

/** A response in the making and the same one when it is over. */
const ranks = { 'response.answered': 1, 'response.ended': 2 } as const;
type ResponseType = keyof typeof ranks;

/**
 * Screeb. Each answer brings a call with all answers so far, the end of the response a last one. The signature covers
 * the body alone, so an old call can be repeated: its event id, which a retry keeps, stops it.
 */
export const screeb: Provider = {
  authentication: bodySignature({
    scheme: 'screeb',
    header: 'x-screeb-hmac-signature-body',
    algorithm: 'sha256',
    encoding: 'base64',
  }),
  checksAddress: false,
  headers: [],
  questions: [],
  events: {
    'response.displayed': 'no-answer-yet',
    'response.answered': 'response',
    'response.ended': 'response',
  },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  const { event_id: id, event_type: type } = readJson(body, envelope);
  if (type === 'response.displayed') return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  if (!isResponseType(type)) return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  const { time, time_ms, payload } = readJson(body, responseEvent);
  const response = responseIn(payload, time ?? time_ms, type);
  if (response.answers.length > 0) return [{ kind: 'response', id, response }];
  return [{ kind: 'nothing', id, reason: type === 'response.ended' ? 'dismissed' : 'no-answer-yet' }];
}

function responseIn(payload: ScreebPayload, at: number | undefined, type: ResponseType): GivenResponse {
  const { channel, survey, response } = payload;
  const given = answeredIn(response);
  const repliedAt = given.reduce((latest, { one }) => Math.max(latest, one.answer?.replied_at ?? 0), 0);
  return {
    responseId: response.id,
    version: { at, rank: ranks[type] },
    surveyId: survey?.id,
    channel: channel?.type,
    submittedAt: repliedAt === 0 ? at : repliedAt,
    customer: { ...personIn(payload), locale: response.locale },
    answers: given.flatMap(({ one, path }) => answersIn(one, path)),
    hidden: hiddenIn(payload),
    complete: type === 'response.ended' && response.completion !== 'partially_completed',
  };
}

/** The answer that made the call, then the others; `items` repeats it. */
function answeredIn(response: ScreebPayload['response']) {
  const [latest] = response.answer ? namesOf(response.question) : [];
  const items = (response.items ?? []).map((one, index) => ({
    one,
    path: `payload.response.items.${index}`,
  }));
  return [
    ...(response.answer ? [{ one: response, path: 'payload.response' }] : []),
    ...items.filter(({ one }) => latest === undefined || namesOf(one.question)[0] !== latest),
  ];
}

const nps: AskedQuestion = { metric: 'nps', scale: { min: 0, max: 10 } };

function answersIn({ question, answer }: ScreebAnswered, path: string): readonly GivenAnswer[] {
  const fields = [...(answer?.fields ?? []), answer?.field].flatMap((one) => one ?? []);
  const chosen = fields.flatMap((field) => {
    const value = scalarIn(field);
    return value === undefined ? [] : [{ value, option: namesOf(field)[0] }];
  });
  const values = chosen.map(({ value }) => value);
  return answerTo(namesOf(question), `${path}.answer`, values.length === 1 ? values[0] : values, {
    options: chosen.flatMap(({ option }) => option ?? []),
    ...(question?.type?.toLowerCase() === 'nps' && { asked: nps }),
  });
}

/** Whatever the field's type fills; `value` is the same as a text. */
function scalarIn({ number, text, boolean, time, value }: ScreebField) {
  return [number, text, boolean, time, value].map(answered).find((one) => one !== undefined);
}

interface Named {
  readonly id?: string | undefined;
  readonly correlation_id?: string | undefined;
}

function namesOf(named: Named | null | undefined): readonly string[] {
  return [named?.correlation_id, named?.id].filter((name) => name !== undefined);
}

type Person = NonNullable<GivenResponse['customer']>;

/** What Screeb itself calls a visitor whom nobody identified says nothing. */
function personIn({ user, respondent }: ScreebPayload): Person {
  if (user) {
    const { user_id, anonymous_id, name, email } = user;
    return { id: user_id === anonymous_id ? undefined : user_id, name, email };
  }
  if (!respondent) return {};
  const { id, alias, name, email } = respondent;
  const aliases = (Array.isArray(alias) ? alias : [alias]).map(answered);
  return { id: aliases.find((one) => typeof one === 'string' && one !== id)?.toString(), name, email };
}

function hiddenIn({ user, response }: ScreebPayload): NonNullable<GivenResponse['hidden']> {
  const groups = [response.hidden_fields, user?.properties, user?.hidden_fields, response.context];
  return groups.flatMap((fields) => flattened(fields ?? {}));
}

/** Properties may be nested: `browser.name`. */
function flattened(fields: object, prefix = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? flattened(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value] as const],
  );
}

function isResponseType(type: string): type is ResponseType {
  return Object.hasOwn(ranks, type);
}
