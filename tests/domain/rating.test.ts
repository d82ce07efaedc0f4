import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Question, RatingError, rate } from '../../functions/domain/rating.ts';

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

  it.each([-1, 11, 3.5, Number.NaN, Number.POSITIVE_INFINITY])('of %d is none on NPS', (score) => {
    expect(() => rate(score, nps)).toThrow(RatingError);
  });

  it.each([
    ['NPS on another scale', { ...nps, scale: { min: 1, max: 10 } }],
    ['NPS upside down', { ...nps, direction: 'lower-is-better' }],
    ['a scale without room', of(5, 5)],
    ['a scale backwards', of(5, 1)],
    ['a scale of no numbers', of(Number.NaN, 5)],
  ] as const)('cannot be given for %s', (_, question) => {
    expect(() => rate(5, question)).toThrow(RatingError);
  });
});
