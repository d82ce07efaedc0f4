import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { answerTo, optionalText, unlessEmpty } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { id, moment } from '../reading/given-text.ts';
import { readJson } from '../reading/json-body.ts';
import { bodySignature } from './authentication.ts';
import type { GivenAnswer, Message, Provider } from './provider.ts';

/**
 * Formsort's webhook body (docs.formsort.com: webhooks, signed requests; captured deliveries of 2022). The answers
 * stand under `answers`, or beside the other fields, as the webhook's settings say.
 */
const flow = z.looseObject({
  responder_uuid: id,
  flow_label: optionalText,
  variant_label: optionalText,
  variant_uuid: optionalText,
  finalized: optionalText,
  created_at: unlessEmpty(moment),
  answers: z.record(z.string(), z.unknown()).nullish(),
});
type Flow = z.output<typeof flow>;

const finished = 9;

/** Formsort. It sends the flow so far again and again, and at last finalized. */
export const formsort: Provider = {
  authentication: bodySignature({
    scheme: 'formsort',
    header: 'x-formsort-signature',
    algorithm: 'sha256',
    encoding: 'base64url',
  }),
  answerWithin: 15,
  checksAddress: false,
  headers: [],
  questions: [],
  events: { 'finalized: false': 'response', 'finalized: true': 'response' },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  const given = readJson(body, flow);
  const { responder_uuid, flow_label, variant_label, variant_uuid, created_at } = given;
  const answers = answersIn(given);
  const id = digestOf(body);
  if (answers.length === 0) return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  const complete = given.finalized === 'true';
  const response = {
    responseId: responder_uuid,
    // All tellings of a flow bear the same time; the one with more answers is the later.
    version: { at: created_at, rank: complete ? finished : Math.min(answers.length, finished - 1) },
    surveyId: flow_label,
    submittedAt: created_at,
    answers,
    hidden: Object.entries({ variant_label, variant_uuid }),
    complete,
  };
  return [{ kind: 'response', id, response }];
}

function answersIn(given: Flow): readonly GivenAnswer[] {
  const { answers } = given;
  const isNested = answers !== undefined && answers !== null;
  const flat = Object.entries(given).filter(([key]) => !Object.hasOwn(flow.shape, key));
  return (isNested ? Object.entries(answers) : flat).flatMap(([key, value]) =>
    answerTo([key], isNested ? `answers.${key}` : key, value),
  );
}
