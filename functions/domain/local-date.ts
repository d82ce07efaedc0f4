import { Temporal } from 'temporal-polyfill';

/** Dates on the calendar, `YYYY-MM-DD`, counted in days since 1970-01-01, a Thursday. */

const day = 86_400_000;
const mostDays = 366;

/** Days since 1970-01-01; NaN for a text that is no date. */
export function dateNumber(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.NaN;
  try {
    return Temporal.PlainDate.from(text).toZonedDateTime('UTC').epochMilliseconds / day;
  } catch {
    return Number.NaN;
  }
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(date: number): number {
  const mondayFirst = (date + 3) % 7;
  return mondayFirst < 0 ? mondayFirst + 7 : mondayFirst;
}

/**
 * The dates of a range such as `2026-12-28/2027-01-02`, both ends included, or of a single date.
 * Undefined for anything else: an end before the beginning, or more than a year.
 */
export function datesIn(range: string): readonly string[] | undefined {
  const [first = '', last = first, ...rest] = range.split('/');
  const [from, to] = [dateNumber(first), dateNumber(last)];
  if (rest.length > 0 || !(from <= to && to - from < mostDays)) return undefined;
  return Array.from({ length: to - from + 1 }, (_, days) => dateText(from + days));
}

/** `2026-12-21` for a date counted in days since 1970-01-01. */
export function dateText(date: number): string {
  return new Date(date * day).toISOString().slice(0, 10);
}
