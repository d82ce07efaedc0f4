import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { answerTo, fullNameOf } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { readJson } from '../reading/json-body.ts';
import { bodySignature } from './authentication.ts';
import {
  type HelpscoutCustomer,
  type HelpscoutRating,
  type HelpscoutSurveyResponse,
  rating,
  surveyResponse,
} from './helpscout-body.ts';
import {
  type GivenAnswer,
  type GivenResponse,
  type Message,
  type Provider,
  UnreadableBodyError,
} from './provider.ts';

const ratingEvent = 'satisfaction.ratings';
const surveyEvent = 'message.survey.response.received';

/**
 * Help Scout. A rating is one of three words, worth 1 to 3 of satisfaction. The answer to a survey of its messages is
 * a number where NPS was asked, else a face, an emoji or a choice that only the configuration can value.
 */
export const helpscout: Provider = {
  authentication: bodySignature({
    scheme: 'helpscout',
    header: 'x-helpscout-signature',
    algorithm: 'sha1',
    encoding: 'base64',
  }),
  checksAddress: false,
  headers: ['x-helpscout-event'],
  questions: [
    { id: 'rating', as: 'rating' },
    { id: 'comments', as: 'comment' },
    { id: 'value', as: 'rating' },
    { id: 'comment', as: 'comment' },
  ],
  events: { [ratingEvent]: 'response', [surveyEvent]: 'response' },
  read,
};

function read({ body, headers }: Delivery): readonly Message[] {
  const id = digestOf(body);
  const response = responseIn(body, headers['x-helpscout-event'] ?? eventIn(body));
  if (response === undefined) return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  if (response.answers.length === 0) return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  return [{ kind: 'response', id, response }];
}

function responseIn(body: Buffer, event: string): GivenResponse | undefined {
  switch (event) {
    case ratingEvent:
      return ratingIn(readJson(body, rating));
    case surveyEvent:
      return surveyResponseIn(readJson(body, surveyResponse), body);
    default:
      return undefined;
  }
}

/** A body from a file comes without its header. */
function eventIn(body: Buffer): string {
  const { response } = readJson(body, z.object({ response: z.unknown().optional() }));
  return response === undefined ? ratingEvent : surveyEvent;
}

/** What the three words are worth; the Mailbox API spells the worst `not_good`. */
const worths: ReadonlyMap<string, number> = new Map([
  ['great', 3],
  ['okay', 2],
  ['bad', 1],
  ['not good', 1],
]);

function ratingIn(given: HelpscoutRating): GivenResponse {
  const { ticketId, conversationId, threadId, mailbox, createdAt, modifiedAt } = given;
  return {
    responseId: given.id,
    version: { at: modifiedAt ?? createdAt },
    submittedAt: createdAt,
    customer: customerIn(given.customer),
    answers: [...ratedIn(given), ...answerTo(['comments'], 'comments', given.comments)],
    hidden: Object.entries({
      ticketId: ticketId ?? conversationId,
      threadId,
      mailbox: mailbox?.name,
      mailboxId: mailbox?.id,
    }),
  };
}

function ratedIn({ rating: word }: HelpscoutRating): readonly GivenAnswer[] {
  if (word === undefined) return [];
  const worth = worths.get(word.trim().toLowerCase().replaceAll('_', ' '));
  if (worth === undefined) throw new UnreadableBodyError('rating: expected Great, Okay or Bad');
  const asked = { metric: 'csat', scale: { min: 1, max: 3 } } as const;
  return answerTo(['rating'], 'rating', worth, { asked });
}

function surveyResponseIn(
  { message, response, _embedded }: HelpscoutSurveyResponse,
  body: Buffer,
): GivenResponse {
  const { value, name, category, comment, timestamp } = response;
  const customer = _embedded?.customer;
  // The body has no id of the response; who answers anonymously is known by nothing but the body itself.
  const known = customer?.id !== undefined && timestamp !== undefined;
  return {
    responseId: `survey-${known ? `${customer.id}-${timestamp}` : digestOf(body)}`,
    version: { at: timestamp },
    surveyName: message?.name,
    submittedAt: timestamp,
    customer: customerIn(customer),
    answers: [
      ...answerTo(['value'], 'response.value', value, {
        ...(name !== undefined && { options: [name] }),
        // Only NPS sorts customers. That it does tells the metric; into which group it puts them is not believed.
        ...(category !== undefined && { asked: { metric: 'nps', decides: true } }),
      }),
      ...answerTo(['comment'], 'response.comment', comment),
    ],
  };
}

function customerIn(customer: HelpscoutCustomer): NonNullable<GivenResponse['customer']> {
  const emails = customer?.emails ?? customer?._embedded?.emails ?? [];
  const [first] = emails.flatMap(({ value }) => value ?? []);
  return {
    id: customer?.id,
    email: first ?? customer?.email,
    name: fullNameOf(customer?.firstName, customer?.lastName),
  };
}
