import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { Feedback } from '../../../functions/domain/feedback.ts';
import { rate } from '../../../functions/domain/rating.ts';
import { visibleChange } from '../../../functions/record-feedback/note-change.ts';

const nps = { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' } as const;
const before: Feedback = {
  id: 's#r',
  source: 's',
  responseId: 'r',
  revision: 1,
  receivedAt: 0,
  order: 1,
  themes: [],
  caseId: 'C-TEST',
  answers: { rating: rate(2, nps), comment: 'Personne ne répond.' },
};
const later = (answers: Feedback['answers'], more: Partial<Feedback> = {}) =>
  visibleChange(before, { ...before, ...more, answers: { ...before.answers, ...answers } });
const tone = (label: 'positive' | 'negative') =>
  ({ sentiment: { label, confidence: 0.9, language: 'fr' } }) as const;

describe('a customer’s later word', () => {
  it('is a thank-you when the score is good now and the words are not angry', () => {
    expect(later({ rating: rate(9, nps), comment: 'Merci !' })).toMatchObject({ thanks: true });
  });

  it.each([
    ['the score is still low', { comment: 'Toujours rien.' }, {}],
    [
      'the score is good but the words are angry',
      { rating: rate(9, nps), comment: 'Non.' },
      tone('negative'),
    ],
    ['a call is asked for', { rating: rate(10, nps), contactRequested: true }, {}],
    ['another score of theirs is low', { rating: rate(9, nps), scores: { help: rate(3, nps) } }, {}],
  ])('is none when %s', (_, answers, more) => {
    expect(later(answers, more)).not.toHaveProperty('thanks');
  });
});
