import { Temporal } from 'temporal-polyfill';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const LONGEST_SEARCH_DAYS = 366 * 5;

interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
}

/** The next time (ms) that AWS's six-field cron names after `after`; undefined when there is none in five years. */
export function nextCronTime(fields: string, timeZone: string, after: number): number | undefined {
  const cron = parse(fields);
  const from = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone);
  for (let ahead = 0; ahead < LONGEST_SEARCH_DAYS; ahead += 1) {
    const day = from.toPlainDate().add({ days: ahead });
    // ISO counts Monday 1 … Sunday 7; AWS counts Sunday 1 … Saturday 7.
    const weekday = (day.dayOfWeek % 7) + 1;
    if (!cron.months.has(day.month) || !cron.days.has(day.day) || !cron.weekdays.has(weekday)) continue;
    for (const hour of cron.hours)
      for (const minute of cron.minutes) {
        const time = day.toZonedDateTime({ timeZone, plainTime: { hour, minute } }).epochMilliseconds;
        if (time > after) return time;
      }
  }
  return undefined;
}

function parse(fields: string): Cron {
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', year = '*'] = fields
    .trim()
    .split(/\s+/);
  if (year !== '*') throw new Error(`the local run does not understand the year in cron(${fields})`);
  return {
    minutes: numbers(minutes, 0, 59),
    hours: numbers(hours, 0, 23),
    days: numbers(days, 1, 31),
    months: numbers(named(months, MONTHS), 1, 12),
    weekdays: numbers(named(weekdays, WEEKDAYS), 1, 7),
  };
}

function named(field: string, names: readonly string[]): string {
  return names.reduce((text, name, index) => text.toUpperCase().replaceAll(name, String(index + 1)), field);
}

function numbers(field: string, first: number, last: number): Set<number> {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '', step = '1'] = part.split('/');
    const [from, to] = range === '*' || range === '?' ? [first, last] : range.split('-').map(Number);
    const end = to ?? (part.includes('/') ? last : from);
    if (from === undefined || end === undefined || !Number.isInteger(from) || !Number.isInteger(end))
      throw new Error(`the local run does not understand ${part} in a cron expression`);
    for (let value = from; value <= end; value += Number(step)) found.add(value);
  }
  return new Set([...found].sort((a, b) => a - b));
}
