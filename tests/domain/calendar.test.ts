import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorked,
  type Calendar,
  checkCalendar,
  isWorking,
  nextOpening,
  type Weekday,
  weekdays,
  workedBetween,
} from '../../functions/domain/calendar.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import { workingMinutes } from './calendar-reference.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Week = Partial<Calendar['hours']>;

function calendar(week: Week, rest: Partial<Calendar> = {}): Calendar {
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  return { timeZone: 'Europe/Paris', holidays: [], hours: { ...closed, ...week }, ...rest };
}

/** The same intervals, each written `09:00-17:00`, on each of the days. */
function each(days: readonly Weekday[], ...intervals: string[]): Week {
  const hours = intervals.map((interval) => [interval.slice(0, 5), interval.slice(6)] as const);
  return Object.fromEntries(days.map((weekday) => [weekday, hours]));
}

const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const office = calendar(each(workdays, '09:00-17:00'));
const lunching = calendar(each(workdays, '09:00-12:00', '13:00-17:00'));
const always = (timeZone: string) => calendar(each(weekdays, '00:00-24:00'), { timeZone });

const at = (text: string): Instant => Date.parse(text);
const shown = (instant: Instant) => new Date(instant).toISOString();
const hoursBetween = (calendar: Calendar, from: string, to: string) =>
  workedBetween(calendar, at(from), at(to)) / hour;
const due = (calendar: Calendar, from: string, hours: number) =>
  shown(addWorked(calendar, at(from), hours * hour));
const utc = (text: string) => shown(at(text));

