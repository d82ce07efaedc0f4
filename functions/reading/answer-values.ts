import { type GivenAnswer, UnreadableBodyError } from '../providers/provider.ts';

/** Answers as what a role asks for. */

/** An answer as words; several choices are one line. Undefined where there are none. */
export function wordsOf({ value }: GivenAnswer): string | undefined {
  const words = isList(value) ? value.filter((one) => one.trim() !== '').join(', ') : String(value);
  return words.trim() === '' ? undefined : words;
}

/**
 * An answer as a score: what its choice is worth where the configuration says so, else a number or its plain decimal
 * spelling. @throws UnreadableBodyError for anything else
 */
export function scoreOf(answer: GivenAnswer, choices?: Readonly<Record<string, number>>): number {
  const { value, path } = answer;
  const worth = choices && worthOf(answer, choices);
  if (worth !== undefined) return worth;
  const [only, ...others] = isList(value) ? value : [value];
  if (typeof only === 'number') return only;
  if (others.length === 0 && typeof only === 'string' && /^\s*-?\d{1,9}([.]\d{1,9})?\s*$/.test(only))
    return Number(only);
  throw new UnreadableBodyError(
    `${path}: expected a number${choices ? ' or a configured choice' : ', or choices in the configuration'}`,
  );
}

function worthOf({ value, options = [] }: GivenAnswer, choices: Readonly<Record<string, number>>) {
  const folded = new Map(Object.entries(choices).map(([choice, score]) => [fold(choice), score]));
  const texts = isList(value) ? value : [String(value)];
  for (const one of [...options, ...texts]) {
    const score = folded.get(fold(one));
    if (score !== undefined) return score;
  }
  return undefined;
}

function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

/**
 * Whether the customer asks to be contacted: a truth value, or a text that starts with yes or no in English or French,
 * or is Y or N; `accepted` is what tools write for a ticked consent.
 * @throws UnreadableBodyError for other texts: guessing would lose somebody who asked for help.
 */
export function contactWish(answer: GivenAnswer): boolean | undefined {
  if (typeof answer.value === 'boolean') return answer.value;
  const words = wordsOf(answer);
  if (words === undefined) return undefined;
  if (/^\s*((yes|oui|true|1|accepted)(?!\w)|y\s*$)/i.test(words)) return true;
  if (/^\s*((no|non|false|0)(?!\w)|n\s*$)/i.test(words)) return false;
  throw new UnreadableBodyError(`${answer.path}: expected yes or no`);
}

function isList(value: GivenAnswer['value']): value is readonly string[] {
  return Array.isArray(value);
}
