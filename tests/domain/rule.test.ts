import { describe, expect, it } from 'vitest';
import { rule } from '../../functions/domain/rule.ts';

const given = (when: unknown, more: object = {}) =>
  rule.safeParse({ id: 'one', when, priority: 'high', ...more });
const mistakes = (when: unknown, more: object = {}) =>
  given(when, more).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('a rule as it is configured', () => {
  it('takes every condition, and its time as milliseconds', () => {
    const when = {
      bands: ['detractor'],
      metrics: ['nps'],
      scoreAtMost: 6,
      scoreAtLeast: 1,
      mismatch: true,
      dropOf: 3,
      sentiment: { label: 'negative', confidence: 0.9 },
      themes: ['delivery'],
      surveys: ['After purchase'],
      sources: ['shop'],
      touchpoints: ['Lyon'],
      channels: ['email'],
      attributes: { country: ['FR', 'BE'] },
      tiers: ['gold'],
      contactRequested: true,
    };
    expect(given({ ...when, repeatWithin: 'P30D' }).data?.when).toEqual({
      ...when,
      repeatWithin: 30 * 86_400_000,
    });
  });

  it.each(['bands', 'metrics', 'themes', 'surveys', 'sources', 'touchpoints', 'channels', 'tiers'])(
    'names one of %s at least',
    (name) => {
      expect(mistakes({ [name]: [] })).toEqual([
        `when.${name}: name at least one, or leave the condition out`,
      ]);
    },
  );

  it('names an attribute and a value of it at least', () => {
    expect(mistakes({ attributes: {} })).toEqual([
      'when.attributes: name at least one, or leave the condition out',
    ]);
    expect(mistakes({ attributes: { country: [] } })).toEqual([
      'when.attributes.country: name at least one, or leave the condition out',
    ]);
  });

  it('needs a condition', () => {
    expect(mistakes({})).toEqual(['when: a rule needs a condition']);
    expect(mistakes({ tiers: undefined })).toEqual(['when: a rule needs a condition']);
  });

  it('knows no other conditions, and none that is off', () => {
    expect(given({ score: 3 }).success).toBe(false);
    expect(given({ mismatch: false }).success).toBe(false);
    expect(given({ contactRequested: false }).success).toBe(false);
    expect(given({ bands: ['detractor'] }, { notify: 'me' }).success).toBe(false);
  });

  it('asks for a drop and a time of more than nothing, and for a confidence that is a share', () => {
    expect(given({ dropOf: 0 }).success).toBe(false);
    expect(mistakes({ repeatWithin: 'PT0S' })).toEqual(['when.repeatWithin: nothing happens within no time']);
    const sure = (confidence: number) => given({ sentiment: { label: 'negative', confidence } }).success;
    expect([-0.1, 0, 1, 1.1].map(sure)).toEqual([false, true, true, false]);
  });

  it('is watched by people or whole teams', () => {
    const watched = (...watch: unknown[]) => mistakes({ bands: ['detractor'] }, { watch });
    expect(watched('head@example.com', { team: 'care' })).toBeUndefined();
    expect(watched('head')).toEqual(['watch.0: give an address, or { team: "its key" }']);
    expect(watched({ team: 'care', lead: true })).toHaveLength(1);
    expect(watched()).toEqual(['watch: name at least one, or leave the condition out']);
  });
});
