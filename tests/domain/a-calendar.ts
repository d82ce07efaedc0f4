import {
  addWorked,
  type Calendar,
  nextOpening,
  type Weekday,
  workedBetween,
  weekdays,
} from '../../functions/domain/calendar.ts';
import type { Instant } from '../../functions/domain/instant.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

type Week = Partial<Calendar['hours']>;

export function calendar(week: Week, rest: Partial<Calendar> = {}): Calendar {
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  return { timeZone: 'Europe/Paris', holidays: [], hours: { ...closed, ...week }, ...rest };
}

/** The same intervals, each written `09:00-17:00`, on each of the days. */
export function each(days: readonly Weekday[], ...intervals: string[]): Week {
  const hours = intervals.map((interval) => [interval.slice(0, 5), interval.slice(6)] as const);
  return Object.fromEntries(days.map((weekday) => [weekday, hours]));
}

/** The same intervals every day of the week. */
export function daily(timeZone: string, ...intervals: string[]): Calendar {
  return calendar(each(weekdays, ...intervals), { timeZone });
}

const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
export const office = calendar(each(workdays, '09:00-17:00'));
export const lunching = calendar(each(workdays, '09:00-12:00', '13:00-17:00'));
export const always = (timeZone: string) => daily(timeZone, '00:00-24:00');

export const at = (text: string): Instant => Date.parse(text);
export const shown = (instant: Instant) => new Date(instant).toISOString();
export const utc = (text: string) => shown(at(text));
export const dateOf = (instant: Instant) => shown(instant).slice(0, 10);

export const hoursBetween = (calendar: Calendar, from: string, to: string) =>
  workedBetween(calendar, at(from), at(to)) / hour;
export const due = (calendar: Calendar, from: string, hours: number) =>
  shown(addWorked(calendar, at(from), hours * hour));
export const opening = (calendar: Calendar, from: string) => shown(nextOpening(calendar, at(from)));
