import * as z from 'zod';
import { id, moment } from './given-text.ts';

/**
 * Typeform's webhook body, as far as it is needed (typeform.com/developers/webhooks/example-payload and captured
 * deliveries of 2016 to 2026). Older ones have no `field.ref` and only labels in `choices`.
 */
const text = z.string().nullish();

const answer = z.object({
  type: z.string(),
  field: z.object({ id: z.string(), ref: text }),
  text,
  email: text,
  phone_number: text,
  url: text,
  date: text,
  number: z.unknown().optional(),
  boolean: z.boolean().nullish(),
  choice: z.object({ label: text, other: text }).nullish(),
  choices: z.object({ labels: z.array(z.string().nullable()).nullish(), other: text }).nullish(),
});
export type TypeformAnswer = z.output<typeof answer>;

export const envelope = z.object({ event_id: id, event_type: z.string() });

export const formResponse = z.object({
  form_response: z.object({
    token: id,
    form_id: text,
    submitted_at: moment.nullish(),
    landed_at: moment.nullish(),
    hidden: z.record(z.string(), z.unknown()).nullish(),
    definition: z.object({ fields: z.array(z.object({ id: z.string(), ref: text })).nullish() }).nullish(),
    answers: z.array(answer).nullish(),
  }),
});
export type FormResponse = z.output<typeof formResponse>['form_response'];
