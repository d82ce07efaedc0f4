import * as z from 'zod';
import { optionalGroup, optionalRecord, optionalText, unlessEmpty } from '../reading/answered.ts';
import { id, moment } from '../reading/given-text.ts';

/**
 * Screeb's webhook body, as far as it is needed (developers.screeb.app, webhooks 1.3.0, 2.0.0 and 2.1.0). Until 1.3.0
 * an answer has one field and not a list, the person is the respondent, and what lasts over a survey's versions is
 * the `correlation_id`.
 */
const field = z.object({
  id: optionalText,
  correlation_id: optionalText,
  number: z.unknown().optional(),
  text: z.unknown().optional(),
  boolean: z.unknown().optional(),
  time: z.unknown().optional(),
  value: z.unknown().optional(),
});
export type ScreebField = z.output<typeof field>;

const answered = z.object({
  question: z.object({ id: optionalText, correlation_id: optionalText, type: optionalText }).nullish(),
  answer: z
    .object({
      field: field.nullish(),
      fields: z.array(field).nullish(),
      replied_at: unlessEmpty(moment),
    })
    .nullish(),
});
export type ScreebAnswered = z.output<typeof answered>;

export const envelope = z.object({ event_id: id, event_type: z.string() });

export const responseEvent = z.object({
  time: unlessEmpty(moment),
  time_ms: unlessEmpty(z.number()),
  payload: z.object({
    channel: optionalGroup(z.object({ type: optionalText })),
    survey: optionalGroup(z.object({ id: optionalText })),
    user: optionalGroup(
      z.object({
        anonymous_id: optionalText,
        user_id: optionalText,
        name: optionalText,
        email: optionalText,
        properties: optionalRecord,
        // What 2.1.0 first called the properties.
        hidden_fields: optionalRecord,
      }),
    ),
    respondent: optionalGroup(
      z.object({ id: optionalText, alias: z.unknown().optional(), name: optionalText, email: optionalText }),
    ),
    response: answered.extend({
      id,
      locale: optionalText,
      completion: optionalText,
      hidden_fields: optionalRecord,
      context: optionalRecord,
      items: z.array(answered).nullish(),
    }),
  }),
});
export type ScreebPayload = z.output<typeof responseEvent>['payload'];
