import { describe, expect, it } from 'vitest';
import { type HolidaysWanted, holidaysIn } from '../../config/holidays/holidays-in.ts';

const day = 86_400_000;
const in2027 = { from: 2027, to: 2027 };

/** Written `03-29`. */
function daysIn2027(country: string, wanted: Omit<HolidaysWanted, 'around'> = {}): readonly string[] {
  return holidaysIn(country, { ...wanted, ...in2027 }).map((date) => date.slice(5));
}

describe('The holidays of France', () => {
  it('are the eleven of the Code du travail', () => {
    expect(holidaysIn('FR', { from: 2026, to: 2028 })).toEqual([
      ...['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25'],
      ...['2026-07-14', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'],
      ...['2027-01-01', '2027-03-29', '2027-05-01', '2027-05-06', '2027-05-08', '2027-05-17'],
      ...['2027-07-14', '2027-08-15', '2027-11-01', '2027-11-11', '2027-12-25'],
      ...['2028-01-01', '2028-04-17', '2028-05-01', '2028-05-08', '2028-05-25', '2028-06-05'],
      ...['2028-07-14', '2028-08-15', '2028-11-01', '2028-11-11', '2028-12-25'],
    ]);
  });

  it('follow Easter in every year', () => {
    const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
    for (let year = 1983; year <= 2079; year++) {
      const moving = [1, 39, 50].map((days) => dateOf(easter(year) + days * day));
      const all = new Set([...fixed.map((date) => `${year}-${date}`), ...moving]);
      expect(holidaysIn('FR', { from: year, to: year })).toEqual([...all].sort());
    }
  });

  it('are two more in Moselle and Alsace', () => {
    const more = ['03-26', '12-26'];
    for (const region of ['57', '67', '68'])
      expect(daysIn2027('FR', { region }).filter((date) => !daysIn2027('FR').includes(date))).toEqual(more);
  });

  it('have 11 November for the Armistice, which Germany has for St Martin and works on', () => {
    expect(daysIn2027('FR')).toContain('11-11');
    expect(daysIn2027('DE')).not.toContain('11-11');
    expect(daysIn2027('DE', { region: 'NW' })).not.toContain('11-11');
  });
});

describe('The holidays of a country', () => {
  it.each([
    ['BE', '01-01 03-29 05-01 05-06 05-17 07-21 08-15 11-01 11-11 12-25'],
    ['DE', '01-01 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26'],
    ['LU', '01-01 03-29 05-01 05-06 05-09 05-17 06-23 08-15 11-01 12-25 12-26'],
    ['NL', '01-01 03-28 03-29 04-27 05-06 05-16 05-17 12-25 12-26'],
  ])('%s are %s in 2027', (country, dates) => {
    expect(daysIn2027(country).join(' ')).toBe(dates);
  });

  it.each([
    ['DE', 'BY', '01-01 01-06 03-26 03-29 05-01 05-06 05-17 05-27 10-03 11-01 12-25 12-26'],
    ['DE', 'BY.A', '01-01 01-06 03-26 03-29 05-01 05-06 05-17 05-27 08-08 08-15 10-03 11-01 12-25 12-26'],
    ['DE', 'BE', '01-01 03-08 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26'],
    ['CH', 'GE', '01-01 03-26 03-28 03-29 05-06 05-16 05-17 08-01 09-09 12-25 12-31'],
    ['CA', 'QC', '01-01 03-26 05-24 06-24 07-01 09-06 10-11 12-25'],
    ['GB', 'SCT', '01-01 01-02 01-04 03-26 05-03 05-31 08-02 11-30 12-25 12-26 12-27 12-28'],
    ['GB', 'ENG', '01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28'],
  ])('%s in its region %s are %s in 2027', (country, region, dates) => {
    expect(daysIn2027(country, { region }).join(' ')).toBe(dates);
  });

  it('leave out a day of which only the afternoon is off', () => {
    expect(daysIn2027('DE', { banks: true })).not.toContain('12-24');
    expect(daysIn2027('IS')).not.toContain('12-24');
  });

  it('have the days on which only banks are closed when they are asked for', () => {
    const usual = daysIn2027('CH', { region: 'GE' });
    const more = daysIn2027('CH', { region: 'GE', banks: true });
    expect(more.filter((date) => !usual.includes(date))).toEqual(['01-02', '12-26']);
  });

  it('have each day of a feast that lasts several', () => {
    expect(daysIn2027('TR')).toEqual(
      expect.arrayContaining(['03-09', '03-10', '03-11', '05-16', '05-17', '05-18', '05-19']),
    );
  });

  it('have the day that next year’s holiday lends to this one, and not the other way round', () => {
    expect(daysIn2027('US').at(-1)).toBe('12-31');
    expect(holidaysIn('US', { from: 2028, to: 2028 })[0]).toBe('2028-01-01');
  });

  it('reach from the year before to three years after a year', () => {
    const dates = holidaysIn('FR', { around: 2027 });
    expect([dates[0], dates.at(-1)]).toEqual(['2026-01-01', '2030-12-25']);
  });

  it.each([
    ['XX', {}, '"XX" is no country'],
    ['fr', {}, '"fr" is no country'],
    ['FR', { region: '75' }, '"75" is no region of FR that has holidays of its own: choose from 57, 67, 68'],
    ['FR', { region: '' }, '"" is no region of FR'],
    ['MC', { region: '1' }, 'none is told apart'],
    ['DE', { region: 'BY.ZZ' }, '"ZZ" is no part of DE-BY'],
    ['DE', { region: 'BY.A.B' }, '"A.B" is no part of DE-BY'],
  ])('are not guessed: of %s, %j', (country, wanted, message) => {
    expect(() => daysIn2027(country, wanted)).toThrow(message);
  });

  it.each([
    { from: 2028, to: 2027 },
    { from: 1969, to: 1970 },
    { from: 2080, to: 2081 },
    { from: 2026.5, to: 2027 },
    { around: Number.NaN },
  ])('are not worked out for the years %j', (years) => {
    expect(() => holidaysIn('FR', years)).toThrow(RangeError);
  });
});

function dateOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** Easter Sunday, by the rule of Meeus, Jones and Butcher. */
function easter(year: number): number {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const f = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - f + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1);
}
