import type { Instant } from './instant.ts';
import { dateNumber, weekdayOf } from './local-date.ts';
import { isTimeZone } from './local-time.ts';
import { firstReaching, lastBefore, offsetsOn, type Span } from './offsets.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Local times `HH:MM`; `to` is exclusive and may be `24:00`. */
type Hours = readonly [from: string, to: string];

/** When people work. Treated as immutable: what is derived from it is remembered for as long as it lives. */
export interface Calendar {
  /** IANA name, such as `Europe/Paris`. */
  readonly timeZone: string;
  /** Several intervals a day are sorted and do not overlap; they may touch. */
  readonly hours: Readonly<Record<Weekday, readonly Hours[]>>;
  /** Local dates, `YYYY-MM-DD`, on which nobody works. */
  readonly holidays: readonly string[];
}

/** A calendar made ready for reckoning. Dates are counted in days since 1970-01-01. */
interface Timetable {
  readonly timeZone: string;
  /** Per weekday from Monday, in milliseconds on the local clock since midnight. */
  readonly shifts: readonly (readonly Span[])[];
  readonly holidays: ReadonlySet<number>;
  readonly days: Map<number, readonly Span[]>;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const horizon = 10 * 365.25 * day;
/** Bounds the memory that a span of centuries can take. */
const mostDaysRemembered = 20_000;

const timetables = new WeakMap<Calendar, Timetable>();

/** What is wrong with a calendar, one sentence each, naming the field; empty when all is well. */
export function checkCalendar(calendar: Calendar): string[] {
  const idle = weekdays.every((weekday) => calendar.hours[weekday].length === 0);
  return [...malformed(calendar), ...(idle ? ['hours: no weekday has any, so nobody ever works'] : [])];
}

/**
 * Milliseconds of working time in [from, to); 0 when `to` is not after `from`.
 *
 * On each date a shift lasts from the first moment at which the local clock has come to its beginning until the last
 * at which it has not yet come to its end. So 01:00–04:00 is two hours on the night when the clock jumps from 02:00
 * to 03:00, and four when it falls back.
 */
export function workedBetween(calendar: Calendar, from: Instant, to: Instant): number {
  let worked = 0;
  for (const span of working(calendar, from, to)) worked += span.to - span.from;
  return worked;
}

/**
 * The earliest instant, not before `from`, by which `ms` of working time have passed since `from`.
 * @throws RangeError when ten years are not enough.
 */
export function addWorked(calendar: Calendar, from: Instant, ms: number): Instant {
  if (!(ms >= 0)) throw new RangeError(`${ms} ms is no amount of working time`);
  if (ms === 0) return from;
  let left = ms;
  for (const span of working(calendar, from, from + horizon)) {
    const length = span.to - span.from;
    if (left <= length) return span.from + left;
    left -= length;
  }
  throw new RangeError(
    `the calendar in ${calendar.timeZone} has less than ${ms} ms of working time in 10 years`,
  );
}

/**
 * The first instant, not before `at`, that is working time.
 * @throws RangeError when there is none in ten years.
 */
export function nextOpening(calendar: Calendar, at: Instant): Instant {
  for (const span of working(calendar, at, at + horizon)) return span.from;
  throw new RangeError(`the calendar in ${calendar.timeZone} has no working time in 10 years`);
}

export function isWorking(calendar: Calendar, at: Instant): boolean {
  return !working(calendar, at, at + 1).next().done;
}

/** The working time in [from, to): in order, apart or touching, never empty. */
function* working(calendar: Calendar, from: Instant, to: Instant): Generator<Span> {
  if (!Number.isFinite(from) || !Number.isFinite(to)) throw new RangeError(`no instants: ${from}, ${to}`);
  const timetable = timetableOf(calendar);
  // A local date begins and ends less than a day away from the UTC date of the same name.
  const lastDate = Math.floor(to / day) + 1;
  // Where the clock falls back over midnight, the shifts of two dates can overlap: nothing before this counts again.
  let counted = from;
  for (let date = Math.floor(from / day) - 1; date <= lastDate; date++) {
    for (const shift of shiftsOn(timetable, date)) {
      const span = { from: Math.max(shift.from, counted), to: Math.min(shift.to, to) };
      if (span.from >= span.to) continue;
      yield span;
      counted = span.to;
    }
  }
}

function timetableOf(calendar: Calendar): Timetable {
  const known = timetables.get(calendar);
  if (known) return known;
  const mistakes = malformed(calendar);
  if (mistakes.length > 0) throw new RangeError(`calendar in ${calendar.timeZone}: ${mistakes.join('; ')}`);
  const timetable: Timetable = {
    timeZone: calendar.timeZone,
    shifts: weekdays.map((weekday) =>
      calendar.hours[weekday].map(([from, to]) => ({ from: timeOfDay(from), to: timeOfDay(to) })),
    ),
    holidays: new Set(calendar.holidays.map(dateNumber)),
    days: new Map(),
  };
  timetables.set(calendar, timetable);
  return timetable;
}

function shiftsOn(timetable: Timetable, date: number): readonly Span[] {
  const known = timetable.days.get(date);
  if (known) return known;
  if (timetable.days.size >= mostDaysRemembered) timetable.days.clear();
  const shifts = timetable.holidays.has(date) ? [] : (timetable.shifts[weekdayOf(date)] ?? []);
  const spans = shifts.length === 0 ? [] : onClock(timetable.timeZone, date * day, shifts);
  timetable.days.set(date, spans);
  return spans;
}

function onClock(timeZone: string, midnight: number, shifts: readonly Span[]): readonly Span[] {
  const offsets = offsetsOn(timeZone, midnight);
  return shifts.map(({ from, to }) => ({
    from: firstReaching(midnight + from, offsets),
    to: lastBefore(midnight + to, offsets),
  }));
}

function malformed({ timeZone, hours, holidays }: Calendar): string[] {
  return [
    ...(isTimeZone(timeZone) ? [] : [`timeZone: "${timeZone}" is not an IANA time zone`]),
    ...weekdays.flatMap((weekday) =>
      hoursMistakes(hours[weekday]).map((mistake) => `hours.${weekday}: ${mistake}`),
    ),
    ...holidays
      .filter((date) => Number.isNaN(dateNumber(date)))
      .map((date) => `holidays: "${date}" is not a date (YYYY-MM-DD)`),
  ];
}

function hoursMistakes(intervals: readonly Hours[]): string[] {
  return intervals.flatMap(([from, to], index) => {
    const bad = [from, to].filter((time) => Number.isNaN(timeOfDay(time)));
    if (bad.length > 0) return bad.map((time) => `"${time}" is not a time of day (HH:MM, 00:00 to 24:00)`);
    if (timeOfDay(from) >= timeOfDay(to))
      return [`${from}–${to} does not end after it begins; split a night shift at 24:00`];
    const [earlierFrom, earlierTo] = intervals[index - 1] ?? ['00:00', '00:00'];
    if (timeOfDay(to) <= timeOfDay(earlierFrom))
      return [`${from}–${to} must stand before ${earlierFrom}–${earlierTo}`];
    if (timeOfDay(from) < timeOfDay(earlierTo)) return [`${from}–${to} overlaps ${earlierFrom}–${earlierTo}`];
    return [];
  });
}

/** Milliseconds since midnight, or NaN. */
function timeOfDay(text: string): number {
  if (!/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)) return Number.NaN;
  return Number(text.slice(0, 2)) * hour + Number(text.slice(3)) * minute;
}
