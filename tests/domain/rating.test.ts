import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isGood,
  lowestFirst,
  lowestOf,
  type Question,
  RatingError,
  rate,
} from '../../functions/domain/rating.ts';

const nps: Question = { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' };
const of = (min: number, max: number, direction: Question['direction'] = 'higher-is-better'): Question => ({
  metric: 'csat',
  scale: { min, max },
  direction,
});

describe('a score', () => {
  it.each([
    [0, 'detractor'],
    [6, 'detractor'],
    [7, 'passive'],
    [8, 'passive'],
    [9, 'promoter'],
    [10, 'promoter'],
  ])('of %i on NPS is a %s', (score, band) => {
    expect(rate(score, nps).band).toBe(band);
  });

  it.each([
    [1, 5, ['dissatisfied', 'dissatisfied', 'neutral', 'satisfied', 'satisfied']],
    [1, 7, ['dissatisfied', 'dissatisfied', 'dissatisfied', 'neutral', 'neutral', 'satisfied', 'satisfied']],
    [1, 3, ['dissatisfied', 'neutral', 'satisfied']],
    [1, 2, ['dissatisfied', 'satisfied']],
    [0, 4, ['dissatisfied', 'dissatisfied', 'neutral', 'satisfied', 'satisfied']],
  ])('on %i–%i falls into the usual bands, in both directions', (min, max, bands) => {
    const scores = bands.map((_, index) => min + index);
    expect(scores.map((score) => rate(score, of(min, max)).band)).toEqual(bands);
    expect(scores.toReversed().map((score) => rate(score, of(min, max, 'lower-is-better')).band)).toEqual(
      bands,
    );
  });

  it('never gets a worse band for being better', () => {
    const rank = { dissatisfied: 0, neutral: 1, satisfied: 2, detractor: 0, passive: 1, promoter: 2 };
    const scale = fc
      .tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 100 }))
      .map(([min, room]) => of(min, min + room));
    fc.assert(
      fc.property(
        scale,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (question, a, b) => {
          const { min, max } = question.scale;
          const [low, high] = [Math.min(a, b), Math.max(a, b)].map((share) => min + share * (max - min));
          expect(rank[rate(low ?? min, question).band]).toBeLessThanOrEqual(
            rank[rate(high ?? max, question).band],
          );
        },
      ),
    );
  });

  it('respects configured limits', () => {
    const question = { ...of(1, 10), bands: { satisfied: 9, dissatisfied: 4 } };
    expect([4, 5, 8, 9].map((score) => rate(score, question).band)).toEqual([
      'dissatisfied',
      'neutral',
      'neutral',
      'satisfied',
    ]);
  });

  it('respects configured limits where less is better', () => {
    const question = { ...of(1, 7, 'lower-is-better'), bands: { satisfied: 2, dissatisfied: 5 } };
    expect([2, 3, 4, 5].map((score) => rate(score, question).band)).toEqual([
      'satisfied',
      'neutral',
      'neutral',
      'dissatisfied',
    ]);
  });

  it.each([-1, 11, 3.5, Number.NaN, Number.POSITIVE_INFINITY])('of %d is none on NPS', (score) => {
    expect(() => rate(score, nps)).toThrow(RatingError);
    expect(() => rate(score, nps)).toThrow(expect.objectContaining({ name: 'RatingError' }));
  });

  it('that is none is told from its scale', () => {
    expect(() => rate(6, of(1, 5))).toThrow('score 6 is outside 1–5');
    expect(() => rate(3.5, nps)).toThrow('an NPS score is a whole number, not 3.5');
  });

  it.each([
    ['NPS on another scale', { ...nps, scale: { min: 1, max: 10 } }],
    ['NPS up to nine', { ...nps, scale: { min: 0, max: 9 } }],
    ['NPS upside down', { ...nps, direction: 'lower-is-better' }],
    ['a scale without room', of(5, 5)],
    ['a scale backwards', of(5, 1)],
    ['a scale of no numbers', of(Number.NaN, 5)],
  ] as const)('cannot be given for %s', (_, question) => {
    expect(() => rate(5, question)).toThrow(RatingError);
  });
});

describe('of several scores', () => {
  const five = (score: number) => rate(score, of(1, 5));
  const effort = (score: number) => rate(score, of(1, 7, 'lower-is-better'));

  it('the one in the worst band comes first, of one band the one that stands lowest on its scale', () => {
    const [good, fair, poor, bad] = [rate(9, nps), five(3), rate(6, nps), five(1)];
    expect(lowestFirst([good, fair, poor, bad])).toEqual([bad, poor, fair, good]);
    expect(lowestOf([good, poor, bad])).toEqual(bad);
    expect(lowestOf([])).toBeUndefined();
  });

  it('those of which less is better count from the other end', () => {
    expect(lowestFirst([effort(6), five(2), effort(7)])).toEqual([effort(7), effort(6), five(2)]);
  });

  it('equal ones keep their order', () => {
    const [first, second] = [five(1), rate(0, nps)];
    expect(lowestFirst([first, second])).toEqual([first, second]);
    expect(lowestFirst([second, first])).toEqual([second, first]);
  });

  it('a good one is in the best band of its metric', () => {
    const bands = ['promoter', 'satisfied', 'passive', 'neutral', 'detractor', 'dissatisfied'] as const;
    expect(bands.filter(isGood)).toEqual(['promoter', 'satisfied']);
  });
});
