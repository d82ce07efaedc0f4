import * as z from 'zod';
import { houseAddress, houseKey } from './configuration-words.ts';
import { houseLanguages } from './language.ts';
import { dateNumber } from './local-date.ts';
import { isTimeZone } from './local-time.ts';

/** Somebody on the roster: who owns cases, leads a team or watches, and when they are not there to do so. */

const date = z.string().refine((text) => !Number.isNaN(dateNumber(text)), 'use a date such as 2026-12-21');

const absence = z
  .strictObject({
    /** The first and the last day away: local dates, in the person's own time zone. */
    from: date,
    to: date,
  })
  .refine(({ from, to }) => !(dateNumber(from) > dateNumber(to)), '"from" is after "to"');

export const person = z.strictObject({
  email: houseAddress,
  name: z.string(),
  /** Their first language, in which they are written to. */
  language: z.enum(houseLanguages),
  /** Further languages in which they can answer a customer, as codes such as `de`. */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/, 'use a language code such as fr'))
    .min(1)
    .optional(),
  team: houseKey,
  /** IANA name; left out, the zone of their hours, or the brand’s. */
  timeZone: z.string().refine(isTimeZone, 'use the name of a time zone such as Europe/Paris').optional(),
  /** The key of the calendar by which they work: somebody back on a Saturday is there on Monday. */
  hours: houseKey.optional(),
  absences: z.array(absence).optional(),
  /** Who takes their cases while they are away, by address. */
  deputy: houseAddress.optional(),
});

export type Person = z.output<typeof person>;
export type Absence = NonNullable<Person['absences']>[number];

/** How a team gives a case to one of its people where nobody is named for it. */
export const assignments = ['round-robin', 'load', 'language', 'queue'] as const;
export type Assignment = (typeof assignments)[number];

/** Who may be named as the owner for an account, by the value of an attribute of the response. */
export const accounts = z.strictObject({
  attribute: z.string().min(1),
  owners: z.record(z.string().trim().min(1), houseAddress),
});
