import * as z from 'zod';
import { id, moment } from '../reading/given-text.ts';

/**
 * SurveyMonkey's event and, from its API, a response with the survey that it answers, as far as they are needed
 * (github.com/SurveyMonkey/public_api_docs: webhooks, responses, questions; captured answers of 2021 and 2022).
 */
const text = z.string().nullish();
/** Respondents' fields are empty strings where nobody is known; what is no text is nobody either. */
const loose = z.string().nullish().catch(undefined);
const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(undefined);
const someId = id.nullish().catch(undefined);

export const event = z.object({
  event_type: z.string(),
  event_id: id,
  event_datetime: moment.nullish().catch(undefined),
  object_type: loose,
  object_id: id,
  filter_type: loose,
  filter_id: someId,
  resources: z.object({ survey_id: someId }).nullish().catch(undefined),
});
export type SurveyMonkeyEvent = z.output<typeof event>;

const choice = z.object({
  id,
  text,
  position: number,
  weight: number,
  is_na: z.boolean().nullish(),
  visible: z.boolean().nullish(),
});
export type Choice = z.output<typeof choice>;

const row = z.object({ id, type: loose });
/** A field beside the choices: a comment, or a choice of its own with words. */
const other = z.object({ is_answer_choice: z.boolean().nullish() });

const questionAsked = z.object({
  id,
  family: loose,
  subtype: loose,
  answers: z
    .object({
      choices: z.array(choice).nullish(),
      rows: z.array(row).nullish(),
      cols: z.array(z.object({ id, choices: z.array(choice).nullish() })).nullish(),
      other: other.nullish().catch(undefined),
    })
    .nullish(),
});
export type QuestionAsked = z.output<typeof questionAsked>;

const answer = z.object({
  choice_id: id.nullish(),
  row_id: id.nullish(),
  col_id: id.nullish(),
  other_id: id.nullish(),
  text: z.union([z.string(), z.number().transform(String)]).nullish(),
  choice_metadata: z
    .object({ weight: z.union([z.string(), z.number().transform(String)]).nullish() })
    .nullish(),
});
export type Answer = z.output<typeof answer>;

const questionAnswered = z.object({ id, answers: z.array(answer).nullish() });
export type QuestionAnswered = z.output<typeof questionAnswered>;

/** `{ type, value }` in newer answers, a plain text in older ones. */
const known = z
  .union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)])
  .nullish()
  .catch(undefined);

export const response = z.object({
  id,
  survey_id: someId,
  collector_id: someId,
  recipient_id: someId,
  collection_mode: text,
  response_status: text,
  date_modified: moment.nullish(),
  custom_value: loose,
  custom_variables: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  email_address: loose,
  first_name: loose,
  last_name: loose,
  metadata: z
    .object({
      contact: z.object({ email: known, first_name: known, last_name: known }).nullish().catch(undefined),
      respondent: z.object({ language: known }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
  pages: z.array(z.object({ questions: z.array(questionAnswered).nullish() })).nullish(),
});
export type SurveyMonkeyResponse = z.output<typeof response>;

const survey = z.object({
  pages: z.array(z.object({ questions: z.array(questionAsked).nullish() })).nullish(),
});
export type Survey = z.output<typeof survey>;

/** A response and its survey as we put them together; the API's lists have the bare response. */
export const document = z.object({ response: z.unknown().optional(), survey: survey.nullish() });
