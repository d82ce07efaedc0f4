import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { answerTo, isRecord, optionalText, unlessEmpty } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { id, moment } from '../reading/given-text.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { sharedSecret } from './authentication.ts';
import type { GivenAnswer, GivenResponse, Message, Provider } from './provider.ts';

/**
 * Google Forms by a script of our own, which stands on the page: Google sends no webhooks itself. What its watches
 * push through Pub/Sub names the form alone, so it is no response and announces none.
 */
export const googleForms: Provider = {
  authentication: sharedSecret(),
  checksAddress: false,
  headers: [],
  questions: [],
  events: { onFormSubmit: 'response', RESPONSES: 'unsupported-event' },
  read,
};

const answer = z.object({
  itemId: id,
  value: z.unknown().optional(),
  lowerBound: unlessEmpty(z.int()),
  upperBound: unlessEmpty(z.int()),
});

const submitted = z.object({
  formId: optionalText,
  responseId: id,
  submittedAt: unlessEmpty(moment),
  /** When the answers were read: an edited response keeps its id. */
  editedAt: unlessEmpty(moment),
  respondentEmail: optionalText,
  locale: optionalText,
  itemIds: z.array(id).nullish(),
  answers: z.array(answer),
});

const watched = z.object({ attributes: z.looseObject({ eventType: z.string() }), messageId: optionalText });

function read({ body }: Delivery): readonly Message[] {
  const given = readJson(body, z.unknown());
  const digest = digestOf(body);
  const watch = watched.safeParse(isRecord(given) && isRecord(given['message']) ? given['message'] : given);
  if (watch.success)
    return [{ kind: 'nothing', id: watch.data.messageId ?? digest, reason: 'unsupported-event' }];
  const response = responseIn(checked(given, submitted));
  return [{ kind: 'response', id: `${response.responseId}-${digest}`, response }];
}

function responseIn(given: z.output<typeof submitted>): GivenResponse {
  const { formId, responseId, submittedAt, editedAt, respondentEmail, locale, itemIds, answers } = given;
  return {
    responseId,
    version: { at: editedAt ?? submittedAt },
    surveyId: formId,
    submittedAt,
    customer: { email: respondentEmail, locale },
    answers: answers.flatMap(answersIn),
    ...(itemIds && { asked: itemIds }),
  };
}

function answersIn(
  { itemId, value, lowerBound: min, upperBound: max }: z.output<typeof answer>,
  index: number,
): readonly GivenAnswer[] {
  const asked = min === undefined || max === undefined ? undefined : { scale: { min, max } };
  return answerTo([itemId], `answers.${index}.value`, value, asked && { asked });
}
