import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { answerTo, optionalGroup, optionalList, optionalText, unlessEmpty } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { id, moment } from '../reading/given-text.ts';
import { readJson } from '../reading/json-body.ts';
import { sharedSecret } from './authentication.ts';
import type { GivenAnswer, Message, Provider } from './provider.ts';

/**
 * Fillout's webhook body: a form with one submission, which is the one of its REST API (fillout.com/help/webhook and
 * /help/api-reference). Webhooks that were made by the API are said to post the submission alone.
 */
const field = z.object({ id: optionalText, name: optionalText, value: z.unknown().optional() });

type Field = z.output<typeof field>;

const submission = z.object({
  submissionId: id,
  submissionTime: unlessEmpty(moment),
  lastUpdatedAt: unlessEmpty(moment),
  questions: z.array(field),
  calculations: optionalList(field),
  urlParameters: optionalList(field),
  login: optionalGroup(z.object({ email: optionalText })),
});
type Submission = z.output<typeof submission>;

const ofForm = z.object({ formId: optionalText, submission });
const mark = z.object({ submission: z.unknown().optional() });

/** Fillout signs nothing. */
export const fillout: Provider = {
  authentication: sharedSecret(),
  checksAddress: false,
  headers: [],
  questions: [],
  events: { submission: 'response' },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  if (readJson(body, mark).submission === undefined)
    return messageOf(readJson(body, submission), { body, path: 'questions' });
  const { formId, submission: one } = readJson(body, ofForm);
  return messageOf(one, { body, path: 'submission.questions', formId });
}

function messageOf(
  given: Submission,
  {
    body,
    path,
    formId,
  }: { readonly body: Buffer; readonly path: string; readonly formId?: string | undefined },
): readonly Message[] {
  const { submissionId, submissionTime, lastUpdatedAt, questions, login } = given;
  const id = digestOf(body);
  const answers = answersIn(given, path);
  if (answers.length === 0) return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  const response = {
    responseId: submissionId,
    version: { at: lastUpdatedAt ?? submissionTime },
    surveyId: formId,
    submittedAt: submissionTime,
    customer: { email: login?.email },
    answers,
    hidden: hiddenIn(given),
    asked: questions.flatMap(namesOf),
  };
  return [{ kind: 'response', id, response }];
}

function answersIn({ questions }: Submission, path: string): readonly GivenAnswer[] {
  return questions.flatMap((one, index) => answerTo(namesOf(one), `${path}.${index}.value`, one.value));
}

/** By its id; what relays Fillout's bodies may have lost that, and leave no more than the words. */
function namesOf({ id, name }: Field): readonly string[] {
  const known = id ?? name;
  return known === undefined ? [] : [known];
}

/** By id and by name, whichever the configuration knows. */
function hiddenIn({ calculations, urlParameters }: Submission): readonly (readonly [string, unknown])[] {
  return [...(urlParameters ?? []), ...(calculations ?? [])].flatMap(({ id, name, value }) =>
    [...new Set([id, name])].flatMap((key) => (key ? [[key, value] as const] : [])),
  );
}
