import { describe, expect, it } from 'vitest';
import { opensCases } from '../../functions/domain/opens-cases.ts';
import type { AnswerRole } from '../../functions/domain/source.ts';

const question = { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' } as const;
const rating = (id: string, opens: boolean): AnswerRole => ({
  id,
  as: 'rating',
  question,
  opensCases: opens,
});
const questions: AnswerRole[] = [{ id: 'why', as: 'comment' }, rating('main', false), rating('help', true)];

describe('a score', () => {
  it('opens cases as its question says, the main one as the first rating', () => {
    expect(opensCases({ questions })).toBe(false);
    expect(opensCases({ questions }, 'main')).toBe(false);
    expect(opensCases({ questions }, 'help')).toBe(true);
    expect(opensCases({ questions: [rating('help', true), rating('main', false)] })).toBe(true);
  });

  it('opens cases where the mapping says nothing of it', () => {
    expect(opensCases({ questions: [] })).toBe(true);
    expect(opensCases({ questions }, 'price')).toBe(true);
    expect(opensCases({ questions }, 'why')).toBe(true);
  });
});
