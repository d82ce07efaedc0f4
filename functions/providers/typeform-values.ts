import { UnreadableBodyError } from './provider.ts';
import type { TypeformAnswer } from './typeform-body.ts';

/** The value of an answer sits under a key named like its type. */

/** @throws UnreadableBodyError for anything but a number: a label "9" says nothing of the scale it stands on. */
export function numberOf({ type, number }: TypeformAnswer, path: string): number {
  if (type === 'number' && typeof number === 'number') return number;
  throw new UnreadableBodyError(`${path}.number: expected a number`);
}

/** An answer as words; several choices are one line. Undefined for a kind of answer that has none. */
export function wordsOf(answer: TypeformAnswer): string | undefined {
  switch (answer.type) {
    case 'text':
      return answer.text ?? undefined;
    case 'email':
      return answer.email ?? undefined;
    case 'phone_number':
      return answer.phone_number ?? undefined;
    case 'url':
      return answer.url ?? undefined;
    case 'date':
      return answer.date ?? undefined;
    case 'number':
      return typeof answer.number === 'number' ? String(answer.number) : undefined;
    case 'boolean':
      return answer.boolean == null ? undefined : String(answer.boolean);
    case 'choice':
      return answer.choice?.label ?? answer.choice?.other ?? undefined;
    case 'choices':
      return (
        [...(answer.choices?.labels ?? []), answer.choices?.other].filter(Boolean).join(', ') || undefined
      );
    default:
      return undefined;
  }
}

/**
 * Whether the customer asks to be contacted: a yes/no question, or a choice that starts with yes or no in English or
 * French. @throws UnreadableBodyError for other choices: guessing would lose somebody who asked for help.
 */
export function consentOf(answer: TypeformAnswer, path: string): boolean {
  if (answer.type === 'boolean' && typeof answer.boolean === 'boolean') return answer.boolean;
  const words = answer.type === 'choice' ? wordsOf(answer) : undefined;
  if (words !== undefined && /^(yes|oui)\b/i.test(words)) return true;
  if (words !== undefined && /^(no|non)\b/i.test(words)) return false;
  throw new UnreadableBodyError(`${path}: expected yes or no`);
}
