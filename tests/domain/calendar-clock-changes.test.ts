import { describe, expect, it } from 'vitest';
import { addWorked, isWorking, weekdays, workedBetween } from '../../functions/domain/calendar.ts';
import {
  always,
  at,
  calendar,
  daily,
  due,
  each,
  hoursBetween,
  office,
  opening,
  shown,
  utc,
} from './a-calendar.ts';

/** The day on which a clock changes, from its first moment to its last. */
const paris = {
  spring: ['2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00'],
  autumn: ['2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00'],
} as const;
const lordHowe = {
  spring: ['2026-10-04T00:00+10:30', '2026-10-05T00:00+11:00'],
  autumn: ['2026-04-05T00:00+11:00', '2026-04-06T00:00+10:30'],
} as const;

describe('In the night when the clock jumps from 02:00 to 03:00, a shift', () => {
  it('around the gap is an hour shorter', () => {
    expect(hoursBetween(daily('Europe/Paris', '01:00-04:00'), ...paris.spring)).toBe(2);
  });

  it('that begins in the gap begins when the gap is over', () => {
    const late = daily('Europe/Paris', '02:30-05:00');
    expect(opening(late, paris.spring[0])).toBe(utc('2026-03-29T03:00+02:00'));
    expect(due(late, paris.spring[0], 1)).toBe(utc('2026-03-29T04:00+02:00'));
    expect(hoursBetween(late, ...paris.spring)).toBe(2);
  });

  it('that begins with the gap begins when the gap is over', () => {
    const late = daily('Europe/Paris', '02:00-05:00');
    expect(opening(late, paris.spring[0])).toBe(utc('2026-03-29T03:00+02:00'));
    expect(hoursBetween(late, ...paris.spring)).toBe(2);
  });

  it('that begins where the gap ends has its whole length', () => {
    expect(hoursBetween(daily('Europe/Paris', '03:00-05:00'), ...paris.spring)).toBe(2);
  });

  it('that ends in the gap ends when the gap begins', () => {
    const early = daily('Europe/Paris', '01:00-02:30');
    expect(due(early, paris.spring[0], 1)).toBe(utc('2026-03-29T02:00+01:00'));
    expect(hoursBetween(early, ...paris.spring)).toBe(1);
  });

  it('that ends with the gap ends when the gap begins', () => {
    expect(hoursBetween(daily('Europe/Paris', '01:00-03:00'), ...paris.spring)).toBe(1);
  });

  it('that ends where the gap begins has its whole length', () => {
    expect(hoursBetween(daily('Europe/Paris', '01:00-02:00'), ...paris.spring)).toBe(1);
  });

  it('that lies in the gap is not at all', () => {
    const skipped = daily('Europe/Paris', '02:15-02:45');
    expect(hoursBetween(skipped, ...paris.spring)).toBe(0);
    expect(opening(skipped, paris.spring[0])).toBe(utc('2026-03-30T02:15+02:00'));
  });

  it('around the clock is 23 hours', () => {
    expect(hoursBetween(always('Europe/Paris'), ...paris.spring)).toBe(23);
  });

  it('is due an hour later by the clock', () => {
    expect(due(daily('Europe/Paris', '00:00-24:00'), paris.spring[0], 8)).toBe(utc('2026-03-29T09:00+02:00'));
  });
});

