import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { answerTo, fullNameOf, optionalGroup, optionalText, unlessEmpty } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { id, unixSeconds } from '../reading/given-text.ts';
import { readJson } from '../reading/json-body.ts';
import { sharedSecret } from './authentication.ts';
import type { GivenAnswer, Message, Provider } from './provider.ts';

/**
 * AskNicely's webhook body, as far as it is needed (AskNicely’s help centre, "Triggering Webhooks in AskNicely").
 * Numbers and times are texts; the account's own fields lie flat beside the standard ones.
 */
const person = z.looseObject({
  id: optionalText,
  email: optionalText,
  name: optionalText,
  firstname: optionalText,
  lastname: optionalText,
});

const question = z.looseObject({
  id,
  score: z.unknown().optional(),
  comment: z.unknown().optional(),
  responded: unlessEmpty(unixSeconds),
  deliverymethod: optionalText,
  survey_template: optionalText,
});
type Question = z.output<typeof question>;

const telling = z.object({
  /** How many calls there were of this response, this one included. */
  count: optionalText.transform((given) => (/^\d{1,9}$/.test(given ?? '') ? Number(given) : undefined)),
  person: optionalGroup(person),
  question,
});

const highestRank = 9;

/**
 * AskNicely. Nothing is signed; the account's page for webhooks can add fixed headers. One call comes for the score
 * and one for each change of it or of the comment; only `count` tells them apart.
 */
export const asknicely: Provider = {
  authentication: sharedSecret(),
  checksAddress: false,
  headers: [],
  questions: [
    { id: 'score', as: 'rating' },
    { id: 'comment', as: 'comment' },
  ],
  events: { response: 'response' },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  const { count, person, question } = readJson(body, telling);
  const messageId = `${question.id}-${count ?? digestOf(body)}`;
  const answers = answersIn(question);
  if (answers.length === 0) return [{ kind: 'nothing', id: messageId, reason: 'no-answer-yet' }];
  const { responded, deliverymethod, survey_template } = question;
  const response = {
    responseId: question.id,
    version: { at: responded, rank: Math.min(count ?? 0, highestRank) },
    surveyName: survey_template,
    channel: deliverymethod,
    submittedAt: responded,
    customer: {
      id: person?.id,
      email: person?.email,
      name: person?.name ?? fullNameOf(person?.firstname, person?.lastname),
    },
    answers,
    hidden: Object.entries({ ...person, ...question, responded: responded && responded / 1000 }),
  };
  return [{ kind: 'response', id: messageId, response }];
}

/** Score and comment, then the further questions of AskNicely's own kinds by their field's name. */
function answersIn(question: Question): readonly GivenAnswer[] {
  const further = Object.keys(question).filter((name) => /^(ai_question_|scorecard)/.test(name));
  return ['score', 'comment', ...further].flatMap((name) =>
    answerTo([name], `question.${name}`, question[name]),
  );
}
