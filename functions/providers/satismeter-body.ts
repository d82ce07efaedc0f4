import * as z from 'zod';
import { optionalGroup, optionalRecord, optionalText, unlessEmpty } from '../reading/answered.ts';
import { id, moment } from '../reading/given-text.ts';

/**
 * SatisMeter's webhook body, as far as it is needed (support.satismeter.com, "Webhooks", and captured deliveries of
 * 2022). Bodies of 2015 have no `metric`, `name` or `type` in their answers, and no campaign.
 */
const answer = z.object({
  id: optionalText,
  name: optionalText,
  metric: optionalText,
  value: z.unknown().transform(unlessPlaceholder).optional(),
});

const user = z.object({
  id: optionalText,
  userId: z.preprocess(unlessPlaceholder, optionalText),
  email: z.preprocess(unlessPlaceholder, optionalText),
  name: z.preprocess(unlessPlaceholder, optionalText),
  traits: optionalRecord,
  groups: optionalRecord,
});

export const envelope = z.object({ event: z.string().nullish() });

export const telling = z.object({
  response: z.object({
    id,
    created: unlessEmpty(moment),
    rating: z.unknown().transform(unlessPlaceholder).optional(),
    feedback: z.unknown().transform(unlessPlaceholder).optional(),
    category: optionalText,
    completed: z.unknown().optional(),
    dismissed: z.unknown().optional(),
    pending: z.unknown().optional(),
    answers: z.array(answer).nullish(),
    user: optionalGroup(user),
    language: optionalText,
    method: optionalText,
    referrer: optionalText,
    campaign: z.unknown().optional(),
  }),
  traits: optionalRecord,
  campaign: optionalGroup(z.object({ id: optionalText, name: optionalText })),
});
export type Telling = z.output<typeof telling>;

/** What SatisMeter writes where it has nothing. */
function unlessPlaceholder(given: unknown): unknown {
  return given === 'No response' ? undefined : given;
}