describe('Working time', () => {
  it('makes an hour promised on Friday at 16:30 due on Monday at 9:30', () => {
    expect(due(office, '2026-11-20T16:30+01:00', 1)).toBe(utc('2026-11-23T09:30+01:00'));
  });

  it('is due at the end of a shift rather than at the beginning of the next', () => {
    expect(due(office, '2026-11-20T16:30+01:00', 0.5)).toBe(utc('2026-11-20T17:00+01:00'));
  });

  it('has passed at once when none was asked for, even at night', () => {
    expect(due(office, '2026-11-20T22:00+01:00', 0)).toBe(utc('2026-11-20T22:00+01:00'));
  });

  it('stands still over lunch', () => {
    expect(due(lunching, '2026-11-20T11:30+01:00', 1)).toBe(utc('2026-11-20T13:30+01:00'));
    expect(hoursBetween(lunching, '2026-11-20T08:00+01:00', '2026-11-20T20:00+01:00')).toBe(7);
  });

  it('begins with the day for what arrives before it', () => {
    expect(due(office, '2026-11-20T06:12+01:00', 2)).toBe(utc('2026-11-20T11:00+01:00'));
  });

  it('passes over a holiday', () => {
    const christmas = { ...office, holidays: ['2026-12-25'] };
    expect(due(christmas, '2026-12-24T16:00+01:00', 2)).toBe(utc('2026-12-28T10:00+01:00'));
    expect(hoursBetween(christmas, '2026-12-24T00:00+01:00', '2026-12-26T00:00+01:00')).toBe(8);
  });

  it('takes a holiday for a local date, not for one in UTC', () => {
    const auckland = calendar(each(weekdays, '00:00-24:00'), {
      timeZone: 'Pacific/Auckland',
      holidays: ['2026-06-02'],
    });
    expect(hoursBetween(auckland, '2026-06-01T00:00Z', '2026-06-04T00:00Z')).toBe(48);
    expect(due(auckland, '2026-06-02T00:00+12:00', 1)).toBe(utc('2026-06-03T01:00+12:00'));
  });

  it('follows split shifts that differ by day and touch at midnight', () => {
    const night = calendar({
      fri: [
        ['06:00', '08:00'],
        ['22:00', '24:00'],
      ],
      sat: [['00:00', '06:00']],
    });
    expect(hoursBetween(night, '2026-11-20T00:00+01:00', '2026-11-22T00:00+01:00')).toBe(10);
    expect(due(night, '2026-11-20T07:00+01:00', 4)).toBe(utc('2026-11-21T01:00+01:00'));
  });

  it('counts touching intervals as one', () => {
    const touching = calendar(each(['fri'], '09:00-12:00', '12:00-17:00'));
    expect(due(touching, '2026-11-20T11:30+01:00', 1)).toBe(utc('2026-11-20T12:30+01:00'));
  });

  it('is none when the end is not after the beginning', () => {
    expect(hoursBetween(office, '2026-11-20T12:00+01:00', '2026-11-20T12:00+01:00')).toBe(0);
    expect(hoursBetween(office, '2026-11-20T16:00+01:00', '2026-11-20T12:00+01:00')).toBe(0);
  });

  it('includes the first millisecond of a shift and not the one after its last', () => {
    const opening = at('2026-11-20T09:00+01:00');
    const closing = at('2026-11-20T17:00+01:00');
    expect([opening - 1, opening, closing - 1, closing].map((instant) => isWorking(office, instant))).toEqual(
      [false, true, true, false],
    );
  });

  it('opens next on Monday after Friday’s close, and now when it is open', () => {
    expect(shown(nextOpening(office, at('2026-11-20T17:00+01:00')))).toBe(utc('2026-11-23T09:00+01:00'));
    expect(shown(nextOpening(office, at('2026-11-20T16:59+01:00')))).toBe(utc('2026-11-20T16:59+01:00'));
  });

  it('knows the leap day', () => {
    expect(hoursBetween(office, '2028-02-29T00:00+01:00', '2028-03-01T00:00+01:00')).toBe(8);
    expect(due(office, '2028-02-28T16:00+01:00', 2)).toBe(utc('2028-02-29T10:00+01:00'));
    expect(due({ ...office, holidays: ['2028-02-29'] }, '2028-02-28T16:00+01:00', 2)).toBe(
      utc('2028-03-01T10:00+01:00'),
    );
  });

  it('goes on over the end of a year', () => {
    expect(due({ ...office, holidays: ['2027-01-01'] }, '2026-12-31T16:00+01:00', 2)).toBe(
      utc('2027-01-04T10:00+01:00'),
    );
  });

  it('goes back before 1970 as well', () => {
    expect(due(office, '1969-12-26T16:30+01:00', 1)).toBe(utc('1969-12-29T09:30+01:00'));
  });

  it('can be added to years of it', () => {
    expect(shown(addWorked(office, at('2026-01-01T00:00+01:00'), 5 * 261 * 8 * hour))).toBe(
      utc('2031-01-01T17:00+01:00'),
    );
  });

  it('cannot be found on a calendar of holidays, and says where', () => {
    const first = at('2026-11-20T00:00Z');
    const holidays = Array.from({ length: 530 }, (_, week) => dateOf(first + week * 7 * day));
    const closed = calendar(each(['fri'], '09:00-17:00'), { timeZone: 'Asia/Kolkata', holidays });
    expect(() => addWorked(closed, first, 1)).toThrow(RangeError);
    expect(() => addWorked(closed, first, 1)).toThrow('Asia/Kolkata');
    expect(() => nextOpening(closed, first)).toThrow(RangeError);
    expect(() => nextOpening(closed, first)).toThrow('Asia/Kolkata');
    expect(workedBetween(closed, first, first + 365 * day)).toBe(0);
  });

  it('cannot be more than ten years hold', () => {
    expect(() => addWorked(always('UTC'), 0, 3_660 * day)).toThrow(RangeError);
  });

  it('cannot be less than nothing, nor start from no time at all', () => {
    expect(() => addWorked(office, 0, -1)).toThrow(RangeError);
    expect(() => addWorked(office, 0, Number.NaN)).toThrow(RangeError);
    expect(() => addWorked(office, Number.NaN, hour)).toThrow(RangeError);
    expect(() => workedBetween(office, 0, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it('is never reckoned on a calendar with a mistake', () => {
    const wrong = calendar(each(['mon'], '9:000-17:00'));
    expect(() => workedBetween(wrong, 0, day)).toThrow('hours.mon');
  });
});

describe('When the clocks change, working time', () => {
  const nightly = (timeZone: string, ...intervals: string[]) =>
    calendar(each(weekdays, ...intervals), { timeZone });

  it.each([
    ['Europe/Paris', '2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00', '01:00-04:00', 2],
    ['Europe/Paris', '2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00', '01:00-04:00', 4],
    ['America/New_York', '2026-03-08T00:00-05:00', '2026-03-09T00:00-04:00', '00:00-04:00', 3],
    ['America/New_York', '2026-11-01T00:00-04:00', '2026-11-02T00:00-05:00', '00:00-04:00', 5],
    ['Australia/Lord_Howe', '2026-10-04T00:00+10:30', '2026-10-05T00:00+11:00', '01:00-03:00', 1.5],
    ['Australia/Lord_Howe', '2026-04-05T00:00+11:00', '2026-04-06T00:00+10:30', '01:00-03:00', 2.5],
    ['Pacific/Chatham', '2026-09-27T00:00+12:45', '2026-09-28T00:00+13:45', '02:00-05:00', 2],
    ['Africa/Cairo', '2026-04-24T01:00+03:00', '2026-04-25T00:00+03:00', '00:00-02:00', 1],
    ['Africa/Cairo', '2026-10-29T00:00+03:00', '2026-10-30T00:00+02:00', '22:00-24:00', 3],
    ['Asia/Beirut', '2026-03-29T01:00+03:00', '2026-03-30T00:00+03:00', '00:00-02:00', 1],
    ['America/Sao_Paulo', '2018-11-04T01:00-02:00', '2018-11-05T00:00-02:00', '00:00-02:00', 1],
    ['America/Sao_Paulo', '2018-02-17T00:00-02:00', '2018-02-18T00:00-03:00', '22:00-24:00', 3],
    ['Antarctica/Troll', '2026-03-29T00:00+00:00', '2026-03-30T00:00+02:00', '00:00-04:00', 2],
    ['America/Havana', '2026-11-01T00:00-04:00', '2026-11-02T00:00-05:00', '00:00-02:00', 3],
  ])('in %s from %s to %s on %s is %d hours', (timeZone, from, to, interval, hours) => {
    expect(hoursBetween(nightly(timeZone, interval), from, to)).toBe(hours);
  });

  it('begins at the end of the gap when its beginning does not exist', () => {
    const skipped = nightly('Europe/Paris', '02:30-05:00');
    expect(shown(nextOpening(skipped, at('2026-03-29T00:00+01:00')))).toBe(utc('2026-03-29T03:00+02:00'));
    expect(due(skipped, '2026-03-29T00:00+01:00', 1)).toBe(utc('2026-03-29T04:00+02:00'));
  });

  it('ends at the beginning of the gap when its end does not exist', () => {
    expect(due(nightly('Europe/Paris', '01:00-02:30'), '2026-03-29T00:00+01:00', 1)).toBe(
      utc('2026-03-29T02:00+01:00'),
    );
    expect(
      hoursBetween(
        nightly('Europe/Paris', '01:00-02:30'),
        '2026-03-29T00:00+01:00',
        '2026-03-29T12:00+02:00',
      ),
    ).toBe(1);
  });

  it('is none when the whole interval falls into the gap', () => {
    const skipped = nightly('Europe/Paris', '02:15-02:45');
    expect(hoursBetween(skipped, '2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00')).toBe(0);
    expect(shown(nextOpening(skipped, at('2026-03-29T00:00+01:00')))).toBe(utc('2026-03-30T02:15+02:00'));
  });

  it('begins the first time that the clock shows its beginning, and does not pause when the clock falls back', () => {
    const early = nightly('Europe/Paris', '02:30-04:00');
    expect(shown(nextOpening(early, at('2026-10-25T00:00+02:00')))).toBe(utc('2026-10-25T02:30+02:00'));
    expect(hoursBetween(early, '2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00')).toBe(2.5);
  });

  it('ends the second time that the clock shows its end', () => {
    const late = nightly('Europe/Paris', '01:00-02:30');
    expect(due(late, '2026-10-25T00:00+02:00', 2.5)).toBe(utc('2026-10-25T02:30+01:00'));
    expect(hoursBetween(late, '2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00')).toBe(2.5);
  });

  it('ends the first time when its end is where the clock will fall back to: the hour after is not its own', () => {
    const before = nightly('Europe/Paris', '01:00-02:00');
    expect(hoursBetween(before, '2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00')).toBe(1);
  });

  it('counts an instant that belongs to two touching intervals once', () => {
    const touching = nightly('Europe/Paris', '01:00-02:30', '02:30-04:00');
    expect(hoursBetween(touching, '2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00')).toBe(4);
    expect(due(touching, '2026-10-25T00:00+02:00', 3)).toBe(utc('2026-10-25T03:00+01:00'));
  });

  it('does not reach into a holiday whose first hour comes twice', () => {
    const havana = calendar(each(['sat', 'sun'], '20:00-24:00'), {
      timeZone: 'America/Havana',
      holidays: ['2026-11-01'],
    });
    expect(hoursBetween(havana, '2026-10-31T12:00-04:00', '2026-11-02T00:00-05:00')).toBe(4);
  });

  it('counts no minute twice where the clock falls back from one date to the date before', () => {
    const stJohns = nightly('America/St_Johns', '00:00-01:00', '22:00-24:00');
    expect(hoursBetween(stJohns, '2010-11-06T12:00-02:30', '2010-11-07T12:00-03:30')).toBe(4);
  });

  it('is none on a date that never was', () => {
    const fridays = calendar(each(['fri'], '09:00-17:00'), { timeZone: 'Pacific/Apia' });
    expect(due(fridays, '2011-12-29T00:00-10:00', 1)).toBe(utc('2012-01-06T10:00+14:00'));
  });

  it.each([
    ['Asia/Kathmandu', '+05:45'],
    ['Asia/Kolkata', '+05:30'],
    ['Australia/Eucla', '+08:45'],
  ])('keeps the odd minutes of %s', (timeZone, offset) => {
    expect(due({ ...office, timeZone }, `2026-11-20T16:30${offset}`, 1)).toBe(
      utc(`2026-11-23T09:30${offset}`),
    );
  });

  it.each([
    'Europe/Paris',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'America/Sao_Paulo',
    'America/St_Johns',
    'Pacific/Apia',
    'UTC',
  ])('around the clock in %s is all time', (timeZone) => {
    const from = at('2009-05-05T05:05:05.005Z');
    const to = at('2019-01-02T03:04:05.678Z');
    expect(workedBetween(always(timeZone), from, to)).toBe(to - from);
    expect(addWorked(always(timeZone), from, to - from)).toBe(to);
  });
});

describe('A calendar', () => {
  it('without mistakes passes', () => {
    expect([office, lunching, always('Asia/Kathmandu')].flatMap(checkCalendar)).toEqual([]);
  });

  it.each(['Mars/Phobos', '', 'IST', '+01:00', '2026-01-01T00:00[Europe/Paris]'])(
    'refuses the time zone "%s"',
    (timeZone) => {
      expect(checkCalendar({ ...office, timeZone })).toEqual([
        `timeZone: "${timeZone}" is not an IANA time zone`,
      ]);
    },
  );

  it.each(['9:00', '09:60', '24:01', '25:00', '0900', '09:00:00', 'noon', ''])(
    'refuses "%s" for a time',
    (time) => {
      expect(checkCalendar(calendar({ tue: [['00:00', time]] }))).toEqual([
        `hours.tue: "${time}" is not a time of day (HH:MM, 00:00 to 24:00)`,
      ]);
    },
  );

  it.each([
    ['17:00', '09:00'],
    ['09:00', '09:00'],
    ['24:00', '24:00'],
  ])('refuses an interval from %s to %s', (from, to) => {
    expect(checkCalendar(calendar({ wed: [[from, to]] }))).toEqual([
      `hours.wed: ${from}–${to} does not end after it begins; split a night shift at 24:00`,
    ]);
  });

  it('refuses intervals that overlap', () => {
    expect(checkCalendar(calendar(each(['thu'], '09:00-13:00', '12:00-17:00')))).toEqual([
      'hours.thu: 12:00–17:00 overlaps 09:00–13:00',
    ]);
  });

  it('refuses intervals out of order', () => {
    expect(checkCalendar(calendar(each(['thu'], '13:00-17:00', '09:00-13:00')))).toEqual([
      'hours.thu: 09:00–13:00 must stand before 13:00–17:00',
    ]);
  });

  it.each(['2026-02-29', '2026-13-01', '25/12/2026', '20261225', '2026-1-1', '2026-01-01T00:00Z'])(
    'refuses the holiday "%s"',
    (date) => {
      expect(checkCalendar({ ...office, holidays: ['2028-02-29', date] })).toEqual([
        `holidays: "${date}" is not a date (YYYY-MM-DD)`,
      ]);
    },
  );

  it('refuses a week in which nobody ever works', () => {
    expect(checkCalendar(calendar({}))).toEqual(['hours: no weekday has any, so nobody ever works']);
  });

  it('reports all its mistakes at once', () => {
    const wrong = {
      ...calendar({ mon: [['9', '10:00']], sun: [['12:00', '10:00']] }),
      timeZone: 'Nowhere',
      holidays: ['soon'],
    };
    expect(checkCalendar(wrong).map((mistake) => mistake.split(':')[0])).toEqual([
      'timeZone',
      'hours.mon',
      'hours.sun',
      'holidays',
    ]);
  });
});

function dateOf(instant: Instant): string {
  return shown(instant).slice(0, 10);
}

/** Moments at which clocks change, in odd ways where there are any. */
const changes: readonly (readonly [timeZone: string, around: string])[] = [
  ['Europe/Paris', '2026-03-29T01:00Z'],
  ['Europe/Paris', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00Z'],
  ['Africa/Cairo', '2026-10-29T21:00Z'],
  ['Asia/Beirut', '2026-03-28T22:00Z'],
  ['Asia/Beirut', '2026-10-24T21:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['America/Havana', '2026-11-01T05:00Z'],
  ['Atlantic/Azores', '2026-10-25T01:00Z'],
  ['America/St_Johns', '2010-11-07T02:31Z'],
  ['America/St_Johns', '2010-03-14T03:31Z'],
  ['Africa/Casablanca', '2019-05-05T02:00Z'],
  ['Antarctica/Troll', '2026-10-25T01:00Z'],
  ['Pacific/Chatham', '2026-04-04T14:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Pacific/Kwajalein', '1993-08-21T12:00Z'],
  ['America/Caracas', '2016-05-01T07:00Z'],
  ['Asia/Kathmandu', '1985-12-31T18:30Z'],
  ['Asia/Pyongyang', '2018-05-04T15:00Z'],
  ['UTC', '2028-02-29T00:00Z'],
];

const twoDigits = (value: number) => String(value).padStart(2, '0');
const clock = (minutes: number) => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;

const timeOfDay = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 8 }).map((quarter) => quarter * 30) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_440 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 1_439, 1_440) },
);

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

interface Scene {
  readonly calendar: Calendar;
  /** Whole minutes. */
  readonly from: Instant;
  readonly to: Instant;
}

const place = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom(...changes).map(([timeZone, around]) => ({ timeZone, around: at(around) })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      timeZone: fc.constantFrom(...new Set(changes.map(([timeZone]) => timeZone))),
      around: fc
        .integer({ min: at('1975-01-01') / minute, max: at('2045-01-01') / minute })
        .map((n) => n * minute),
    }),
  },
);

