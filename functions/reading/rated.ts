import type { Rating } from '../domain/feedback.ts';
import { type Question, questionMistake, RatingError, rate } from '../domain/rating.ts';
import { type AskedQuestion, type GivenAnswer, UnreadableBodyError } from '../providers/provider.ts';

/** @throws UnreadableBodyError, naming the path, when the score is no answer to the question. */
export function rated(score: number, question: Question, path: string): Rating {
  try {
    return rate(score, question);
  } catch (error) {
    if (!(error instanceof RatingError)) throw error;
    throw new UnreadableBodyError(`${path}: expected a score on the question's scale`);
  }
}

const npsScale = { min: 0, max: 10 };

/**
 * The question that a score answers, by what the body says and what is configured. A scale is never guessed from the
 * value; NPS has but one. Direction and bands belong to the configured question: they hold only where the body asks
 * the same one.
 * @throws UnreadableBodyError when neither tells, or both do and differ
 */
export function questionBehind({ asked, path }: GivenAnswer, configured: Question | undefined): Question {
  const metric = asked?.metric ?? configured?.metric;
  if (metric === undefined)
    throw new UnreadableBodyError(`${path}: expected a metric, in the body or in the configuration`);
  const isSame = metric === configured?.metric;
  const scale = asked?.scale ?? (isSame ? configured.scale : metric === 'nps' ? npsScale : undefined);
  if (scale === undefined)
    throw new UnreadableBodyError(`${path}: expected a scale, in the body or in the configuration`);
  const isAsConfigured = isSame && scale.min === configured.scale.min && scale.max === configured.scale.max;
  if (isAsConfigured) return configured;
  if (configured !== undefined && !asked?.decides) throw contradiction({ metric, scale }, configured, path);
  const question = {
    metric,
    scale,
    direction: isSame ? configured.direction : 'higher-is-better',
  } as const;
  if (questionMistake(question))
    throw new UnreadableBodyError(`${path}: expected a scale that fits the metric`);
  return question;
}

function contradiction(
  body: Required<Pick<Question, 'metric' | 'scale'>>,
  configured: Question,
  path: string,
) {
  const described = ({ metric, scale }: AskedQuestion) => `${metric} on ${scale?.min}–${scale?.max}`;
  return new UnreadableBodyError(
    `${path}: the body asks ${described(body)}, the configuration ${described(configured)}`,
  );
}
