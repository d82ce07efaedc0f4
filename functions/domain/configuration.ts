import * as z from 'zod';
import { alerts } from './alerts.ts';
import { checkCalendar } from './calendar.ts';
import { calendar } from './calendar-schema.ts';
import { describeMistakes } from './configuration-mistakes.ts';
import { houseAddress, houseDuration, houseKey } from './configuration-words.ts';
import { houseLanguages } from './language.ts';
import { accounts, assignments, person } from './person.ts';
import { priorities } from './priority.ts';
import { awakeCalendar } from './quiet-hours.ts';
import { rootCause, rootCauseMistakes } from './root-cause.ts';
import { rosterMistakes } from './roster-mistakes.ts';
import { rule } from './rule.ts';
import { ruleMistakes } from './rule-mistakes.ts';
import { slaTargets } from './sla-target.ts';
import { source } from './source.ts';

/** Everything a company decides about its loop: one typed file per stage in `config/`, checked when it is loaded. */

const key = houseKey;
const email = houseAddress;
const duration = houseDuration;
const localised = z.strictObject({ en: z.string().min(1), fr: z.string().min(1) });
const language = z.enum(houseLanguages);
const timeZone = z.string();

const theme = z.strictObject({
  id: key,
  name: localised,
  /** Words and phrases; case, accents and plural endings do not matter, `*` stands for any ending. */
  words: z.strictObject({ en: z.array(z.string().min(2)), fr: z.array(z.string().min(2)) }),
  owner: email.optional(),
});

const team = z.strictObject({
  name: localised,
  lead: email,
  head: email,
  /** Who of its people gets a case for which nobody is named; the fallback owner when left out. */
  assign: z.enum(assignments).optional(),
});

const rung = z.strictObject({
  /** Time after the breach, in the hours of whoever is told, or on the target's calendar where they have none. */
  after: duration,
  tell: z.array(z.enum(['owner', 'lead', 'head'])).min(1),
  /** Who gets the case then, and is told so; everybody is only told when left out. */
  reassignTo: z.enum(['lead', 'head']).optional(),
});

const target = z.strictObject({
  /** The team's target, in the working time of its calendar. */
  within: duration,
  calendar: key,
  /** What the customer was promised, counted on their clock, day and night. */
  promised: duration.optional(),
});

const policy = z.strictObject({
  id: key,
  when: z.strictObject({
    priorities: z.array(z.enum(priorities)).optional(),
    tiers: z.array(z.string()).optional(),
  }),
  targets: z.strictObject({
    acknowledge: target,
    firstContact: target,
    /** From the customer's word after a first contact to our answer; nobody is held to it when left out. */
    nextResponse: target.optional(),
    resolution: target,
  }),
  /** Shares of a target at which the owner is warned, in per cent. */
  warnAt: z.array(z.number().int().min(1).max(99)),
  ladder: z.array(rung),
  /**
   * How much working time after they were last told of it an owner is told again of a case that nobody has acknowledged,
   * after ten times once a day at most; never when left out.
   */
  nagEvery: duration
    .refine((ms) => ms >= 900_000, 'nobody is told again within a quarter of an hour')
    .optional(),
  /** Longest time that waiting for the customer stops the clock, per wait. */
  longestWait: duration,
});

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
      /** Who looks after which account. */
      accounts: accounts.optional(),
      fallback: email,
    }),
    tierAttribute: key,
    /** The response's attribute that names the touchpoint, where rules ask for touchpoints. */
    touchpointAttribute: z.string().min(1).optional(),
    rules: z.array(rule),
    /**
     * What becomes of a case of a customer who has an open one: it opens on its own, or linked to that one, or its
     * feedback joins that one.
     */
    sameCustomer: z.enum(['separate', 'link', 'join']).default('link'),
    calendars: z.record(key, calendar),
    policies: z.array(policy).min(1),
    alerts: alerts.prefault({}),
    /** Why customers are let down: a list, or a tree whose entries have `children`. */
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
    for (const [account, owner] of Object.entries(configuration.ownership.accounts?.owners ?? {}))
      requirePerson(owner, `ownership.accounts.owners.${account}`);
    for (const mistake of rosterMistakes(configuration)) context.addIssue(mistake);
    for (const [id, one] of Object.entries(configuration.sources))
      requirePerson(one.owner, `sources.${id}.owner`);
    for (const one of configuration.themes) requirePerson(one.owner, `theme ${one.id}`);
    for (const mistake of ruleMistakes(configuration)) context.addIssue(mistake);
    for (const mistake of rootCauseMistakes(configuration.rootCauses)) context.addIssue(mistake);
    for (const one of configuration.policies)
      for (const name of slaTargets) {
        const calendar = one.targets[name]?.calendar;
        requireKey(
          calendar === undefined || calendar in configuration.calendars,
          `policy ${one.id}, ${name}: no calendar "${calendar}"`,
        );
      }
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
