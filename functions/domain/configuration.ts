import * as z from 'zod';
import { checkCalendar, type Weekday } from './calendar.ts';
import { describeMistakes } from './configuration-mistakes.ts';
import { houseAddress, houseKey } from './configuration-words.ts';
import { parseDuration } from './duration.ts';
import { metrics, npsBands, satisfactionBands, sentimentLabels } from './feedback.ts';
import { houseLanguages } from './language.ts';
import { awakeCalendar } from './quiet-hours.ts';
import { source } from './source.ts';

/** Everything a company decides about its loop: one typed file per stage in `config/`, checked when it is loaded. */

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

export const slaTargets = ['acknowledge', 'firstContact', 'resolution'] as const;
export type SlaTarget = (typeof slaTargets)[number];

const key = houseKey;
const email = houseAddress;
const duration = z.string().transform((text, context) => {
  try {
    return parseDuration(text);
  } catch {
    context.addIssue(`"${text}" is not an ISO 8601 duration such as PT24H or P3D`);
    return z.NEVER;
  }
});
const localised = z.strictObject({ en: z.string().min(1), fr: z.string().min(1) });
const language = z.enum(houseLanguages);
const timeZone = z.string();

const interval = z.tuple([z.string(), z.string()]);
const calendar = z
  .strictObject({
    timeZone,
    hours: z
      .partialRecord(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), z.array(interval))
      .transform(
        (hours): Record<Weekday, readonly (readonly [string, string])[]> => ({
          mon: hours.mon ?? [],
          tue: hours.tue ?? [],
          wed: hours.wed ?? [],
          thu: hours.thu ?? [],
          fri: hours.fri ?? [],
          sat: hours.sat ?? [],
          sun: hours.sun ?? [],
        }),
      ),
    holidays: z.array(z.string()).default([]),
  })
  .superRefine((value, context) => {
    for (const mistake of checkCalendar(value)) context.addIssue(mistake);
  });

const theme = z.strictObject({
  id: key,
  name: localised,
  /** Words and phrases; case, accents and plural endings do not matter, `*` stands for any ending. */
  words: z.strictObject({ en: z.array(z.string().min(2)), fr: z.array(z.string().min(2)) }),
  owner: email.optional(),
});

const person = z.strictObject({ email, name: z.string(), language, team: key });
const team = z.strictObject({ name: localised, lead: email, head: email });

const rule = z.strictObject({
  id: key,
  /** Every condition that is given must hold. */
  when: z
    .strictObject({
      bands: z.array(z.enum([...npsBands, ...satisfactionBands])).optional(),
      metrics: z.array(z.enum(metrics)).optional(),
      scoreAtMost: z.number().optional(),
      sentiment: z
        .strictObject({ label: z.enum(sentimentLabels), confidence: z.number().min(0).max(1) })
        .optional(),
      contactRequested: z.literal(true).optional(),
      themes: z.array(key).optional(),
      tiers: z.array(z.string()).optional(),
    })
    .refine(
      (when) => Object.values(when).some((condition) => condition !== undefined),
      'a rule needs a condition',
    ),
  priority: z.enum(priorities),
});

const rung = z.strictObject({
  /** Time after the breach, on the calendar of the target that was breached. */
  after: duration,
  tell: z.array(z.enum(['owner', 'lead', 'head'])).min(1),
  reassignTo: z.enum(['lead', 'head']).optional(),
});

const target = z.strictObject({ within: duration, calendar: key });

const policy = z.strictObject({
  id: key,
  when: z.strictObject({
    priorities: z.array(z.enum(priorities)).optional(),
    tiers: z.array(z.string()).optional(),
  }),
  targets: z.strictObject({ acknowledge: target, firstContact: target, resolution: target }),
  /** Shares of a target at which the owner is warned, in per cent. */
  warnAt: z.array(z.number().int().min(1).max(99)),
  ladder: z.array(rung),
  /** Longest time that waiting for the customer stops the clock, per wait. */
  longestWait: duration,
});

const rootCause = z.strictObject({ id: key, name: localised });

