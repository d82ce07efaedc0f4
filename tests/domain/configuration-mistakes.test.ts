import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describeMistakes } from '../../functions/domain/configuration-mistakes.ts';

const told = (path: readonly PropertyKey[], input: unknown) =>
  describeMistakes(new z.ZodError([{ code: 'custom', path: [...path], message: 'wrong', input }]), input);

describe('a mistake in a configuration', () => {
  it('is told with where it is', () => {
    expect(told(['brand', 'from'], { brand: { from: 'care' } })).toBe('brand.from: wrong');
    expect(told([], {})).toBe('wrong');
  });

  it('is told with the question’s id where it lies in a question', () => {
    const sources = { shop: { questions: [{ id: 'q-1' }, { id: 'q-2', as: 'remark' }] } };
    expect(told(['sources', 'shop', 'questions', 1, 'as'], { sources })).toBe(
      'sources.shop.questions.1.as: question "q-2": wrong',
    );
    expect(told(['questions', 0], { questions: [{ id: 'q-1' }] })).toBe('questions.0: question "q-1": wrong');
  });

  it('is told without one where there is none', () => {
    expect(told(['brand', 'id'], { brand: { id: 'b' } })).toBe('brand.id: wrong');
    expect(told(['questions'], { questions: { id: 'all' } })).toBe('questions: wrong');
    for (const question of [null, undefined, 'q-1', {}, { id: 7 }])
      expect(told(['questions', 0], { questions: [question] })).toBe('questions.0: wrong');
    expect(told(['questions', 0], null)).toBe('questions.0: wrong');
  });
});
