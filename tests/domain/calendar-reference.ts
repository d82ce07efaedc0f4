import type { Calendar } from '../../functions/domain/calendar.ts';
import type { Instant } from '../../functions/domain/instant.ts';

/*
 * Working time as somebody would find it who looks at the wall clock once a minute, writes down what it shows, and
 * counts: slow, with no arithmetic of zones, and with nothing in common with the real thing.
 * A shift lasts from the first minute of its date that reads within it to the last one that does.
 * Right in zones whose offsets are whole minutes, as all have been since 1973.
 */

const minute = 60_000;
const day = 86_400_000;
/** A shift that lies across the edge of the watch is not seen whole. */
const margin = 26 * 60;
/** On a day, more than anybody has. */
const mostShifts = 64;

/** What the wall clock of a zone showed, minute by minute. */
export interface Watch {
  readonly timeZone: string;
  readonly start: Instant;
  /** Local dates, in days since 1970-01-01. */
  readonly dates: Int32Array;
  /** What it showed as minutes since Monday, 00:00. */
  readonly times: Int16Array;
}

const watches = new Map<string, Watch>();

/** Reads the clock for whole days around an instant; readings are kept, as they take a while. */
export function watchAround(timeZone: string, around: Instant, days: number): Watch {
  const start = Math.floor((around - (days * day) / 2) / minute) * minute;
  const key = `${timeZone} ${start} ${days}`;
  const known = watches.get(key);
  if (known) return known;
  const length = days * 24 * 60;
  const watch = { timeZone, start, dates: new Int32Array(length), times: new Int16Array(length) };
  const clock = clockOf(timeZone);
  for (let index = 0; index < length; index++) {
    // "23/11/2026, 12:58"
    const shown = clock.format(start + index * minute);
    const date = dateNumber(Number(shown.slice(6, 10)), Number(shown.slice(3, 5)), Number(shown.slice(0, 2)));
    watch.dates[index] = date;
    watch.times[index] = weekdayOf(date) * 1_440 + minuteOf(shown.slice(12, 17));
  }
  watches.set(key, watch);
  return watch;
}

/** Who works when, as the watch has it; sure between `from` and `to`. */
export interface Worked {
  readonly from: Instant;
  readonly to: Instant;
  isWorking(at: Instant): boolean;
  between(from: Instant, until: Instant): number;
  /** When so many milliseconds were worked; undefined when it is not before `to`. */
  after(from: Instant, ms: number): Instant | undefined;
  opening(from: Instant): Instant | undefined;
}

export function workedIn(watch: Watch, calendar: Calendar): Worked {
  const { start, times } = watch;
  const end = times.length - margin;
  const minutes = workedMinutes(watch, calendar);
  const indexAt = (at: Instant) => Math.floor((at - start) / minute);
  const beginningOf = (index: number) => start + index * minute;
  return {
    from: beginningOf(margin),
    to: beginningOf(end),
    isWorking: (at) => minutes[indexAt(at)] === 1,
    between(from, until) {
      let sum = 0;
      for (let index = indexAt(from); beginningOf(index) < until; index++)
        if (minutes[index] === 1)
          sum += Math.min(beginningOf(index + 1), until) - Math.max(beginningOf(index), from);
      return sum;
    },
    after(from, ms) {
      let left = ms;
      for (let index = indexAt(from); index < end; index++) {
        if (minutes[index] !== 1) continue;
        const begun = Math.max(beginningOf(index), from);
        const length = beginningOf(index + 1) - begun;
        if (left <= length) return begun + left;
        left -= length;
      }
      return undefined;
    },
    opening(from) {
      for (let index = indexAt(from); index < end; index++)
        if (minutes[index] === 1) return Math.max(beginningOf(index), from);
      return undefined;
    },
  };
}

/** 1 for each minute of the watch that is worked. */
function workedMinutes({ dates, times }: Watch, { hours, holidays }: Calendar): Uint8Array {
  const off = new Set(holidays.map(dateOf));
  const shifts = shiftsOfWeek(hours);
  // By date and shift: the first minute and the last that read within it.
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  let current = Number.NaN;
  for (let index = 0; index < times.length; index++) {
    const key = (dates[index] ?? 0) * mostShifts + (shifts[times[index] ?? 0] ?? 0);
    if (key === current) continue;
    last.set(current, index - 1);
    if (!first.has(key)) first.set(key, index);
    current = key;
  }
  last.set(current, times.length - 1);
  const worked = new Uint8Array(times.length);
  for (const [key, from] of first)
    if (key % mostShifts !== 0 && !off.has(Math.floor(key / mostShifts)))
      worked.fill(1, from, (last.get(key) ?? from) + 1);
  return worked;
}

/** For each minute of a week the number of its day's shift, or 0. */
function shiftsOfWeek({ mon, tue, wed, thu, fri, sat, sun }: Calendar['hours']): Uint8Array {
  const minutes = new Uint8Array(7 * 1_440);
  for (const [weekday, shifts] of [mon, tue, wed, thu, fri, sat, sun].entries())
    for (const [index, [from, to]] of shifts.entries())
      minutes.fill(index + 1, weekday * 1_440 + minuteOf(from), weekday * 1_440 + minuteOf(to));
  return minutes;
}

function dateNumber(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) / day;
}

function dateOf(text: string): number {
  return dateNumber(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));
}

/** 0 for Monday; 5 January 1970 was one. */
function weekdayOf(date: number): number {
  return (date - 4 + 7_000_000) % 7;
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A clock that writes `23/11/2026, 12:58`. */
export function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(timeZone, clock);
  return clock;
}