describe('In the night when the clock falls back from 03:00 to 02:00, a shift', () => {
  it('around the hour that comes twice is an hour longer', () => {
    expect(hoursBetween(daily('Europe/Paris', '01:00-04:00'), ...paris.autumn)).toBe(4);
  });

  it('that begins in the hour that comes twice begins the first time, and does not pause', () => {
    const early = daily('Europe/Paris', '02:30-04:00');
    expect(opening(early, paris.autumn[0])).toBe(utc('2026-10-25T02:30+02:00'));
    expect(isWorking(early, at('2026-10-25T02:15+01:00'))).toBe(true);
    expect(hoursBetween(early, ...paris.autumn)).toBe(2.5);
  });

  it('that begins with the hour that comes twice begins the first time', () => {
    const early = daily('Europe/Paris', '02:00-04:00');
    expect(opening(early, paris.autumn[0])).toBe(utc('2026-10-25T02:00+02:00'));
    expect(hoursBetween(early, ...paris.autumn)).toBe(3);
  });

  it('that begins where that hour ends begins after its second time', () => {
    const after = daily('Europe/Paris', '03:00-04:00');
    expect(opening(after, paris.autumn[0])).toBe(utc('2026-10-25T03:00+01:00'));
    expect(hoursBetween(after, ...paris.autumn)).toBe(1);
  });

  it('that ends in the hour that comes twice ends the second time', () => {
    const late = daily('Europe/Paris', '01:00-02:30');
    expect(due(late, paris.autumn[0], 2.5)).toBe(utc('2026-10-25T02:30+01:00'));
    expect(hoursBetween(late, ...paris.autumn)).toBe(2.5);
  });

  it('that ends with the hour that comes twice ends the second time', () => {
    expect(hoursBetween(daily('Europe/Paris', '01:00-03:00'), ...paris.autumn)).toBe(3);
  });

  it('that ends where that hour begins ends the first time: the hour after is not its own', () => {
    expect(hoursBetween(daily('Europe/Paris', '01:00-02:00'), ...paris.autumn)).toBe(1);
  });

  it('that lies in the hour that comes twice lasts from its first beginning to its second end', () => {
    const short = daily('Europe/Paris', '02:15-02:45');
    expect(opening(short, paris.autumn[0])).toBe(utc('2026-10-25T02:15+02:00'));
    expect(hoursBetween(short, ...paris.autumn)).toBe(1.5);
  });

  it('that touches another in that hour shares no minute with it', () => {
    const touching = daily('Europe/Paris', '01:00-02:30', '02:30-04:00');
    expect(hoursBetween(touching, ...paris.autumn)).toBe(4);
    expect(due(touching, paris.autumn[0], 3)).toBe(utc('2026-10-25T03:00+01:00'));
  });

  it('around the clock is 25 hours', () => {
    expect(hoursBetween(always('Europe/Paris'), ...paris.autumn)).toBe(25);
  });
});

describe('Where the clock changes at midnight, a shift', () => {
  it('in Santiago begins at 01:00 on the Sunday that has no midnight', () => {
    const night = daily('America/Santiago', '00:00-02:00');
    expect(opening(night, '2026-09-05T12:00-04:00')).toBe(utc('2026-09-06T01:00-03:00'));
    expect(hoursBetween(night, '2026-09-05T12:00-04:00', '2026-09-06T12:00-03:00')).toBe(1);
  });

  it('in Santiago lasts the hour longer that Saturday has twice before midnight', () => {
    const evening = daily('America/Santiago', '22:00-24:00');
    expect(hoursBetween(evening, '2026-04-04T12:00-03:00', '2026-04-05T12:00-04:00')).toBe(3);
    expect(due(evening, '2026-04-04T12:00-03:00', 3)).toBe(utc('2026-04-05T00:00-04:00'));
  });

  it('in Beirut begins at 01:00 on the Sunday that has no midnight', () => {
    const night = daily('Asia/Beirut', '00:00-02:00');
    expect(opening(night, '2026-03-28T12:00+02:00')).toBe(utc('2026-03-29T01:00+03:00'));
    expect(hoursBetween(night, '2026-03-28T12:00+02:00', '2026-03-29T12:00+03:00')).toBe(1);
  });

  it('in Beirut lasts the hour longer that Saturday has twice before midnight', () => {
    const evening = daily('Asia/Beirut', '23:00-24:00');
    expect(hoursBetween(evening, '2026-10-24T12:00+03:00', '2026-10-25T12:00+02:00')).toBe(2);
  });

  it('in Cairo begins at 01:00 on the Friday that has no midnight', () => {
    const night = daily('Africa/Cairo', '00:00-02:00');
    expect(opening(night, '2026-04-23T12:00+02:00')).toBe(utc('2026-04-24T01:00+03:00'));
    expect(hoursBetween(night, '2026-04-23T12:00+02:00', '2026-04-24T12:00+03:00')).toBe(1);
  });

  it('in Cairo lasts the hour longer that Thursday has twice before midnight', () => {
    const evening = daily('Africa/Cairo', '22:00-24:00');
    expect(hoursBetween(evening, '2026-10-29T12:00+03:00', '2026-10-30T12:00+02:00')).toBe(3);
  });

  it('in São Paulo began at 01:00 on the Sunday that had no midnight', () => {
    const night = daily('America/Sao_Paulo', '00:00-02:00');
    expect(hoursBetween(night, '2018-11-03T12:00-03:00', '2018-11-04T12:00-02:00')).toBe(1);
  });

  it('in Havana has the hour after midnight twice', () => {
    const night = daily('America/Havana', '00:00-02:00');
    expect(hoursBetween(night, '2026-10-31T12:00-04:00', '2026-11-01T12:00-05:00')).toBe(3);
  });

  it('in Havana does not reach into a day off whose first hour comes twice', () => {
    const weekend = calendar(each(['sat', 'sun'], '20:00-24:00'), {
      timeZone: 'America/Havana',
      holidays: ['2026-11-01'],
    });
    expect(hoursBetween(weekend, '2026-10-31T12:00-04:00', '2026-11-02T00:00-05:00')).toBe(4);
  });

  it('in St. John’s counted no minute twice when the clock fell from one date back to the date before', () => {
    const stJohns = daily('America/St_Johns', '00:00-01:00', '22:00-24:00');
    expect(hoursBetween(stJohns, '2010-11-06T12:00-02:30', '2010-11-07T12:00-03:30')).toBe(4);
  });
});

