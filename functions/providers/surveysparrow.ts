import type { Delivery } from '../domain/delivery.ts';
import { answered, answerTo, fullNameOf, isRecord } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { sharedSecret } from './authentication.ts';
import type { AskedQuestion, GivenAnswer, GivenResponse, Message, Provider } from './provider.ts';
import { envelope, type SparrowAnswer, type Submission, submission } from './surveysparrow-body.ts';

/**
 * SurveySparrow. Its outgoing webhook sends a SHA-384 along, but no page says over what exactly, so calls are proven by
 * a header that it can be told to send, or by the path. It checks an address before it takes it.
 */
export const surveysparrow: Provider = {
  authentication: sharedSecret(),
  success: 200,
  checksAddress: true,
  headers: [],
  questions: [],
  events: { onSubmissionComplete: 'response' },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  const digest = digestOf(body);
  const { eventType, data, submission: wrapped } = readJson(body, envelope);
  if (eventType !== undefined && eventType !== 'onSubmissionComplete')
    return [{ kind: 'nothing', id: digest, reason: 'unsupported-event' }];
  if (Array.isArray(data)) return data.map((one: unknown, index) => messageIn(one, `data.${index}`, digest));
  if (isRecord(data)) return [messageIn(data, 'data', digest)];
  if (isRecord(wrapped)) return [messageIn(wrapped, 'submission', digest)];
  return [messageOf(readJson(body, submission), 'answers', digest)];
}

function messageIn(given: unknown, path: string, digest: string): Message {
  return messageOf(checked(given, submission, path), `${path}.answers`, digest);
}

function messageOf(given: Submission, path: string, digest: string): Message {
  const id = `${given.id}-${digest}`;
  const response = responseIn(given, path);
  if (response.answers.length === 0 && !response.complete)
    return { kind: 'nothing', id, reason: 'no-answer-yet' };
  return { kind: 'response', id, response };
}

function responseIn(given: Submission, path: string): GivenResponse {
  const submittedAt = given.completed_time ?? given.completedTime ?? given.created_at;
  const questions = (given.answers ?? []).filter(isQuestion);
  const complete = given.state === undefined || given.state === 'COMPLETED';
  return {
    responseId: given.id,
    version: { at: given.updated_at ?? submittedAt, rank: complete ? 2 : 1 },
    surveyId: given.survey_id,
    channel: textIn(given.channel, 'type') ?? given.channel_type,
    language: given.language,
    submittedAt,
    customer: personIn(given.contact),
    answers: questions.flatMap((answer) => answersIn(answer, path)),
    hidden: hiddenIn(given),
    ...(questions.length > 0 && { asked: questions.map(({ question_id }) => question_id) }),
    complete,
  };
}

type Question = SparrowAnswer & { readonly question_id: string };

/** What the browser told stands among the answers, too, under words, and not under an id with a number in it. */
function isQuestion(answer: SparrowAnswer): answer is Question {
  return /\d/.test(answer.question_id ?? '');
}

function answersIn(answer: Question, path: string): readonly GivenAnswer[] {
  if (answer.skipped === true) return [];
  const choices = (Array.isArray(answer.detailed_answer) ? answer.detailed_answer : []).filter(isRecord);
  const other = answer.other === true ? (answer.otherTxt ?? answer.other_choice_text) : undefined;
  const asked = askedIn(answer);
  return answerTo(
    [answer.question_id],
    `${path}.${answer.key}.answer`,
    other ?? answer.answer ?? choices.map((choice) => choice['choice_text']),
    {
      options: choices.flatMap((choice) => textIn(choice, 'choice_id') ?? []),
      ...(asked && { asked }),
    },
  );
}

/**
 * Stars go from 1 to `rating_scale`. An opinion scale ends at `step`, but starts at 0 or at 1, as its maker chose:
 * where the body has no `start`, only the configuration knows.
 */
function askedIn({ question_type, rating_scale, step, start }: SparrowAnswer): AskedQuestion | undefined {
  if (/^nps(score)?$/i.test(question_type ?? '')) return { metric: 'nps', scale: { min: 0, max: 10 } };
  const [stars, last, first] = [rating_scale, step, start].map(wholeNumberIn);
  if (stars !== undefined) return { scale: { min: 1, max: stars } };
  return last === undefined || first === undefined ? undefined : { scale: { min: first, max: last } };
}

function wholeNumberIn(given: unknown): number | undefined {
  const value = answered(given);
  return value !== undefined && /^\d{1,3}$/.test(String(value)) ? Number(value) : undefined;
}

function personIn(contact: Submission['contact']): NonNullable<GivenResponse['customer']> {
  const [full, name, first, last] = ['full_name', 'name', 'first_name', 'last_name'].map((key) =>
    textIn(contact, key),
  );
  return { email: textIn(contact, 'email'), name: full ?? name ?? fullNameOf(first, last) };
}

/** Variables, what is known of the contact, and what the browser told. */
function hiddenIn({
  variables,
  customParamMap,
  contact,
  answers,
}: Submission): NonNullable<GivenResponse['hidden']> {
  return [
    ...namedIn(variables),
    ...namedIn(customParamMap),
    ...Object.entries(contact ?? {}).map(([name, value]) => [`contact.${name}`, value] as const),
    ...(answers ?? []).flatMap((answer) =>
      isQuestion(answer) || !answer.question_id
        ? []
        : [[answer.question_id, answered(answer.answer)] as const],
    ),
  ];
}

/** A map, or a list of names and values. */
function namedIn(given: unknown): readonly (readonly [string, unknown])[] {
  if (isRecord(given)) return Object.entries(given);
  if (!Array.isArray(given)) return [];
  return given.filter(isRecord).flatMap((one) => {
    const name = textIn(one, 'name') ?? textIn(one, 'label');
    return name === undefined ? [] : [[name, one['value']] as const];
  });
}

function textIn(record: Readonly<Record<string, unknown>> | undefined, key: string): string | undefined {
  const value = answered(record?.[key]);
  return value === undefined ? undefined : String(value);
}
