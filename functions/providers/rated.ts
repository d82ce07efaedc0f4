import type { Rating } from '../domain/feedback.ts';
import { type Question, RatingError, rate } from '../domain/rating.ts';
import { UnreadableBodyError } from './provider.ts';

/** @throws UnreadableBodyError, naming the path, when the score is no answer to the question. */
export function rated(score: number, question: Question, path: string): Rating {
  try {
    return rate(score, question);
  } catch (error) {
    if (!(error instanceof RatingError)) throw error;
    throw new UnreadableBodyError(`${path}: expected a score on the question's scale`);
  }
}
