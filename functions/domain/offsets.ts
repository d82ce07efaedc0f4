import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/** From the local clock of a time zone to instants. */

/** A stretch of time, `to` exclusive. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** While it lasts, local time is UTC plus `offset` milliseconds. */
export interface OffsetPeriod extends Span {
  readonly offset: number;
}

const day = 86_400_000;
const year = 365.25 * day;
/** No zone was ever further from UTC. */
const widestOffset = 16 * 3_600_000;
/** Bounds the memory that a span of centuries can take, and the search in it. */
const mostRemembered = 500;

/** What was found so far, by zone: it is the same for every calendar. */
const remembered = new Map<string, OffsetPeriod[]>();

/**
 * The periods of equal offset in which the clock can show a time of the date, in order.
 * @param midnight the date's beginning if it were in UTC, in milliseconds
 */
export function offsetsOn(timeZone: string, midnight: number): readonly OffsetPeriod[] {
  const periods: OffsetPeriod[] = [];
  let at = midnight - widestOffset;
  while (at < midnight + day + widestOffset) {
    const period = periodAt(timeZone, at);
    periods.push(period);
    at = period.to;
  }
  return periods;
}

/** The first instant at which the clock shows `local` or later; in a gap that is the moment of the jump. */
export function firstReaching(local: number, periods: readonly OffsetPeriod[]): Instant {
  const candidates = periods.map(({ from, to, offset }) => {
    const at = Math.max(from, local - offset);
    return at < to ? at : Number.POSITIVE_INFINITY;
  });
  return Math.min(...candidates);
}

/** The instant that ends the last moment at which the clock shows a time before `local`. */
export function lastBefore(local: number, periods: readonly OffsetPeriod[]): Instant {
  const candidates = periods.map(({ from, to, offset }) => {
    const at = Math.min(to, local - offset);
    return at > from ? at : Number.NEGATIVE_INFINITY;
  });
  return Math.max(...candidates);
}

function periodAt(timeZone: string, at: Instant): OffsetPeriod {
  const periods = rememberedOf(timeZone);
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
  if (periods.length >= mostRemembered) periods.length = 0;
  periods.push(period);
  return period;
}

function rememberedOf(timeZone: string): OffsetPeriod[] {
  const known = remembered.get(timeZone) ?? [];
  remembered.set(timeZone, known);
  return known;
}