export const configurationSchema = z
  .strictObject({
    stage: key,
    brand: z.strictObject({
      name: z.string(),
      /** Sender of every mail; its domain or address is the SES identity. */
      from: email,
      replyTo: email.optional(),
      colour: z.string().regex(/^#[0-9a-f]{6}$/i),
      /** Postal address, in the footer of every customer mail. */
      address: z.string(),
      language,
      timeZone,
    }),
    sesIdentity: z.string(),
    /** Where alarms go. */
    operators: z.array(email).min(1),
    sources: z.record(key, source),
    themes: z.array(theme),
    teams: z.record(key, team),
    people: z.array(person).min(1),
    ownership: z.strictObject({
      /** The response's attribute that may name an owner, by address. */
      attribute: key,
      /** Addresses outside the roster are accepted from a response only in these domains. */
      domains: z.array(z.string()).default([]),
      fallback: email,
    }),
    tierAttribute: key,
    rules: z.array(rule),
    calendars: z.record(key, calendar),
    policies: z.array(policy).min(1),
    rootCauses: z.array(rootCause).min(1),
    /** How long an owner's action can be taken back; mail that follows from it waits as long. */
    undoWithin: duration,
    linksLast: duration,
    recovery: z.strictObject({
      askAfter: duration,
      closeAfter: duration,
      scale: z.strictObject({ min: z.number().int(), max: z.number().int() }),
      recoveredFrom: z.number().int(),
      /** How often a low answer reopens a case before it is closed as lost. */
      reopenings: z.number().int().min(0),
    }),
    mail: z.strictObject({
      /** Least time between two mails of the same kind to one address. */
      gaps: z.strictObject({ 'recovery-survey': duration, campaign: duration }),
      quietHours: z
        .strictObject({ from: z.string(), to: z.string(), timeZone })
        .superRefine((value, context) => {
          for (const mistake of checkCalendar(awakeCalendar(value))) context.addIssue(mistake);
        })
        .optional(),
    }),
    campaign: z.strictObject({ lookBack: duration }),
  })
  .superRefine((configuration, context) => {
    const known = new Set(configuration.people.map((one) => one.email));
    const requirePerson = (address: string | undefined, where: string) => {
      if (address !== undefined && !known.has(address))
        context.addIssue(`${where}: ${address} is not among the people`);
    };
    const requireKey = (found: boolean, message: string) => {
      if (!found) context.addIssue(message);
    };
    requirePerson(configuration.ownership.fallback, 'ownership.fallback');
    for (const [id, one] of Object.entries(configuration.teams)) {
      requirePerson(one.lead, `teams.${id}.lead`);
      requirePerson(one.head, `teams.${id}.head`);
    }
    for (const one of configuration.people)
      requireKey(one.team in configuration.teams, `people ${one.email}: no team "${one.team}"`);
    for (const [id, one] of Object.entries(configuration.sources))
      requirePerson(one.owner, `sources.${id}.owner`);
    const themes = new Set(configuration.themes.map((one) => one.id));
    for (const one of configuration.themes) requirePerson(one.owner, `theme ${one.id}`);
    for (const one of configuration.rules)
      for (const id of one.when.themes ?? []) requireKey(themes.has(id), `rule ${one.id}: no theme "${id}"`);
    for (const one of configuration.policies)
      for (const name of slaTargets)
        requireKey(
          one.targets[name].calendar in configuration.calendars,
          `policy ${one.id}, ${name}: no calendar "${one.targets[name].calendar}"`,
        );
    const last = configuration.policies.at(-1);
    requireKey(
      last !== undefined && last.when.priorities === undefined && last.when.tiers === undefined,
      'the last policy must hold for every case: leave its "when" empty',
    );
    const { scale, recoveredFrom } = configuration.recovery;
    requireKey(
      recoveredFrom > scale.min && recoveredFrom <= scale.max,
      'recovery.recoveredFrom must lie on the scale',
    );
  });

export type Configuration = z.output<typeof configurationSchema>;
export type Theme = z.output<typeof theme>;
export type Rule = z.output<typeof rule>;
export type Policy = z.output<typeof policy>;

/**
 * Checks a stage's configuration; durations come out in milliseconds, addresses in lower case.
 * @throws Error that lists every mistake with its path.
 */
export function configure(input: z.input<typeof configurationSchema>): Configuration {
  const parsed = configurationSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Error(`The configuration has mistakes:\n${describeMistakes(parsed.error, input)}`);
}
