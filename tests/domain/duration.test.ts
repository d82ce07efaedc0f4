import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../functions/domain/duration.ts';

const hour = 3_600_000;

describe('A duration', () => {
  it.each([
    ['PT0S', 0],
    ['PT15M', hour / 4],
    ['PT4H', 4 * hour],
    ['P1D', 24 * hour],
    ['P2W', 14 * 24 * hour],
    ['P1DT12H', 36 * hour],
    ['P1W1DT1H1M1S', 8 * 24 * hour + hour + 61_000],
    ['PT90M', 1.5 * hour],
    ['PT1.5S', 1_500],
    ['PT0.001S', 1],
    ['PT1.5H', 1.5 * hour],
  ])('reads %s as %i milliseconds', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it('is rounded to a whole millisecond', () => {
    expect(parseDuration('PT1.0006S')).toBe(1_001);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    '4h',
    'P1H',
    'PT1D',
    ' PT1H',
    'PT1H ',
    'P1.5D',
    '2026-01-01',
    '3600',
    'P99999999999W',
  ])('refuses "%s", which is not one, and says so', (text) => {
    expect(() => parseDuration(text)).toThrow(RangeError);
    expect(() => parseDuration(text)).toThrow(`"${text}" is not an ISO 8601 duration`);
    expect(() => parseDuration(text)).toThrow(expect.objectContaining({ cause: expect.any(Error) }));
  });

  it.each(['P1M', 'P1Y', 'P0M', 'P1Y2M3DT4H', 'p1m'])('refuses %s, because months and years vary', (text) => {
    expect(() => parseDuration(text)).toThrow(RangeError);
    expect(() => parseDuration(text)).toThrow(`"${text}" has years or months`);
  });

  it('refuses to be negative', () => {
    expect(() => parseDuration('-PT1H')).toThrow(RangeError);
    expect(() => parseDuration('-PT1H')).toThrow('"-PT1H" is negative');
  });

  it('is the sum of its parts, whatever they are', () => {
    const part = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(part, part, part, part, part, (weeks, days, hours, minutes, seconds) => {
        const text = `P${weeks}W${days}DT${hours}H${minutes}M${seconds}S`;
        const elapsed = (weeks * 7 + days) * 24 * hour + hours * hour + minutes * 60_000 + seconds * 1_000;
        expect(parseDuration(text)).toBe(elapsed);
      }),
    );
  });
});
