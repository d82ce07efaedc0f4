import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { fullNameOf, isRecord, textIn } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { checked, readJson } from '../reading/json-body.ts';
import {
  type Authentication,
  type GivenAnswer,
  type GivenResponse,
  type Message,
  type Provider,
  UnreadableBodyError,
} from './provider.ts';
import { anyEqual, hmac } from './signatures.ts';
import { answersTo } from './survicate-answers.ts';
import { envelope, item, type Telling, telling } from './survicate-body.ts';

/**
 * The signature counts, made over the body with the signing secret. Survicate also sends its fixed token, which says
 * nothing of the body. How the signature is written is not documented, so hexadecimal and base64 both fit.
 */
const authentication: Authentication = {
  scheme: 'survicate',
  proofs: ['hmac'],
  inPath: false,
  isAuthentic: ({ headers, body }, secrets) => {
    const given = headers['hmac'];
    if (!given) return false;
    const expected = secrets.flatMap((secret) =>
      (['hex', 'base64'] as const).map((encoding) => hmac('sha256', encoding, Buffer.from(secret), body)),
    );
    return anyEqual(expected, [given]);
  },
};

/** One answer, then the whole: of the same moment the whole is the newer. */
const ranks = { questionAnswered: 1, surveyCompleted: 2, surveyAnswered: 2 } as const;
type EventName = keyof typeof ranks;

/** Survicate: a call for each answered question, or one for the whole survey, or both. */
export const survicate: Provider = {
  authentication,
  checksAddress: false,
  headers: [],
  questions: [
    { id: 'comment', as: 'comment' },
    { id: 'email', as: 'email' },
    { id: 'name', as: 'name' },
  ],
  events: { questionAnswered: 'response', surveyCompleted: 'response', surveyAnswered: 'response' },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  const { messageId, event } = readJson(body, envelope);
  const id = idOf(messageId, event);
  const name = Object.keys(event).find(isEventName);
  if (name === undefined) return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  const told = checked(event[name], telling, `event.${name}`);
  const answers = answersIn(event[name], `event.${name}`);
  if (answers.length === 0) return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  return [{ kind: 'response', id, response: responseIn(told, answers, name) }];
}

/**
 * Survicate's manual says of `messageId` that it is the webhook's, and shows one for different events, so what happened
 * is a part of the name. How often it was tried to tell it stands beside, and is not.
 */
function idOf(messageId: string | undefined, event: object): string {
  const digest = digestOf(Buffer.from(JSON.stringify(event)));
  return messageId === undefined ? digest : `${messageId}-${digest}`;
}

/** The answers of a whole survey are a list; of one question they lie beside the rest. */
function answersIn(given: unknown, path: string): readonly GivenAnswer[] {
  const [key, list] = isRecord(given) && given['question'] === undefined ? listIn(given) : [];
  if (key === undefined) return answersTo(checked(given, item, path), path);
  return checked(list, z.array(item), `${path}.${key}`).flatMap((one, index) =>
    answersTo(one, `${path}.${key}.${index}`),
  );
}

/** What the list is called is not documented. */
function listIn(event: Readonly<Record<string, unknown>>): [key?: string, list?: unknown] {
  const lists = Object.entries(event).filter(([, value]) => Array.isArray(value) && value.some(isRecord));
  return lists.find(([key]) => key === 'questions' || key === 'answers') ?? lists[0] ?? [];
}

function responseIn(told: Telling, answers: readonly GivenAnswer[], name: EventName): GivenResponse {
  const { survey, respondent, timestamp, url } = told;
  const attributes = respondent?.attributes ?? {};
  const known = (name: string) => textIn(attributes, name);
  return {
    responseId: responseIdOf(told, name),
    version: { at: timestamp, rank: ranks[name] },
    surveyName: survey?.name,
    surveyId: survey?.id,
    submittedAt: timestamp,
    customer: {
      id: known('user_id') ?? respondent?.id ?? respondent?.uuid,
      email: known('email'),
      name: known('name') ?? fullNameOf(known('first_name'), known('last_name')),
    },
    answers,
    hidden: [...Object.entries(attributes), ['url', url], ['platform', respondent?.platform]],
    complete: ranks[name] > ranks.questionAnswered,
  };
}

/** Without an id of the response the person's answers to the survey are one response. @throws UnreadableBodyError */
function responseIdOf({ responseUuid, respondent, survey }: Telling, name: EventName): string {
  const person = respondent?.id ?? respondent?.uuid;
  if (responseUuid !== undefined) return responseUuid;
  if (person !== undefined && survey?.id !== undefined) return `${survey.id}-${person}`;
  throw new UnreadableBodyError(`event.${name}.responseUuid: expected an id`);
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(ranks, name);
}