describe('Where the clock changes by something else than an hour, a shift', () => {
  it('on Lord Howe Island is half an hour shorter in spring', () => {
    expect(hoursBetween(daily('Australia/Lord_Howe', '01:00-03:00'), ...lordHowe.spring)).toBe(1.5);
  });

  it('on Lord Howe Island begins at half past two when it would begin in the gap of half an hour', () => {
    const late = daily('Australia/Lord_Howe', '02:15-04:00');
    expect(opening(late, lordHowe.spring[0])).toBe(utc('2026-10-04T02:30+11:00'));
    expect(hoursBetween(late, ...lordHowe.spring)).toBe(1.5);
  });

  it('on Lord Howe Island is half an hour longer in autumn', () => {
    expect(hoursBetween(daily('Australia/Lord_Howe', '01:00-03:00'), ...lordHowe.autumn)).toBe(2.5);
  });

  it('on Lord Howe Island ends the second time in the half hour that comes twice', () => {
    const early = daily('Australia/Lord_Howe', '01:00-01:45');
    expect(hoursBetween(early, ...lordHowe.autumn)).toBe(1.25);
    expect(due(early, lordHowe.autumn[0], 1.25)).toBe(utc('2026-04-05T01:45+10:30'));
  });

  it('at Troll in the Antarctic is two hours shorter in spring', () => {
    const night = daily('Antarctica/Troll', '00:00-04:00');
    expect(hoursBetween(night, '2026-03-29T00:00+00:00', '2026-03-30T00:00+02:00')).toBe(2);
  });

  it('in Caracas was half an hour longer in 2007 and half an hour shorter in 2016', () => {
    const night = daily('America/Caracas', '01:00-05:00');
    expect(hoursBetween(night, '2007-12-09T00:00-04:00', '2007-12-10T00:00-04:30')).toBe(4.5);
    expect(hoursBetween(night, '2016-05-01T00:00-04:30', '2016-05-02T00:00-04:00')).toBe(3.5);
  });

  it('in Pyongyang was half an hour longer on the night in 2015 when its clock fell back at midnight', () => {
    const night = daily('Asia/Pyongyang', '23:00-24:00');
    expect(hoursBetween(night, '2015-08-14T12:00+09:00', '2015-08-15T12:00+08:30')).toBe(1.5);
  });

  it('in Pyongyang was none in the half hour before midnight that was left out in 2018', () => {
    const night = daily('Asia/Pyongyang', '23:30-24:00');
    expect(hoursBetween(night, '2018-05-04T12:00+08:30', '2018-05-05T12:00+09:00')).toBe(0);
    expect(hoursBetween(always('Asia/Pyongyang'), '2018-05-04T00:00+08:30', '2018-05-05T00:00+09:00')).toBe(
      23.5,
    );
  });

  it('in Kathmandu was a quarter of an hour shorter when its clock went from +05:30 to +05:45', () => {
    const night = daily('Asia/Kathmandu', '00:00-01:00');
    expect(hoursBetween(night, '1985-12-31T12:00+05:30', '1986-01-01T12:00+05:45')).toBe(0.75);
  });
});

describe('South of the equator, a shift', () => {
  it('in Sydney is an hour shorter in October', () => {
    const night = daily('Australia/Sydney', '01:00-04:00');
    expect(hoursBetween(night, '2026-10-04T00:00+10:00', '2026-10-05T00:00+11:00')).toBe(2);
  });

  it('in Sydney is an hour longer in April', () => {
    const night = daily('Australia/Sydney', '01:00-04:00');
    expect(hoursBetween(night, '2026-04-05T00:00+11:00', '2026-04-06T00:00+10:00')).toBe(4);
  });

  it('on the Chatham Islands jumps at a quarter to three', () => {
    const night = daily('Pacific/Chatham', '02:00-05:00');
    expect(hoursBetween(night, '2026-09-27T00:00+12:45', '2026-09-28T00:00+13:45')).toBe(2);
    expect(opening(daily('Pacific/Chatham', '03:00-05:00'), '2026-09-27T00:00+12:45')).toBe(
      utc('2026-09-27T03:45+13:45'),
    );
  });
});

