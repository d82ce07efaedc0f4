import type { Scale } from '../domain/feedback.ts';
import type { GivenAnswer, GivenValue } from './provider.ts';
import type { QualtricsResponse } from './qualtrics-body.ts';

/** Answers stand under `QID5`, `QID5_2`, `QID5_TEXT` or, in a loop, `2_QID5` or `x2_QID5`; nothing else does. */
export function isQuestion(name: string): boolean {
  return /^(x?\d+_)*QID\d/.test(name);
}

/** What Qualtrics notes about a question: the group of an NPS answer, the order of display, clicks and times. */
const isNote = /_(NPS_GROUP|DO|DO_\d+|FIRST_CLICK|LAST_CLICK|PAGE_SUBMIT|CLICK_COUNT)$/;

/**
 * The answers. A choice is a number, whose words are a second answer, `QID5_LABEL`. A text without a choice also has
 * its question's own name.
 */
export function answersIn(response: QualtricsResponse): readonly GivenAnswer[] {
  const { values, labels } = response;
  return Object.entries(values).flatMap(([name, given]) => {
    const value = isQuestion(name) && !isNote.test(name) ? valueIn(given) : undefined;
    if (value === undefined) return [];
    const path = `values.${name}`;
    const label = valueIn(labels?.[name]);
    const scale = scaleOf(name, value, response);
    const options = label === undefined ? [] : [textsIn(value), textsIn(label)].flat();
    const names = namesOf(name, values);
    return [
      { names, path, value, ...(options.length > 0 && { options }), ...(scale && { asked: { scale } }) },
      ...(label === undefined
        ? []
        : [{ names: names.map((one) => `${one}_LABEL`), path: `labels.${name}`, value: label }]),
    ];
  });
}

function namesOf(name: string, values: QualtricsResponse['values']): readonly string[] {
  const question = name.replace(/_TEXT$/, '');
  return question !== name && !Object.hasOwn(values, question) ? [name, question] : [name];
}

function valueIn(given: unknown): GivenValue | undefined {
  if (Array.isArray(given)) {
    const texts = given.flatMap((one) =>
      typeof one === 'string' || typeof one === 'number' ? [String(one)] : [],
    );
    return texts.length > 0 ? texts : undefined;
  }
  if (typeof given === 'string') return given.trim() === '' ? undefined : given;
  return typeof given === 'number' || typeof given === 'boolean' ? given : undefined;
}

function textsIn(value: GivenValue): readonly string[] {
  return typeof value === 'object' ? value : [String(value)];
}

/**
 * From the least to the greatest number that was shown, for an answer that is a number. Numbers with gaps are codes
 * of choices, some of them hidden or "does not apply": they are no scale.
 */
function scaleOf(name: string, value: GivenValue, { displayedValues }: QualtricsResponse): Scale | undefined {
  const shown = displayedValues?.[name];
  if (typeof value !== 'number' || !Array.isArray(shown)) return undefined;
  const numbers = shown.map(numberIn).toSorted((a, b) => a - b);
  const [min] = numbers;
  const hasNoGaps = numbers.every((one, index) => one === (min ?? 0) + index);
  return min !== undefined && numbers.length > 1 && hasNoGaps
    ? { min, max: min + numbers.length - 1 }
    : undefined;
}

function numberIn(shown: unknown): number {
  if (typeof shown === 'string' && shown.trim() !== '') return Number(shown);
  return typeof shown === 'number' ? shown : Number.NaN;
}