const scene: fc.Arbitrary<Scene> = fc
  .record({
    place,
    hours: fc.record({
      mon: someHours,
      tue: someHours,
      wed: someHours,
      thu: someHours,
      fri: someHours,
      sat: someHours,
      sun: someHours,
    }),
    off: fc.uniqueArray(fc.integer({ min: -2, max: 3 }), { maxLength: 2 }),
    before: fc.integer({ min: -300, max: 2_000 }),
    length: fc.integer({ min: 1, max: 3_500 }),
  })
  .map(({ place: { timeZone, around }, hours, off, before, length }) => {
    const holidays = off.map((days) => dateOf(around + days * day));
    const from = around - before * minute;
    return { calendar: { timeZone, hours, holidays }, from, to: from + length * minute };
  });

const busy = scene.filter(({ calendar: { hours } }) => weekdays.some((weekday) => hours[weekday].length > 0));
const amount = fc.oneof(fc.integer({ min: 0, max: 10 * day }), fc.integer({ min: 0, max: 500 * day }));
const { RETOUR_PROPERTY_RUNS = '1' } = process.env;
const runs = (usual: number) => ({ numRuns: usual * Number(RETOUR_PROPERTY_RUNS) });

describe('On any calendar', () => {
  it('every minute is worked or not as somebody who watches the wall clock would say', {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(scene, ({ calendar, from, to }) => {
        const watched = workingMinutes(calendar, from, to);
        const minutes = watched.map((_, index) => from + index * minute);
        expect(minutes.filter((instant) => isWorking(calendar, instant))).toEqual(
          minutes.filter((_, index) => watched[index]),
        );
      }),
      runs(40),
    );
  });

  it('as much is worked, and due as soon, as somebody who watches the wall clock would say', {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(scene, fc.double({ min: 0, max: 1, noNaN: true }), ({ calendar, from, to }, share) => {
        const watched = workingMinutes(calendar, from, to);
        const worked = watched.flatMap((yes, index) => (yes ? [from + index * minute] : []));
        expect(workedBetween(calendar, from, to)).toBe(worked.length * minute);
        const [opening] = worked;
        if (opening === undefined) return;
        expect(nextOpening(calendar, from)).toBe(opening);
        const last = Math.floor(share * (worked.length - 1));
        expect(addWorked(calendar, from, (last + 1) * minute)).toBe((worked[last] ?? Number.NaN) + minute);
      }),
      runs(40),
    );
  });

  it('a span can be cut anywhere without losing or gaining work', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(busy, amount, amount, ({ calendar, from }, first, second) => {
        const whole = workedBetween(calendar, from, from + first + second);
        const parts = [
          workedBetween(calendar, from, from + first),
          workedBetween(calendar, from + first, from + first + second),
        ];
        expect(whole).toBe((parts[0] ?? 0) + (parts[1] ?? 0));
      }),
      runs(200),
    );
  });

  it('what is added is what is then found worked, and a millisecond earlier it is not', {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(busy, fc.integer({ min: 1, max: 20 * day }), ({ calendar, from }, ms) => {
        const found = addOrNever(calendar, from, ms);
        if (found === undefined) return;
        expect(workedBetween(calendar, from, found)).toBe(ms);
        expect(workedBetween(calendar, from, found - 1)).toBe(ms - 1);
      }),
      runs(200),
    );
  });

  it('more time holds no less work, and more work takes more time', { timeout: 600_000 }, () => {
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
      runs(100),
    );
  });

  it('adding twice is adding the sum', { timeout: 600_000 }, () => {
    const part = fc.integer({ min: 0, max: 10 * day });
    fc.assert(
      fc.property(busy, part, part, ({ calendar, from }, first, second) => {
        const between = addOrNever(calendar, from, first);
        const end = addOrNever(calendar, from, first + second);
        if (between === undefined || end === undefined) return;
        expect(addWorked(calendar, between, second)).toBe(end);
      }),
      runs(200),
    );
  });

  it('work begins at the next opening and nowhere before', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(busy, fc.nat({ max: 30 * day }), ({ calendar, from }, later) => {
        const opening = nextOpening(calendar, from + later);
        expect(isWorking(calendar, opening)).toBe(true);
        expect(workedBetween(calendar, from + later, opening)).toBe(0);
        expect(nextOpening(calendar, opening)).toBe(opening);
      }),
      runs(200),
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
