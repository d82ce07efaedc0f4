import { describe, expect, it } from 'vitest';
import { calendar } from '../../functions/domain/calendar-schema.ts';
import { due, hoursBetween, utc } from './a-calendar.ts';

const office = {
  timeZone: 'Europe/Paris',
  hours: { mon: [['09:00', '17:00']], thu: [['09:00', '17:00']], fri: [['09:00', '17:00']] },
} satisfies Parameters<typeof calendar.parse>[0];

const mistakesIn = (value: object) =>
  calendar.safeParse({ ...office, ...value }).error?.issues.map(({ message }) => message);

describe('A calendar in a stage’s file', () => {
  it('has no hours on the days that it leaves out, and no holidays', () => {
    expect(calendar.parse(office)).toEqual({
      timeZone: 'Europe/Paris',
      hours: { ...office.hours, tue: [], wed: [], sat: [], sun: [] },
      holidays: [],
    });
  });

  it('may leave out any day', () => {
    const { mon: _, ...hours } = office.hours;
    expect(calendar.parse({ ...office, hours }).hours.mon).toEqual([]);
  });

  it('has every day of a closure off, both ends included', () => {
    const { holidays } = calendar.parse({ ...office, closed: ['2026-12-28/2027-01-02'] });
    expect(holidays).toEqual([
      '2026-12-28',
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
    ]);
  });

  it('has holidays and closures in order, and each day once', () => {
    const { holidays } = calendar.parse({
      ...office,
      holidays: ['2027-01-01', '2026-12-25'],
      closed: ['2026-12-31/2027-01-01', '2026-12-24'],
    });
    expect(holidays).toEqual(['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01']);
  });

  it('takes a closure over a leap day', () => {
    const { holidays } = calendar.parse({ ...office, closed: ['2028-02-28/2028-03-01'] });
    expect(holidays).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  });

  it('takes a closure of a whole year', () => {
    const { holidays } = calendar.parse({ ...office, closed: ['2027-12-28/2028-12-27'] });
    expect([holidays[0], holidays.at(-1), holidays.length]).toEqual(['2027-12-28', '2028-12-27', 366]);
  });

  it('stands still while the company is closed', () => {
    const winter = calendar.parse({ ...office, closed: ['2026-12-25/2027-01-03'] });
    expect(due(winter, '2026-12-24T16:00+01:00', 2)).toBe(utc('2027-01-04T10:00+01:00'));
    expect(hoursBetween(winter, '2026-12-25T00:00+01:00', '2027-01-04T00:00+01:00')).toBe(0);
  });

  it.each([
    '2027-01-02/2026-12-28',
    '2026-12-28/2028-12-28',
    '2026-12-28/2027-12-29',
    '2026-12-28/',
    '/2026-12-28',
    '2026-12-28/2026-12-29/2026-12-30',
    '2026-02-28/2026-02-29',
    '2026-12-28 – 2027-01-02',
    '',
  ])('refuses the closure "%s"', (range) => {
    expect(mistakesIn({ closed: [range] })).toEqual([
      expect.stringMatching(/^closed: ".*" is not a date, nor/),
    ]);
  });

  it('reports closures and the rest at once', () => {
    expect(mistakesIn({ timeZone: 'Nowhere', closed: ['soon'] })).toHaveLength(2);
  });
});
