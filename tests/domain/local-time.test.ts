import { describe, expect, it } from 'vitest';
import { dateIn, instantOf, isTimeZone } from '../../functions/domain/local-time.ts';

const iso = (local: string, zone: string) => {
  const instant = instantOf(local, zone);
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

describe('a time without a zone', () => {
  it('is read on the clock of the given zone', () => {
    expect(iso('2026-11-23 12:58:00', 'Europe/Paris')).toBe('2026-11-23T11:58:00.000Z');
    expect(iso('2026-07-23T12:58', 'Europe/Paris')).toBe('2026-07-23T10:58:00.000Z');
    expect(iso(' 2026-11-23 12:58:00.5 ', 'UTC')).toBe('2026-11-23T12:58:00.500Z');
    expect(iso('2026-11-23 12:58:00,25', 'UTC')).toBe('2026-11-23T12:58:00.250Z');
  });

  it('in the hour that comes twice is the first, in the one that is skipped the one after', () => {
    expect(iso('2026-10-25 02:30:00', 'Europe/Paris')).toBe('2026-10-25T00:30:00.000Z');
    expect(iso('2026-03-29 02:30:00', 'Europe/Paris')).toBe('2026-03-29T01:30:00.000Z');
  });

  it.each([
    '',
    'yesterday',
    '2026-13-01 10:00:00',
    '2026-02-30 10:00:00',
    '2026-11-23',
    '23/11/2026 10:00',
    '2026-11-23 10:00+01:00',
    '+002026-11-23 10:00',
  ])('is not guessed from "%s"', (text) => {
    expect(iso(text, 'UTC')).toBeUndefined();
  });
});

describe('a time zone', () => {
  it.each(['Europe/Paris', 'UTC', 'America/Argentina/Ushuaia'])('is %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(['Paris', '+01:00', '', '2026-11-23T10:00:00[Europe/Paris]', '2026-11-23T10:00:00Z'])(
    'is not "%s"',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );
});

describe('the date in a time zone', () => {
  it('is the one that a calendar on the wall there shows', () => {
    const evening = Date.parse('2026-12-31T12:00:00Z');
    expect(
      ['Pacific/Auckland', 'Europe/Paris', 'Pacific/Honolulu'].map((zone) => dateIn(zone, evening)),
    ).toEqual(['2027-01-01', '2026-12-31', '2026-12-31']);
  });
});
