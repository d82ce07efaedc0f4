import * as z from 'zod';
import { optionalRecord } from '../reading/answered.ts';
import { id, moment } from '../reading/given-text.ts';

/**
 * Typeform's webhook body, as far as it is needed (typeform.com/developers/webhooks/example-payload and captured
 * deliveries of 2016 to 2026). Older ones have no `field.ref` and only labels in `choices`.
 */
const text = z.string().nullish().catch(undefined);
const someId = id.nullish().catch(undefined);

const field = z.object({ id: someId, ref: text });
export type TypeformField = z.output<typeof field>;

const choice = z.object({ id: text, ref: text, label: text, other: text });
const texts = z.array(text).nullish().catch(undefined);

/** Lists of labels, ids and refs; a list of choices here and there. */
const choices = z.union([
  z.object({ ids: texts, refs: texts, labels: texts, other: text }),
  z.array(choice).transform((list) => ({
    ids: list.map((one) => one.id),
    refs: list.map((one) => one.ref),
    labels: list.flatMap((one) => [one.label, one.other]),
    other: undefined,
  })),
]);

const answer = z.object({
  type: z.string().catch(''),
  field: field.nullish().catch(undefined),
  text,
  email: text,
  phone_number: text,
  url: text,
  date: text,
  number: z.unknown().optional(),
  boolean: z.boolean().nullish().catch(undefined),
  choice: choice.nullish().catch(undefined),
  choices: choices.nullish().catch(undefined),
});
export type TypeformAnswer = z.output<typeof answer>;

export const envelope = z.object({ event_id: id, event_type: z.string() });

/** What was not submitted bears a time of the year 1. */
const time = moment.transform((at) => (at < 0 ? undefined : at));

/** What the form reckoned: its score, prices, texts. */
const variable = z.object({ key: z.string(), number: z.number().nullish(), text: z.string().nullish() });

export const formResponse = z.object({
  form_response: z.object({
    token: id,
    form_id: someId,
    submitted_at: time.nullish(),
    landed_at: time.nullish().catch(undefined),
    hidden: optionalRecord,
    variables: z.array(variable).nullish().catch(undefined),
    definition: z
      .object({ fields: z.array(field).nullish() })
      .nullish()
      .catch(undefined),
    answers: z.array(answer).nullish(),
  }),
});

/** A response as the API lists it: it does not say which form it answers, nor what that form asks. */
export const listedResponse = formResponse.shape.form_response.extend({ response_type: text });
export type FormResponse = z.output<typeof formResponse>['form_response'];
