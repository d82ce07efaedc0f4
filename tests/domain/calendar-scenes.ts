import * as fc from 'fast-check';
import { type Calendar, weekdays } from '../../functions/domain/calendar.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import { at, dateOf, day, minute } from './a-calendar.ts';
import { clockOf } from './calendar-reference.ts';

/** A place and a time at which a calendar is put to the test. */
export interface Spot {
  readonly timeZone: string;
  readonly around: Instant;
}

/** Moments at which clocks change, in odd ways where there are any, and dates that come seldom. */
const oddities: readonly (readonly [timeZone: string, around: string])[] = [
  ['Europe/Paris', '2026-03-29T01:00Z'],
  ['Europe/Paris', '2026-10-25T01:00Z'],
  ['Europe/Dublin', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  // South of the equator.
  ['Australia/Sydney', '2026-10-03T16:00Z'],
  ['Australia/Sydney', '2026-04-04T16:00Z'],
  ['Pacific/Auckland', '2026-09-26T14:00Z'],
  ['Pacific/Auckland', '2026-04-04T14:00Z'],
  ['Pacific/Norfolk', '2026-10-03T15:00Z'],
  // By half an hour, and by two hours.
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Antarctica/Troll', '2026-03-29T01:00Z'],
  ['Antarctica/Troll', '2026-10-25T01:00Z'],
  // At or over midnight.
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['America/Santiago', '2026-04-05T03:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00Z'],
  ['Africa/Cairo', '2026-10-29T21:00Z'],
  ['Asia/Beirut', '2026-03-28T22:00Z'],
  ['Asia/Beirut', '2026-10-24T21:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['America/Asuncion', '2023-10-01T04:00Z'],
  ['America/Havana', '2026-03-08T05:00Z'],
  ['America/Havana', '2026-11-01T05:00Z'],
  ['Atlantic/Azores', '2026-10-25T01:00Z'],
  ['Asia/Tehran', '2022-03-21T20:30Z'],
  ['America/Nuuk', '2024-10-27T01:00Z'],
  ['America/St_Johns', '2010-11-07T02:31Z'],
  ['America/St_Johns', '2010-03-14T03:31Z'],
  // Offsets of odd minutes.
  ['Pacific/Chatham', '2026-04-04T14:00Z'],
  ['Pacific/Chatham', '2026-09-26T14:00Z'],
  ['Asia/Kathmandu', '1985-12-31T18:30Z'],
  ['Asia/Kathmandu', '2028-02-29T00:00Z'],
  ['Australia/Eucla', '2026-12-31T15:15Z'],
  // For good, and for a month.
  ['America/Caracas', '2007-12-09T07:00Z'],
  ['America/Caracas', '2016-05-01T07:00Z'],
  ['Asia/Pyongyang', '2015-08-14T15:00Z'],
  ['Asia/Pyongyang', '2018-05-04T15:00Z'],
  ['Europe/Volgograd', '2018-10-27T23:00Z'],
  ['Europe/Istanbul', '2016-09-06T21:00Z'],
  ['Africa/Casablanca', '2019-05-05T02:00Z'],
  ['Africa/Juba', '2021-01-31T21:00Z'],
  // Over the date line: a date that never was, or came twice.
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Pacific/Fakaofo', '2011-12-30T11:00Z'],
  ['Pacific/Kiritimati', '1994-12-31T10:40Z'],
  ['Pacific/Kwajalein', '1993-08-21T12:00Z'],
  // Leap days, one that is left out, ends of years.
  ['UTC', '2028-02-29T00:00Z'],
  ['Europe/Paris', '2028-02-29T00:00Z'],
  ['Europe/Paris', '2100-02-28T23:00Z'],
  ['America/New_York', '2100-03-01T05:00Z'],
  ['America/Los_Angeles', '2000-02-29T08:00Z'],
  ['Pacific/Apia', '2028-12-31T11:00Z'],
  ['Pacific/Pago_Pago', '2027-01-01T11:00Z'],
];

export const oddSpots: readonly Spot[] = oddities.map(([timeZone, around]) => ({
  timeZone,
  around: at(around),
}));

const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));

/** So many spots in any zones of the world: half of them at changes of the clock, if the zone has any that year. */
export function spotsAnywhere(count: number): readonly Spot[] {
  const anywhere = fc
    .record({
      timeZone: anyZone,
      year: fc.integer({ min: 1975, max: 2100 }),
      dayOfYear: fc.nat({ max: 364 }),
      atChange: fc.boolean(),
      which: fc.nat(),
    })
    .map(({ timeZone, year, dayOfYear, atChange, which }) => {
      const changes = atChange ? daysOfChange(timeZone, year) : [];
      return { timeZone, around: changes[which % changes.length] ?? Date.UTC(year, 0, 1) + dayOfYear * day };
    });
  return fc.sample(anywhere, count);
}

/** Days at whose noon a zone's clock differs from UTC by another amount than the day before. */
function daysOfChange(timeZone: string, year: number): readonly Instant[] {
  const clock = clockOf(timeZone);
  const noons = Array.from({ length: 366 }, (_, index) => Date.UTC(year, 0, index, 12));
  const times = noons.map((noon) => clock.format(noon).slice(12));
  return noons.filter((_, index) => index > 0 && times[index] !== times[index - 1]);
}

const twoDigits = (value: number) => String(value).padStart(2, '0');
const clock = (minutes: number) => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;

const timeOfDay = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 8 }).map((quarter) => quarter * 30) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_440 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 1_439, 1_440) },
);

/** Up to five intervals; they can touch one another and midnight, and there can be none. */
const dayHours = fc
  .tuple(fc.uniqueArray(timeOfDay, { maxLength: 6 }), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }))
  .map(([times, kept]) => {
    const sorted = times.toSorted((a, b) => a - b).map(clock);
    return sorted.slice(1).flatMap((to, index): [string, string][] => {
      const from = sorted[index] ?? to;
      return kept[index] ? [[from, to]] : [];
    });
  });
const wholeDay = fc.constant<[string, string][]>([['00:00', '24:00']]);
const someHours = fc.oneof({ weight: 4, arbitrary: dayHours }, { weight: 1, arbitrary: wholeDay });

const week = fc.record({
  mon: someHours,
  tue: someHours,
  wed: someHours,
  thu: someHours,
  fri: someHours,
  sat: someHours,
  sun: someHours,
});

export interface Scene extends Spot {
  readonly calendar: Calendar;
}

/** A calendar with some days off around a spot. */
export function sceneAt(spots: readonly Spot[]): fc.Arbitrary<Scene> {
  return fc
    .record({
      spot: fc.constantFrom(...spots),
      hours: week,
      off: fc.uniqueArray(fc.integer({ min: -4, max: 5 }), { maxLength: 4 }),
    })
    .map(({ spot, hours, off }) => ({
      ...spot,
      calendar: {
        timeZone: spot.timeZone,
        hours,
        holidays: off.map((days) => dateOf(spot.around + days * day)),
      },
    }));
}

/** On whose calendar somebody works at some time. */
export const busy: fc.Arbitrary<{ calendar: Calendar; from: Instant }> = fc
  .record({ scene: sceneAt(oddSpots), before: fc.integer({ min: -300, max: 2_000 }) })
  .map(({ scene: { calendar, around }, before }) => ({ calendar, from: around - before * minute }))
  .filter(({ calendar: { hours } }) => weekdays.some((weekday) => hours[weekday].length > 0));
