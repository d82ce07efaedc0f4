import * as z from 'zod';
import { type Calendar, checkCalendar, type Weekday } from './calendar.ts';
import { datesIn } from './local-date.ts';

const interval = z.tuple([z.string(), z.string()]);

/** When people work, as a stage writes it down; comes out as a calendar whose days off stand one by one. */
export const calendar = z
  .strictObject({
    timeZone: z.string(),
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
    /** Local dates, `2026-12-25`. A country's come from `holidaysIn` in `config/holidays/`. */
    holidays: z.array(z.string()).readonly().default([]),
    /** When the company is closed besides: `2026-12-28/2027-01-02`, both days included, or a date. */
    closed: z.array(z.string()).readonly().default([]),
  })
  .superRefine((value, context) => {
    for (const mistake of [...checkCalendar(value), ...value.closed.flatMap(closureMistake)])
      context.addIssue(mistake);
  })
  .transform(({ timeZone, hours, holidays, closed }): Calendar => {
    const off = new Set([...holidays, ...closed.flatMap((range) => datesIn(range) ?? [])]);
    return { timeZone, hours, holidays: [...off].sort() };
  });

function closureMistake(range: string): readonly string[] {
  if (datesIn(range) !== undefined) return [];
  return [
    `closed: "${range}" is not a date, nor a range of at most a year (2026-12-28/2027-01-02, first day/last day)`,
  ];
}
