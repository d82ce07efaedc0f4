import type { Answer, Choice, QuestionAsked } from './surveymonkey-body.ts';

/** What SurveyMonkey counts a chosen NPS number as: never the number itself. */
const npsWeights: readonly (number | null | undefined)[] = [-100, 0, 100];

/**
 * What a chosen choice says: the number that the customer saw, else the score behind it, else its words. Undefined
 * for a choice that does not apply, and where nobody told what the choice is.
 */
export function wordsOfChoice(
  answer: Answer,
  choices: readonly Choice[],
  asked: QuestionAsked | undefined,
): string | undefined {
  const choice = choices.find(({ id }) => id === answer.choice_id);
  if (choice === undefined) return weightAlone(answer);
  if (choice.is_na) return undefined;
  if (isPlainNumber(choice.text)) return choice.text ?? undefined;
  const scale = choices
    .filter(({ is_na, visible }) => !is_na && visible !== false)
    .toSorted((one, next) => (one.position ?? 0) - (next.position ?? 0));
  if (scale.length > 0 && scale.every(({ weight }) => npsWeights.includes(weight)))
    return npsScore(choice, scale);
  if (asked?.subtype === 'rating' && haveWeightsOfTheirOwn(scale) && typeof choice.weight === 'number')
    return String(choice.weight);
  return choice.text ?? undefined;
}

/** Without the survey's definition a weight may still be the score, unless it is one of those of NPS. */
function weightAlone({ choice_metadata }: Answer): string | undefined {
  const weight = choice_metadata?.weight;
  return isPlainNumber(weight) && !npsWeights.includes(Number(weight)) ? (weight ?? undefined) : undefined;
}

/** The place of the choice among eleven, whichever end comes first; undefined where they are not the eleven of NPS. */
function npsScore({ id }: Choice, scale: readonly Choice[]): string | undefined {
  const place = scale.findIndex((one) => one.id === id);
  const weights = scale.map(({ weight }) => weight).join();
  const upwards = [...Array(7).fill(-100), 0, 0, 100, 100];
  if (place < 0) return undefined;
  if (weights === upwards.join()) return String(place);
  return weights === upwards.toReversed().join() ? String(10 - place) : undefined;
}

/** Equal weights, as in SurveyMonkey's own example, say nothing of what was chosen. */
function haveWeightsOfTheirOwn(scale: readonly Choice[]): boolean {
  return new Set(scale.map(({ weight }) => weight)).size === scale.length;
}

function isPlainNumber(text: string | null | undefined): boolean {
  return /^\s*-?\d{1,9}(\.\d{1,9})?\s*$/.test(text ?? '');
}
