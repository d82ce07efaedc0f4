import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorked, isWorking, nextOpening, workedBetween } from '../../functions/domain/calendar.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import { minute } from './a-calendar.ts';
import { type Worked, watchAround, workedIn } from './calendar-reference.ts';
import { oddSpots, type Scene, sceneAt, spotsAnywhere } from './calendar-scenes.ts';

/** 20,000 scenes in a usual run; `npm run proof:calendars` has a million. */
const { RETOUR_PROPERTY_RUNS = '20000' } = process.env;
const numRuns = Number(RETOUR_PROPERTY_RUNS);

const daysWatched = 8;
/** Reading the clock is what takes long, so that the world is sampled by the number of scenes. */
const anywhere = Math.min(Math.ceil(numRuns / 1_000), 1_000);

const share = fc.noBias(fc.integer({ min: 0, max: 1_000_000 })).map((part) => part / 1_000_000);
/** Shifts begin and end on whole minutes, most of them on quarters of an hour: that is where mistakes live. */
const grid = fc.constantFrom(1, minute, 15 * minute, 15 * minute);
const aside = fc.constantFrom(0, 0, -1, 1);
const moment = fc.record({ share, grid, aside });
const moments = fc.record({ one: moment, other: moment, part: share });

type Moment = GeneratedBy<typeof moment>;
type Moments = GeneratedBy<typeof moments>;
type GeneratedBy<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

describe('Any calendar', () => {
  it(`says what somebody says who watches the wall clock (${numRuns} calendars)`, {
    timeout: 14_400_000,
  }, () => {
    const spots = [...oddSpots, ...spotsAnywhere(anywhere)];
    const met = { work: 0, waits: 0 };
    const property = fc.property(sceneAt(spots), moments, (scene, wishes) => {
      const { ms, waits } = compare(scene, wishes);
      if (ms > 0) met.work++;
      if (waits) met.waits++;
    });
    fc.assert(property, { numRuns });
    // Nothing is proven where nobody works, nor where nobody ever rests.
    expect(met.work).toBeGreaterThan(numRuns * 0.7);
    expect(met.waits).toBeGreaterThan(numRuns * 0.3);
  });
});

/** @throws Error when the calendar says something else than the watch */
function compare({ calendar, timeZone, around }: Scene, { one, other, part }: Moments) {
  const worked = workedIn(watchAround(timeZone, around, daysWatched), calendar);
  const [from = 0, to = 0] = [one, other].map((wish) => momentIn(worked, wish)).sort((a, b) => a - b);
  const same = (call: string, found: unknown, expected: unknown) => {
    if (found !== expected)
      throw new Error(
        `${call} is ${found}, not ${expected}: ${JSON.stringify({ calendar, from, to, part })}`,
      );
  };
  const ms = worked.between(from, to);
  same('workedBetween', workedBetween(calendar, from, to), ms);
  const some = Math.ceil(ms * part);
  same('addWorked', addWorked(calendar, from, some), some > 0 ? worked.after(from, some) : from);
  const opening = worked.opening(from);
  // Where the watch sees none, there may be one later.
  if (opening !== undefined) same('nextOpening', nextOpening(calendar, from), opening);
  same('isWorking at the beginning', isWorking(calendar, from), worked.isWorking(from));
  same('isWorking at the end', isWorking(calendar, to), worked.isWorking(to));
  return { ms, waits: opening !== undefined && opening > from };
}

function momentIn({ from, to }: Worked, { share, grid, aside }: Moment): Instant {
  const at = Math.floor((from + (to - from) * share) / grid) * grid + aside;
  return Math.min(Math.max(at, from), to);
}
