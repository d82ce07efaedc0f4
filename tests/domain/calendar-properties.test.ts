import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorked,
  type Calendar,
  isWorking,
  nextOpening,
  workedBetween,
} from '../../functions/domain/calendar.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import { day } from './a-calendar.ts';
import { busy } from './calendar-scenes.ts';

const amount = fc.oneof(fc.integer({ min: 0, max: 10 * day }), fc.integer({ min: 0, max: 500 * day }));

describe('On any calendar', () => {
  it('a span can be cut anywhere without losing or gaining work', () => {
    fc.assert(
      fc.property(busy, amount, amount, ({ calendar, from }, first, second) => {
        const whole = workedBetween(calendar, from, from + first + second);
        const parts = [
          workedBetween(calendar, from, from + first),
          workedBetween(calendar, from + first, from + first + second),
        ];
        expect(whole).toBe((parts[0] ?? 0) + (parts[1] ?? 0));
      }),
      { numRuns: 200 },
    );
  });

  it('what is added is what is then found worked, and a millisecond earlier it is not', () => {
    fc.assert(
      fc.property(busy, fc.integer({ min: 1, max: 20 * day }), ({ calendar, from }, ms) => {
        const found = addOrNever(calendar, from, ms);
        if (found === undefined) return;
        expect(workedBetween(calendar, from, found)).toBe(ms);
        expect(workedBetween(calendar, from, found - 1)).toBe(ms - 1);
      }),
      { numRuns: 200 },
    );
  });

  it('more time holds no less work, and more work takes more time', () => {
    fc.assert(
      fc.property(busy, amount, amount, ({ calendar, from }, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(workedBetween(calendar, from, from + less)).toBeLessThanOrEqual(
          workedBetween(calendar, from, from + more),
        );
        expect(workedBetween(calendar, from, from + more)).toBeLessThanOrEqual(more);
        const [sooner, later] = [addOrNever(calendar, from, less), addOrNever(calendar, from, more)];
        if (sooner === undefined || later === undefined) return;
        expect(later - sooner).toBeGreaterThanOrEqual(more - less);
      }),
      { numRuns: 100 },
    );
  });

  it('adding twice is adding the sum', () => {
    const part = fc.integer({ min: 0, max: 10 * day });
    fc.assert(
      fc.property(busy, part, part, ({ calendar, from }, first, second) => {
        const between = addOrNever(calendar, from, first);
        const end = addOrNever(calendar, from, first + second);
        if (between === undefined || end === undefined) return;
        expect(addWorked(calendar, between, second)).toBe(end);
      }),
      { numRuns: 200 },
    );
  });

  it('work begins at the next opening and nowhere before', () => {
    fc.assert(
      fc.property(busy, fc.nat({ max: 30 * day }), ({ calendar, from }, later) => {
        const opening = nextOpening(calendar, from + later);
        expect(isWorking(calendar, opening)).toBe(true);
        expect(workedBetween(calendar, from + later, opening)).toBe(0);
        expect(nextOpening(calendar, opening)).toBe(opening);
      }),
      { numRuns: 200 },
    );
  });
});

/** A generated calendar may have a minute a week, of which ten years do not hold enough. */
function addOrNever(calendar: Calendar, from: Instant, ms: number): Instant | undefined {
  try {
    return addWorked(calendar, from, ms);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
