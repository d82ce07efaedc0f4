import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../functions/domain/person.ts';
import { awayAt, timesAway } from '../../functions/domain/presence.ts';
import { configuration } from './a-case.ts';
import { away, somebody, staffed } from './a-roster.ts';

const at = (iso: string) => Date.parse(iso);
const timesOf = (person: Person, after = 0, stage = staffed([person])) =>
  timesAway(person, stage, after).map(({ from, back }) =>
    [from, back].map((time) => new Date(time).toISOString()),
  );

const weekdays = {
  mon: [['09:00', '17:00']],
  tue: [['09:00', '17:00']],
  wed: [['09:00', '17:00']],
  thu: [['09:00', '17:00']],
  fri: [['09:00', '17:00']],
  sat: [],
  sun: [],
} as const;
const withWeekdays = (person: Person) => ({
  ...staffed([person]),
  calendars: {
    ...configuration.calendars,
    weekdays: { timeZone: 'Europe/Paris', hours: weekdays, holidays: ['2027-01-04'] },
  },
});

describe('an absence', () => {
  it('lasts from the first midnight to the last, on the brand’s clock', () => {
    expect(timesOf(somebody('lea', away('2026-12-21', '2027-01-04')))).toEqual([
      ['2026-12-20T23:00:00.000Z', '2027-01-04T23:00:00.000Z'],
    ]);
  });

  it('is on the person’s own clock where they have one', () => {
    const person = somebody('lea', { ...away('2026-12-21'), timeZone: 'America/Montreal' });
    expect(timesOf(person)).toEqual([['2026-12-21T05:00:00.000Z', '2026-12-22T05:00:00.000Z']]);
  });

  it('is a day of 23 hours when the clock jumps', () => {
    const person = somebody('lea', away('2027-03-28'));
    expect(timesOf(person)).toEqual([['2027-03-27T23:00:00.000Z', '2027-03-28T22:00:00.000Z']]);
  });

  it('lasts until they are at work again', () => {
    const person = somebody('lea', { ...away('2026-12-28', '2027-01-01'), hours: 'weekdays' });
    // The weekend, and a Monday on which nobody works.
    expect(timesOf(person, 0, withWeekdays(person))).toEqual([
      ['2026-12-27T23:00:00.000Z', '2027-01-05T08:00:00.000Z'],
    ]);
  });

  it('joins the next one when there is no work in between', () => {
    const absences = [
      { from: '2026-12-14', to: '2026-12-18' },
      { from: '2026-12-07', to: '2026-12-11' },
    ];
    const apart = somebody('lea', { absences });
    expect(timesOf(apart)).toHaveLength(2);
    const joined = somebody('lea', { absences, hours: 'weekdays' });
    expect(timesOf(joined, 0, withWeekdays(joined))).toEqual([
      ['2026-12-06T23:00:00.000Z', '2026-12-21T08:00:00.000Z'],
    ]);
    const overlapping = somebody('lea', {
      absences: [
        { from: '2026-12-07', to: '2026-12-31' },
        { from: '2026-12-09', to: '2026-12-10' },
      ],
    });
    expect(timesOf(overlapping)).toEqual([['2026-12-06T23:00:00.000Z', '2026-12-31T23:00:00.000Z']]);
  });

  it('is forgotten when it is over', () => {
    const person = somebody('lea', away('2026-12-21'));
    expect(timesOf(person, at('2026-12-21T22:59:59Z'))).toHaveLength(1);
    expect(timesOf(person, at('2026-12-21T23:00:00Z'))).toEqual([]);
  });
});

describe('somebody', () => {
  it('is away when their next time at work falls into an absence, and there when it does not', () => {
    const person = somebody('lea', { ...away('2026-12-07', '2026-12-11'), hours: 'weekdays' });
    const isAway = (iso: string) => awayAt(person.email, withWeekdays(person), at(iso)) !== undefined;
    expect(isAway('2026-12-04T15:00:00Z')).toBe(false);
    // Friday after work, and the weekend.
    expect(isAway('2026-12-04T16:00:00Z')).toBe(true);
    expect(isAway('2026-12-06T12:00:00Z')).toBe(true);
    expect(isAway('2026-12-11T15:59:00Z')).toBe(true);
    // What comes in on Saturday waits for Monday, as with everybody else.
    expect(isAway('2026-12-12T12:00:00Z')).toBe(false);
  });

  it('who is on no roster is never away', () => {
    expect(awayAt('stranger@example.com', configuration, 0)).toBeUndefined();
  });

  it('is away exactly on the days of their absences, without hours', () => {
    const day = fc.integer({ min: 0, max: 40 });
    const iso = (n: number) => new Date(Date.UTC(2026, 11, 1 + n)).toISOString().slice(0, 10);
    fc.assert(
      fc.property(fc.array(fc.tuple(day, day), { maxLength: 4 }), day, (pairs, asked) => {
        const spans = pairs.map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
        const absences = spans.map(([from, to]) => ({ from: iso(from), to: iso(to) }));
        const person = somebody('lea', { absences, timeZone: 'UTC' });
        const noon = at(`${iso(asked)}T12:00:00Z`);
        expect(awayAt(person.email, staffed([person]), noon) !== undefined).toBe(
          spans.some(([from, to]) => from <= asked && asked <= to),
        );
        const times = timesAway(person, staffed([person]), 0);
        expect(
          times.every(({ from, back }, index) => from < back && from > (times[index - 1]?.back ?? 0)),
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