describe('Over the date line, work', () => {
  it('in Samoa goes on from Thursday to Saturday, as Friday never was', () => {
    const apia = calendar(each(weekdays, '09:00-17:00'), { timeZone: 'Pacific/Apia' });
    expect(due(apia, '2011-12-29T16:00-10:00', 2)).toBe(utc('2011-12-31T10:00+14:00'));
    expect(hoursBetween(apia, '2011-12-29T00:00-10:00', '2012-01-01T00:00+14:00')).toBe(16);
  });

  it('on Fridays waits a week for the next one', () => {
    const fridays = calendar(each(['fri'], '09:00-17:00'), { timeZone: 'Pacific/Apia' });
    expect(due(fridays, '2011-12-29T00:00-10:00', 1)).toBe(utc('2012-01-06T10:00+14:00'));
  });

  it('loses nothing to a day off on the date that never was', () => {
    const apia = calendar(each(weekdays, '09:00-17:00'), {
      timeZone: 'Pacific/Apia',
      holidays: ['2011-12-30'],
    });
    expect(hoursBetween(apia, '2011-12-29T00:00-10:00', '2012-01-01T00:00+14:00')).toBe(16);
  });
});

describe('Work that never stops', () => {
  it.each([
    'Europe/Paris',
    'America/New_York',
    'America/Santiago',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'America/Sao_Paulo',
    'America/St_Johns',
    'Pacific/Apia',
    'UTC',
  ])('in %s is all time', (timeZone) => {
    const from = at('2009-05-05T05:05:05.005Z');
    const to = at('2019-01-02T03:04:05.678Z');
    expect(workedBetween(always(timeZone), from, to)).toBe(to - from);
    expect(addWorked(always(timeZone), from, to - from)).toBe(to);
  });
});

describe('A zone of odd minutes', () => {
  it.each([
    ['Asia/Kathmandu', '+05:45'],
    ['Asia/Kolkata', '+05:30'],
    ['Australia/Eucla', '+08:45'],
  ])('such as %s keeps them', (timeZone, offset) => {
    expect(due({ ...office, timeZone }, `2026-11-20T16:30${offset}`, 1)).toBe(
      utc(`2026-11-23T09:30${offset}`),
    );
  });
});

describe('On the calendar’s own edges, work', () => {
  it('goes on at a leap day', () => {
    expect(due(office, '2028-02-28T16:00+01:00', 2)).toBe(utc('2028-02-29T10:00+01:00'));
    expect(hoursBetween(office, '2028-02-29T00:00+01:00', '2028-03-01T00:00+01:00')).toBe(8);
  });

  it('stops for a day off on a leap day', () => {
    expect(due({ ...office, holidays: ['2028-02-29'] }, '2028-02-28T16:00+01:00', 2)).toBe(
      utc('2028-03-01T10:00+01:00'),
    );
  });

  it('goes from 28 February to 1 March in 2100, which has no leap day', () => {
    const sunday = daily('Europe/Paris', '09:00-17:00');
    expect(due(sunday, '2100-02-28T16:00+01:00', 2)).toBe(utc('2100-03-01T10:00+01:00'));
  });

  it('goes on over the end of a year', () => {
    expect(due(daily('Europe/Paris', '00:00-02:00', '22:00-24:00'), '2026-12-31T23:00+01:00', 2)).toBe(
      utc('2027-01-01T01:00+01:00'),
    );
  });

  it('stops for New Year’s Day where the new year is a day ahead of UTC', () => {
    const kiritimati = { ...daily('Pacific/Kiritimati', '00:00-24:00'), holidays: ['2027-01-01'] };
    expect(isWorking(kiritimati, at('2026-12-31T09:59:59.999Z'))).toBe(true);
    expect(isWorking(kiritimati, at('2026-12-31T10:00Z'))).toBe(false);
    expect(shown(addWorked(kiritimati, at('2026-12-31T10:00Z'), 1))).toBe('2027-01-01T10:00:00.001Z');
  });
});
