import { afterEach, expect, it } from 'vitest';
import { RunClock } from '../../local/clock.ts';
import { nextTime } from '../../local/schedules.ts';

const DAY_MS = 24 * 3_600_000;
const settled = () => Promise.resolve();
let clock: RunClock;
afterEach(() => clock?.close());

it('goes from due time to due time, and lets each settle before the next', async () => {
  clock = new RunClock();
  const start = clock.now();
  const seen: string[] = [];
  clock.at(start + 2 * DAY_MS, () => seen.push('second'));
  clock.at(start + DAY_MS, () => {
    seen.push('first');
    clock.at(clock.now() + DAY_MS / 2, () => seen.push('between'));
  });
  clock.at(start + 5 * DAY_MS, () => seen.push('beyond'));
  await clock.advance(3 * DAY_MS, async () => void seen.push('settled'));
  expect(seen).toEqual(['settled', 'first', 'settled', 'between', 'settled', 'second', 'settled']);
});

it('stands still while what fell due settles, however long that takes, and then goes on from there', async () => {
  clock = new RunClock();
  const start = clock.now();
  const seen: number[] = [];
  for (const hours of [1, 2, 3]) clock.at(start + hours * 3_600_000, () => seen.push(clock.now()));
  const stops: number[] = [];
  await clock.advance(DAY_MS, async () => {
    const before = clock.now();
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (seen.length > 0) stops.push(clock.now() - before);
  });
  expect(stops).toEqual([0, 0, 0]);
  // A day after the skip began, which it did when all had settled.
  expect(clock.now() - start - DAY_MS).toBeLessThan(1000);
  const after = clock.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(clock.now()).toBeGreaterThan(after);
});

it('stops once for all that falls due within a second, at its end, and for a whole second exactly then', async () => {
  clock = new RunClock();
  const second = Math.ceil(clock.now() / 1000) * 1000 + 3_600_000;
  const seen: number[] = [];
  for (const ms of [1, 400, 1000, 1001]) clock.at(second + ms, () => seen.push(clock.now() - second));
  let stops = -1;
  await clock.advance(2 * 3_600_000, async () => {
    stops += 1;
  });
  expect(seen).toEqual([1000, 1000, 1000, 2000]);
  expect(stops).toBe(2);
});

it('keeps a timer beyond the longest that the platform can hold', async () => {
  clock = new RunClock();
  let fired = false;
  clock.at(clock.now() + 40 * DAY_MS, () => {
    fired = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(fired).toBe(false);
  await clock.advance(41 * DAY_MS, settled);
  expect(fired).toBe(true);
});

it('never runs a cancelled timer, and keeps the order of the others', async () => {
  clock = new RunClock();
  const seen: number[] = [];
  const timers = Array.from({ length: 200 }, (_, index) => {
    const order = (index * 37) % 200;
    return { order, timer: clock.at(clock.now() + order * 1000 + 1000, () => seen.push(order)) };
  });
  for (const { order, timer } of timers) if (order % 3 === 0) timer.cancel();
  await clock.advance(DAY_MS, settled);
  expect(seen).toEqual(Array.from({ length: 200 }, (_, order) => order).filter((order) => order % 3 !== 0));
});

it.each([
  ['rate(5 minutes)', 'UTC', '2026-03-28T00:00:00Z', '2026-03-28T00:05:00Z'],
  ['cron(30 2 * * ? *)', 'UTC', '2026-03-28T03:00:00Z', '2026-03-29T02:30:00Z'],
  ['cron(0 8 ? * MON-FRI *)', 'Europe/Paris', '2026-03-27T10:00:00Z', '2026-03-30T06:00:00Z'],
  ['cron(0/15 9,17 1 * ? *)', 'UTC', '2026-03-01T09:50:00Z', '2026-03-01T17:00:00Z'],
  ['at(2026-04-01T12:00:00)', 'UTC', '2026-03-28T00:00:00Z', '2026-04-01T12:00:00Z'],
])('reads the schedule %s in %s', (expression, zone, after, expected) => {
  expect(new Date(nextTime(expression, zone, Date.parse(after)) ?? 0).toISOString()).toBe(
    new Date(expected).toISOString(),
  );
});
