import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../functions/domain/configuration.ts';
import { digestDay, digestsAround, digestZones } from '../../functions/domain/digest-times.ts';
import type { Person } from '../../functions/domain/person.ts';
import { at, shown } from './a-calendar.ts';
import { away, somebody, staffed } from './a-roster.ts';

const email = 'lea@example.com';
const morning = { digestAt: '08:00' };

function stage(more: Partial<Person> = {}, alerts = {}): Configuration {
  return staffed([somebody('lea', more)], { alerts: { ...morning, ...alerts } });
}
const dayAt = (iso: string, configuration = stage()) => digestDay(email, configuration, at(iso));
const around = (day: string, configuration = stage()) => {
  const { before, after } = digestsAround(email, configuration, day);
  return [shown(before), shown(after)];
};

describe('the day whose list somebody is to have', () => {
  it('begins when it is time where they live', () => {
    expect(dayAt('2026-11-23T06:59:59.999Z')).toBeUndefined();
    expect(dayAt('2026-11-23T07:00:00Z')).toBe('2026-11-23');
    expect(dayAt('2026-11-23T22:59:00Z')).toBe('2026-11-23');
    const montreal = stage({ timeZone: 'America/Montreal' });
    expect(dayAt('2026-11-24T02:00:00Z', montreal)).toBe('2026-11-23');
    expect(dayAt('2026-11-24T12:59:00Z', montreal)).toBeUndefined();
    expect(dayAt('2026-11-24T13:00:00Z', montreal)).toBe('2026-11-24');
  });

  it('is no day of the weekend, no holiday and no day away for whoever has hours', () => {
    const works = stage({ hours: 'week', ...away('2026-11-24') });
    expect(dayAt('2026-11-23T08:00:00Z', works)).toBe('2026-11-23');
    for (const day of ['2026-11-24', '2026-11-28', '2026-11-29', '2026-12-25'])
      expect(dayAt(`${day}T12:00:00Z`, works)).toBeUndefined();
  });

  it('is any day for whoever has none, but for weekends that are quiet', () => {
    expect(dayAt('2026-11-28T12:00:00Z')).toBe('2026-11-28');
    const quiet = stage({}, { quietHours: { from: '20:00', to: '07:00', weekends: true } });
    expect(dayAt('2026-11-28T12:00:00Z', quiet)).toBeUndefined();
    expect(dayAt('2026-11-30T12:00:00Z', quiet)).toBe('2026-11-30');
  });

  it('is none where the stage has no lists', () => {
    expect(dayAt('2026-11-23T12:00:00Z', stage({}, { digestAt: undefined }))).toBeUndefined();
  });
});

describe('the lists before and after a day’s', () => {
  it('are yesterday’s and tomorrow’s, at the same time on the clock', () => {
    expect(around('2026-11-23')).toEqual(['2026-11-22T07:00:00.000Z', '2026-11-24T07:00:00.000Z']);
    expect(around('2026-10-25')).toEqual(['2026-10-24T06:00:00.000Z', '2026-10-26T07:00:00.000Z']);
  });

  it('are Friday’s and Tuesday’s to a Monday of whoever works from Monday to Friday', () => {
    expect(around('2026-11-30', stage({ hours: 'week' }))).toEqual([
      '2026-11-27T07:00:00.000Z',
      '2026-12-01T07:00:00.000Z',
    ]);
  });

  it('leave out the days away', () => {
    const gone = stage({ hours: 'week', ...away('2026-12-01', '2026-12-11') });
    expect(around('2026-11-30', gone)[1]).toBe('2026-12-14T07:00:00.000Z');
  });

  it('are the midnights around it where there is no other for a year', () => {
    const gone = stage({ ...away('2024-01-01', '2029-12-31') });
    expect(around('2026-11-23', gone)).toEqual(['2026-11-21T23:00:00.000Z', '2026-11-23T23:00:00.000Z']);
  });
});

it('mornings begin in every time zone in which somebody lives, once each', () => {
  const people = [somebody('lea', { timeZone: 'Asia/Tokyo' }), somebody('noe', { timeZone: 'Asia/Tokyo' })];
  expect(digestZones(staffed(people))).toEqual(['Asia/Tokyo', 'Europe/Paris']);
});
