import * as z from 'zod';
import { houseAddress, houseDuration, houseKey } from './configuration-words.ts';
import { metrics, npsBands, satisfactionBands, sentimentLabels } from './feedback.ts';
import { priorities } from './priority.ts';

/** A rule as it is configured: when it holds, and what it asks for then. `rules.ts` says what a condition means. */

const text = z.string().min(1);
const some = <Item extends z.ZodType>(item: Item) =>
  z.array(item).min(1, { error: 'name at least one, or leave the condition out', abort: true });

/** Every condition that is given must hold. */
const conditions = z
  .strictObject({
    bands: some(z.enum([...npsBands, ...satisfactionBands])).optional(),
    metrics: some(z.enum(metrics)).optional(),
    scoreAtMost: z.number().optional(),
    scoreAtLeast: z.number().optional(),
    /** The score and the words contradict each other. */
    mismatch: z.literal(true).optional(),
    /** So many points worse than the customer's last score on the same metric and scale. */
    dropOf: z.number().positive().optional(),
    sentiment: z
      .strictObject({ label: z.enum(sentimentLabels), confidence: z.number().min(0).max(1) })
      .optional(),
    themes: some(houseKey).optional(),
    /** What the response or its source calls the survey. */
    surveys: some(text).optional(),
    sources: some(houseKey).optional(),
    /** Values of the response's attribute that `touchpointAttribute` names. */
    touchpoints: some(text).optional(),
    channels: some(text).optional(),
    /** Attributes of the response, each with the values of which it must have one. */
    attributes: z
      .record(text, some(text))
      .refine((values) => Object.keys(values).length > 0, 'name at least one, or leave the condition out')
      .optional(),
    /** Values of the response's attribute that `tierAttribute` names. */
    tiers: some(text).optional(),
    contactRequested: z.literal(true).optional(),
    /** The same customer had a bad score, or a case, so long before at most. */
    repeatWithin: houseDuration.refine((ms) => ms > 0, 'nothing happens within no time').optional(),
  })
  .refine(
    (when) => Object.values(when).some((condition) => condition !== undefined),
    'a rule needs a condition',
  );

const watcher = z.union([houseAddress, z.strictObject({ team: houseKey })], {
  error: 'give an address, or { team: "its key" }',
});

export const rule = z.strictObject({
  id: houseKey,
  when: conditions,
  priority: z.enum(priorities),
  /** Whose case it becomes, whomever the response, its source or its themes name. */
  owner: houseAddress.optional(),
  /** The team that the case belongs to, and that gives it to one of its people where the rule names no owner. */
  team: houseKey.optional(),
  /** Who else is told that the case opened, even where an earlier rule decides; a team is all of its people. */
  watch: some(watcher).optional(),
});

export type Rule = z.output<typeof rule>;
export type Conditions = Rule['when'];
export type ConditionName = keyof Conditions;
