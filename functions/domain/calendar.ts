import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';
import { isTimeZone } from './local-time.ts';

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

/** A stretch of time, `to` exclusive. */
interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** While it lasts, local time is UTC plus `offset` milliseconds. */
interface OffsetPeriod extends Span {
  readonly offset: number;
}

/** A calendar made ready for reckoning. Dates are counted in days since 1970-01-01, a Thursday. */
interface Timetable {
  readonly timeZone: string;
  /** Per weekday from Monday, in milliseconds on the local clock since midnight. */
  readonly shifts: readonly (readonly Span[])[];
  readonly holidays: ReadonlySet<number>;
  readonly periods: OffsetPeriod[];
  readonly days: Map<number, readonly Span[]>;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365.25 * day;
const horizon = 10 * year;
/** No zone was ever further from UTC. */
const widestOffset = 16 * hour;
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
  for (let date = Math.floor(from / day) - 1; date <= lastDate && counted < to; date++) {
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
    periods: [],
    days: new Map(),
  };
  timetables.set(calendar, timetable);
  return timetable;
}

function shiftsOn(timetable: Timetable, date: number): readonly Span[] {
  const known = timetable.days.get(date);
  if (known) return known;
  if (timetable.days.size >= mostDaysRemembered) {
    timetable.days.clear();
    timetable.periods.length = 0;
  }
  const shifts = timetable.holidays.has(date) ? [] : (timetable.shifts[weekdayOf(date)] ?? []);
  const spans = shifts.length === 0 ? [] : onClock(timetable, date * day, shifts);
  timetable.days.set(date, spans);
  return spans;
}

function onClock(timetable: Timetable, midnight: number, shifts: readonly Span[]): readonly Span[] {
  const periods: OffsetPeriod[] = [];
  let at = midnight - widestOffset;
  while (at < midnight + day + widestOffset) {
    const period = periodAt(timetable, at);
    periods.push(period);
    at = period.to;
  }
  return shifts.map((shift) => ({
    from: firstReaching(midnight + shift.from, periods),
    to: lastBefore(midnight + shift.to, periods),
  }));
}

/** The first instant at which the clock shows `local` or later; in a gap that is the moment of the jump. */
function firstReaching(local: number, periods: readonly OffsetPeriod[]): Instant {
  const candidates = periods.map(({ from, to, offset }) => {
    const at = Math.max(from, local - offset);
    return at < to ? at : Number.POSITIVE_INFINITY;
  });
  return Math.min(...candidates);
}

/** The instant that ends the last moment at which the clock shows a time before `local`. */
function lastBefore(local: number, periods: readonly OffsetPeriod[]): Instant {
  const candidates = periods.map(({ from, to, offset }) => {
    const at = Math.min(to, local - offset);
    return at > from ? at : Number.NEGATIVE_INFINITY;
  });
  return Math.max(...candidates);
}

function periodAt({ timeZone, periods }: Timetable, at: Instant): OffsetPeriod {
  const known = periods.findLast((period) => period.from <= at && at < period.to);
  if (known) return known;
  // Looking forward only, and from the start of a year: looking back is slow in a zone whose clock never changes.
  let zoned = Temporal.Instant.fromEpochMilliseconds(Math.floor(at / year) * year).toZonedDateTimeISO(
    timeZone,
  );
  let next = zoned.getTimeZoneTransition('next');
  while (next && next.epochMilliseconds <= at) {
    zoned = next;
    next = zoned.getTimeZoneTransition('next');
  }
  const from = zoned.epochMilliseconds;
  // The library looks some years ahead, so that it found no change holds for a year and not for ever.
  const to = next?.epochMilliseconds ?? from + year;
  const period = { from, to, offset: zoned.offsetNanoseconds / 1_000_000 };
  periods.push(period);
  return period;
}

function weekdayOf(date: number): number {
  const mondayFirst = (date + 3) % 7;
  return mondayFirst < 0 ? mondayFirst + 7 : mondayFirst;
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

/** Days since 1970-01-01, or NaN. */
function dateNumber(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.NaN;
  try {
    return Temporal.PlainDate.from(text).toZonedDateTime('UTC').epochMilliseconds / day;
  } catch {
    return Number.NaN;
  }
}
