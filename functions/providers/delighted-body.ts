import * as z from 'zod';
import { isRecord, optionalRecord, optionalText, unlessEmpty } from '../reading/answered.ts';
import { id, unixSeconds } from '../reading/given-text.ts';

/**
 * Delighted's webhook body and its API's survey response, as far as they are needed
 * (app.delighted.com/docs/api/webhooks and …/listing-survey-responses). `survey_type`, `additional_answers` and the
 * answers' `question` came in the course of the years.
 */
export const envelope = z.object({ event_id: id, event_type: z.string() });

const option = z.object({ id: optionalText, text: optionalText }).nullish();
const options = z.array(option).nullish();

/** Whichever of the four fits the question's type; the others are null. */
const additionalValue = z
  .object({
    free_response: z.unknown().optional(),
    scale: z.unknown().optional(),
    select_one: option,
    select_many: options,
  })
  .nullish();
export type AdditionalValue = z.output<typeof additionalValue>;

const additionalAnswer = z.object({
  id: optionalText,
  question: z.object({ id: optionalText }).nullish(),
  value: additionalValue,
});

/** An id alone where the API was not asked for the person. */
const person = z.preprocess(
  (given) => (isRecord(given) ? given : { id: given }),
  z.object({ id: optionalText, email: optionalText, name: optionalText, phone_number: optionalText }),
);

export const surveyResponse = z.object({
  id,
  person,
  survey_type: optionalText,
  score: z.unknown().optional(),
  comment: z.unknown().optional(),
  created_at: unlessEmpty(unixSeconds),
  updated_at: unlessEmpty(unixSeconds),
  person_properties: optionalRecord,
  additional_answers: z.array(additionalAnswer).nullish(),
});
export type SurveyResponse = z.output<typeof surveyResponse>;

export const responseBody = z.object({ event_data: surveyResponse });

/** An unsubscribe as the API lists it, or with the person as in the other events. */
export const unsubscribeBody = z.object({
  event_data: z.object({ email: optionalText, phone_number: optionalText, person }),
});
