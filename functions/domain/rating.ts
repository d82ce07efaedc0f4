import type { Band, Direction, Metric, Rating, Scale } from './feedback.ts';

/** Where satisfaction starts and dissatisfaction ends, in the scale's own numbers. */
export interface BandLimits {
  readonly satisfied: number;
  readonly dissatisfied: number;
}

export interface Question {
  readonly metric: Metric;
  readonly scale: Scale;
  readonly direction: Direction;
  readonly bands?: BandLimits | undefined;
}

/** Why a number is no answer to a question; the message holds no words of the customer. */
export class RatingError extends Error {
  override readonly name = 'RatingError';
}

const npsScale: Scale = { min: 0, max: 10 };

/** What is wrong with a question as configured or sent, or nothing. */
export function questionMistake({ metric, scale, direction }: Question): string | undefined {
  if (!(scale.min < scale.max)) return `scale ${scale.min}–${scale.max} has no room`;
  if (metric === 'nps' && (scale.min !== npsScale.min || scale.max !== npsScale.max))
    return `NPS is asked on 0–10, not ${scale.min}–${scale.max}`;
  if (metric === 'nps' && direction !== 'higher-is-better') return 'on NPS higher is better';
  return undefined;
}

/**
 * Reads a score against its question.
 * @throws RatingError when the score does not lie on the scale or the question itself makes no sense.
 */
export function rate(score: number, question: Question): Rating {
  const mistake = questionMistake(question);
  if (mistake) throw new RatingError(mistake);
  const { metric, scale, direction } = question;
  if (!Number.isFinite(score) || score < scale.min || score > scale.max)
    throw new RatingError(`score ${score} is outside ${scale.min}–${scale.max}`);
  if (metric === 'nps' && !Number.isInteger(score))
    throw new RatingError(`an NPS score is a whole number, not ${score}`);
  return { metric, score, scale, direction, band: bandOf(score, question) };
}

/** Ratings, the one that says the least good first; equal ones keep their order. */
export function lowestFirst(ratings: readonly Rating[]): readonly Rating[] {
  return ratings.toSorted(
    (one, other) => heights[one.band] - heights[other.band] || share(one) - share(other),
  );
}

/** The rating to show where there is room for one: the one that says the least good. */
export function lowestOf(ratings: readonly Rating[]): Rating | undefined {
  return lowestFirst(ratings)[0];
}

/** Whether a band is the best of its metric: a promoter or a satisfied customer. */
export function isGood(band: Band): boolean {
  return heights[band] === 2;
}

const heights = {
  detractor: 0,
  dissatisfied: 0,
  passive: 1,
  neutral: 1,
  promoter: 2,
  satisfied: 2,
} as const satisfies Record<Band, number>;

/** How far up its scale a score stands, 0 to 1. */
function share({ score, scale, direction }: Rating): number {
  const up = (score - scale.min) / (scale.max - scale.min);
  return direction === 'higher-is-better' ? up : 1 - up;
}

function bandOf(score: number, { metric, scale, direction, bands }: Question): Band {
  if (metric === 'nps') return score <= 6 ? 'detractor' : score <= 8 ? 'passive' : 'promoter';
  const limits = bands ?? usualLimits(scale, direction);
  const atLeast = (limit: number) => (direction === 'higher-is-better' ? score >= limit : score <= limit);
  if (atLeast(limits.satisfied)) return 'satisfied';
  const atMost =
    direction === 'higher-is-better' ? score <= limits.dissatisfied : score >= limits.dissatisfied;
  return atMost ? 'dissatisfied' : 'neutral';
}

/** Top and bottom of the scale as commonly reported: 4–5 against 1–2 of five, 6–7 against 1–3 of seven. */
function usualLimits({ min, max }: Scale, direction: Direction): BandLimits {
  const at = (share: number) =>
    direction === 'higher-is-better' ? min + share * (max - min) : max - share * (max - min);
  return { satisfied: at(0.75), dissatisfied: at(0.35) };
}
