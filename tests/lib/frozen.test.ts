import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import configuration from '../../config/demo.ts';
import { frozen, notPlain } from '../../lib/frozen.ts';

describe('A frozen configuration', () => {
  it('reads back as what was checked', () => {
    expect(JSON.parse(frozen(configuration))).toEqual(configuration);
  });

  it('is the same text whenever it is written', () => {
    expect(frozen(structuredClone(configuration))).toBe(frozen(configuration));
  });

  it('names what JSON would lose', () => {
    const odd = { ...configuration, undoWithin: Number.POSITIVE_INFINITY };
    expect(() => frozen(odd)).toThrow('undoWithin');
  });
});

describe('Plain data', () => {
  it('is whatever JSON keeps as it is', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withMap: true, withBigInt: true }), (value) => {
        if (notPlain(value).length === 0) expect(JSON.parse(JSON.stringify(value))).toEqual(value);
      }),
    );
  });

  it('is everything that comes from JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        // Zero below zero is the one number that JSON writes and cannot tell from another.
        expect(notPlain(JSON.parse(json.replace(/-0(?![.\d])/g, '0')))).toEqual([]);
      }),
    );
  });

  it.each([
    ['a date', { at: [{ from: new Date(0) }] }, 'at[0].from'],
    ['a map', { names: new Map([['a', 1]]) }, 'names'],
    ['an expression', { words: [/a/] }, 'words[0]'],
    ['a function', { pick: () => 1 }, 'pick'],
    ['no number', { within: Number.NaN }, 'within'],
    ['a hole', { list: [1, undefined] }, 'list[1]'],
    ['a big number', { count: 1n }, 'count'],
  ])('is not %s', (_, value, path) => {
    expect(notPlain(value)).toEqual([path]);
  });

  it('may leave a property undefined', () => {
    expect(notPlain({ owner: undefined })).toEqual([]);
  });
});
