import { describe, expect, it } from 'vitest';
import {
  addWorked,
  checkCalendar,
  isWorking,
  nextOpening,
  weekdays,
  workedBetween,
} from '../../functions/domain/calendar.ts';
import {
  always,
  at,
  calendar,
  dateOf,
  day,
  due,
  each,
  hour,
  hoursBetween,
  lunching,
  office,
  shown,
  utc,
} from './a-calendar.ts';

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
    expect(() => addWorked(office, 0, -1)).toThrow('-1 ms is no amount of working time');
    expect(() => workedBetween(office, 0, Number.NaN)).toThrow('no instants: 0, NaN');
    expect(() => addWorked(office, 0, Number.NaN)).toThrow(RangeError);
    expect(() => addWorked(office, Number.NaN, hour)).toThrow(RangeError);
    expect(() => workedBetween(office, 0, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it('is never reckoned on a calendar with a mistake', () => {
    const wrong = calendar(each(['mon'], '9:000-17:00'));
    expect(() => workedBetween(wrong, 0, day)).toThrow('hours.mon');
    expect(() => workedBetween({ ...wrong, timeZone: 'Mars' }, 0, day)).toThrow(
      /^calendar in Mars: timeZone: .* zone; hours\.mon: /,
    );
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

  it.each(['9:00', '09:000', '09:60', '24:01', '25:00', '0900', '09:00:00', 'noon', ''])(
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

  it.each([
    '2026-02-29',
    '2026-13-01',
    '25/12/2026',
    '20261225',
    '2026-1-1',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00',
    '+002026-01-01',
  ])('refuses the holiday "%s"', (date) => {
    expect(checkCalendar({ ...office, holidays: ['2028-02-29', date] })).toEqual([
      `holidays: "${date}" is not a date (YYYY-MM-DD)`,
    ]);
  });

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
