import * as z from 'zod';
import { optionalText, unlessEmpty } from '../reading/answered.ts';
import { id, moment } from '../reading/given-text.ts';

/** Zendesk's placeholders give minutes: `2013-12-12T05:35Z`. */
const minute = z.iso
  .datetime({ offset: true, precision: -1, error: 'expected a time in ISO 8601 with its zone' })
  .transform((text) => Date.parse(text));

export const mark = z.object({ type: optionalText });

/** What every event that a webhook subscribes to has (developer.zendesk.com, webhook event types). */
export const event = z.object({ id, type: z.string(), subject: optionalText, time: unlessEmpty(moment) });
export type ZendeskEvent = z.output<typeof event>;

const score = z
  .union(
    [
      z.string(),
      z.number(),
      z.object({ score: z.union([z.string(), z.number()]).nullish(), comment: optionalText }),
    ],
    { error: 'expected a rating' },
  )
  .nullish();

/** The vendor shows no body of this event. Integrators read `satisfaction_score`; tickets say `satisfaction_rating`. */
export const rated = z.object({
  detail: z.looseObject({
    id: unlessEmpty(id),
    requester_id: optionalText,
    tags: z.unknown().optional(),
  }),
  event: z
    .object({ satisfaction_score: score, satisfaction_rating: score })
    .refine((told) => told.satisfaction_score !== undefined || told.satisfaction_rating !== undefined, {
      error: 'expected satisfaction_score',
    }),
});
export type Rated = z.output<typeof rated>;

/** The body that our page tells admins to write into a trigger. */
export const triggered = z.object({
  retour: z.literal('csat', { error: 'expected "csat", as in the trigger of our page' }),
  rating: z.union([z.string(), z.number()]).nullish(),
  comment: optionalText,
  ticket: z.looseObject({
    id,
    updated_at: unlessEmpty(z.union([moment, minute])),
    requester: z
      .looseObject({ id: optionalText, external_id: optionalText, email: optionalText, name: optionalText })
      .nullish(),
  }),
});
