import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { answerTo, optionalText } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { id, moment } from '../reading/given-text.ts';
import { readJson, readJsonText } from '../reading/json-body.ts';
import { sharedSecret } from './authentication.ts';
import type { GivenAnswer, GivenMoment, GivenResponse, Message, Provider } from './provider.ts';

/**
 * Microsoft Forms by a flow of Power Automate, whose body is ours and stands on the page: Forms sends no webhooks to
 * others. Every answer is a text, that to several choices a list written as JSON.
 */
export const microsoftForms: Provider = {
  authentication: sharedSecret(),
  checksAddress: false,
  headers: [],
  questions: [],
  events: { CreateFormWebhook: 'response' },
  read,
};

const answers = z.record(z.string(), z.unknown());

const submitted = z.object({
  formId: optionalText,
  responseId: id,
  submitDate: optionalText,
  responder: optionalText,
  answers: z.union([z.string(), answers], { error: 'expected the answers by their questions’ keys' }),
});

function read({ body }: Delivery): readonly Message[] {
  const response = responseIn(readJson(body, submitted));
  return [{ kind: 'response', id: `${response.responseId}-${digestOf(body)}`, response }];
}

/** Responses are counted for each form from 1. */
function responseIn({ formId, responseId, ...given }: z.output<typeof submitted>): GivenResponse {
  const said =
    typeof given.answers === 'string' ? readJsonText(given.answers, answers, 'answers') : given.answers;
  const at = momentIn(given.submitDate ?? said['submitDate']);
  const responder = given.responder ?? said['responder'];
  const questions = Object.entries(said).filter(([key]) => !detailsBeside.has(key));
  return {
    responseId: formId === undefined ? responseId : `${formId}-${responseId}`,
    version: { at },
    surveyId: formId,
    submittedAt: at,
    customer: { email: typeof responder === 'string' ? responder : undefined },
    answers: questions.flatMap(answersIn),
    asked: questions.map(([key]) => key),
  };
}

/** What the action "Get response details" answers with besides the answers. */
const detailsBeside: ReadonlySet<string> = new Set(['responder', 'submitDate', 'responseId', 'formId']);

function answersIn([key, given]: readonly [string, unknown]): readonly GivenAnswer[] {
  const path = `answers.${key}`;
  return answerTo([key], path, typeof given === 'string' ? (choicesIn(given) ?? given) : given);
}

const choices = z.array(z.string());

function choicesIn(text: string): readonly string[] | undefined {
  if (!/^\s*\[[\s\S]*\]\s*$/.test(text)) return undefined;
  try {
    return readJsonText(text, choices, 'choices');
  } catch {
    return undefined;
  }
}

/** Forms writes `11/22/2026 9:05:12 AM`, month first and in UTC, whatever the country. */
function momentIn(given: unknown): GivenMoment | undefined {
  if (typeof given !== 'string') return undefined;
  const iso = moment.safeParse(given.trim());
  if (iso.success) return iso.data;
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AP])M)?$/i.exec(
    given.trim(),
  );
  if (parts === null) return { local: given };
  const [, month = '', day = '', year, hours, minutes, seconds = '00', half] = parts;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0);
  const clock = [String(hour).padStart(2, '0'), minutes, seconds].join(':');
  return { local: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${clock}` };
}
