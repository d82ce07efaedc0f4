import type { Calendar } from '../../functions/domain/calendar.ts';
import type { Instant } from '../../functions/domain/instant.ts';

/*
 * Working time by looking at the wall clock once a minute: slow, and with nothing in common with the real thing.
 * A shift lasts from the first minute of its date that reads within it to the last one that does.
 * Right for instants on whole minutes in zones whose offsets are whole minutes, as all have been since 1973.
 */

const minute = 60_000;
const margin = 26 * 60 * minute;

interface Reading {
  readonly date: string;
  readonly time: string;
}

/** For each minute of [from, to), whether somebody works. */
export function workingMinutes(calendar: Calendar, from: Instant, to: Instant): boolean[] {
  const start = from - margin;
  const shifts = new Map<string, { first: number; last: number }>();
  for (let at = start; at < to + margin; at += minute) {
    const reading = readClock(calendar.timeZone, at);
    for (const shift of shiftsAt(calendar, reading)) {
      const key = `${reading.date} ${shift}`;
      shifts.set(key, { first: shifts.get(key)?.first ?? at, last: at });
    }
  }
  const minutes = Array.from({ length: (to - from) / minute }, () => false);
  for (const { first, last } of shifts.values())
    minutes.fill(true, Math.max(0, (first - from) / minute), Math.max(0, (last - from) / minute + 1));
  return minutes;
}

function shiftsAt({ hours, holidays }: Calendar, { date, time }: Reading): string[] {
  if (holidays.includes(date)) return [];
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const weekday = names[new Date(date).getUTCDay()] ?? 'sun';
  return hours[weekday]
    .filter(([from, to]) => from <= time && time < to)
    .map((interval) => interval.join('–'));
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const readings = new Map<string, Reading>();

function readClock(timeZone: string, at: Instant): Reading {
  const key = `${timeZone} ${at}`;
  const known = readings.get(key);
  if (known) return known;
  const [day, month, year, time] = clockOf(timeZone)
    .format(at)
    .split(/[/,] ?/);
  const reading = { date: `${year}-${month}-${day}`, time: `${time}` };
  if (readings.size > 1_000_000) readings.clear();
  readings.set(key, reading);
  return reading;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
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
