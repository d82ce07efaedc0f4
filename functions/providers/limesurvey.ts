import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import {
  answerTo,
  fullNameOf,
  optionalGroup,
  optionalList,
  optionalRecord,
  optionalText,
} from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { id } from '../reading/given-text.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { sharedSecret } from './authentication.ts';
import type { GivenMoment, GivenResponse, Message, Provider, SignedRequest } from './provider.ts';

/**
 * LimeSurvey by the plugin LimeSurveyWebhook (github.com/triat/LimeSurveyWebhook, 1 to 3), which calls once, during
 * the respondent's own request. Its token stands in the body; it is compared and never read into anything.
 */
export const limesurvey: Provider = {
  authentication: sharedSecret([], tokenIn),
  answerWithin: 30,
  checksAddress: false,
  headers: [],
  questions: [],
  events: { afterSurveyComplete: 'response' },
  read,
};

function tokenIn({ body }: SignedRequest): readonly string[] {
  try {
    return [readJson(body, z.object({ api_token: z.string() })).api_token];
  } catch {
    return [];
  }
}

const event = z.object({ event: z.string() });

const completed = z.object({
  survey: id,
  respondId: id,
  submitDate: optionalText,
  token: optionalText,
  response: optionalRecord,
  /** What a fork of version 1.2 sends in its place: codes beside words. */
  responses: optionalList(z.object({ question_code: optionalText, answer_code: z.unknown().optional() })),
  participant: optionalGroup(
    z.object({ firstname: optionalText, lastname: optionalText, email: optionalText }),
  ),
});
type Completed = z.output<typeof completed>;

/** Columns of every response table that are no questions. */
const columns: ReadonlySet<string> = new Set([
  'id',
  'token',
  'submitdate',
  'lastpage',
  'startlanguage',
  'seed',
  'startdate',
  'datestamp',
  'ipaddr',
  'refurl',
]);

function read({ body }: Delivery): readonly Message[] {
  const digest = digestOf(body);
  const given = readJson(body, z.unknown());
  if (checked(given, event).event !== 'afterSurveyComplete')
    return [{ kind: 'nothing', id: digest, reason: 'unsupported-event' }];
  const response = responseIn(checked(given, completed));
  return [{ kind: 'response', id: `${response.responseId}-${digest}`, response }];
}

function responseIn({
  survey,
  respondId,
  submitDate,
  token,
  response = {},
  responses = [],
  participant,
}: Completed): GivenResponse {
  const questions = [
    ...Object.entries(response).map(([code, given]) => ({ code, given, path: `response.${code}` })),
    ...responses.map(({ question_code: code = '', answer_code: given }, index) => ({
      ...{ code, given },
      path: `responses.${index}.answer_code`,
    })),
  ].filter(({ code }) => code !== '' && !columns.has(code));
  const at = momentIn(submitDate) ?? momentIn(response['submitdate']);
  const language = response['startlanguage'];
  return {
    responseId: `${survey}-${respondId}`,
    version: { at },
    surveyId: survey,
    language: typeof language === 'string' ? language : undefined,
    submittedAt: at,
    customer: {
      email: participant?.email,
      name: fullNameOf(participant?.firstname, participant?.lastname),
    },
    answers: questions.flatMap(answersIn),
    hidden: [['token', token], ...Object.entries(response).filter(([code]) => columns.has(code))],
    ...(questions.length > 0 && { asked: questions.map(({ code }) => code) }),
  };
}

/** A survey without dates writes the first day of 1980. */
function momentIn(given: unknown): GivenMoment | undefined {
  return typeof given === 'string' && !given.startsWith('1980-01-01') ? { local: given } : undefined;
}

/** Numbers come as the database keeps them, with ten decimals: 9.0000000000. */
function answersIn({ code, given, path }: { code: string; given: unknown; path: string }) {
  const number = typeof given === 'string' ? /^(-?\d+\.\d{10})$/.exec(given)?.[1] : undefined;
  return answerTo([code], path, number === undefined ? given : String(Number(number)));
}
