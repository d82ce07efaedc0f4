import * as z from 'zod';
import { optionalText, unlessEmpty } from '../reading/answered.ts';
import { id, moment } from '../reading/given-text.ts';

/**
 * Tally's webhook body (tally.so/help/webhooks and captured deliveries of 2021 to 2026). In 2021 a choice was one id
 * and not a list of ids, and there was no `submissionId`.
 */
export const envelope = z.object({ eventId: id, eventType: z.string() });

const option = z.object({ id: z.string(), text: optionalText });

const options = z.array(option).nullish().catch(undefined);

const field = z.object({
  key: optionalText,
  label: optionalText,
  type: optionalText,
  value: z.unknown().optional(),
  options,
  /** Of a matrix. */
  rows: options,
  columns: options,
});
export type TallyField = z.output<typeof field>;

export const formResponse = z.object({
  createdAt: unlessEmpty(moment),
  data: z.object({
    responseId: id.nullish(),
    submissionId: id.nullish(),
    formId: optionalText,
    createdAt: unlessEmpty(moment),
    fields: z.array(field),
  }),
});

/**
 * A submission of Tally's API with the form's questions, as the API tells a single one and as we keep those of a
 * list (developers.tally.so: submissions).
 */
const question = z.object({
  id: z.string(),
  type: optionalText,
  fields: z.array(z.object({ uuid: optionalText, title: optionalText })).nullish(),
});
export type TallyQuestion = z.output<typeof question>;

const answer = z.object({ questionId: z.string(), answer: z.unknown().optional() });

export const submissionDocument = z.object({
  questions: z.array(question),
  submission: z.object({
    id,
    formId: optionalText,
    submittedAt: unlessEmpty(moment),
    updatedAt: unlessEmpty(moment),
    responses: z.array(answer),
  }),
});
export type TallySubmission = z.output<typeof submissionDocument>['submission'];

/** What is kept of the API's answer: not the links to a submission, as whoever has one needs no key. */
const anything = z.unknown().optional();
const keptQuestion = z.object({ id: anything, type: anything, fields: anything });
const keptSubmission = z.object({
  id: anything,
  formId: anything,
  submittedAt: anything,
  updatedAt: anything,
  responses: anything,
});

export const submissionPage = z.object({
  hasMore: z.boolean().nullish(),
  questions: z.array(keptQuestion),
  submissions: z.array(keptSubmission),
});
export const oneSubmission = z.object({ questions: z.array(keptQuestion), submission: keptSubmission });
