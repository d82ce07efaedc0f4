import type { GivenValue } from './provider.ts';
import type { TypeformAnswer } from './typeform-body.ts';

/** The value of an answer sits under a key named like its type. Undefined for a kind of answer that has none for us. */
export function valueIn(answer: TypeformAnswer): GivenValue | undefined {
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
      return typeof answer.number === 'number' || typeof answer.number === 'string'
        ? answer.number
        : undefined;
    case 'boolean':
      return answer.boolean ?? undefined;
    case 'choice':
      return oneOrSeveral(textsIn([answer.choice?.label, answer.choice?.other]));
    case 'choices':
      return textsIn([...(answer.choices?.labels ?? []), answer.choices?.other]);
    default:
      return undefined;
  }
}

/** Ids and refs of what was chosen; bodies of before 2022 have none. */
export function optionsIn({ choice, choices }: TypeformAnswer): readonly string[] {
  return textsIn([choice?.id, choice?.ref, ...(choices?.ids ?? []), ...(choices?.refs ?? [])]);
}

/** "Other", and what the customer wrote there. */
function oneOrSeveral(texts: readonly string[]): GivenValue | undefined {
  return texts.length > 1 ? texts : texts[0];
}

function textsIn(given: readonly (string | null | undefined)[]): readonly string[] {
  return given.flatMap((one) => one || []);
}
