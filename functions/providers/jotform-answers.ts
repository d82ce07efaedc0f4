import { answerTo } from '../reading/answered.ts';
import { valueIn } from './jotform-values.ts';
import type { GivenAnswer } from './provider.ts';

/** A question with what was answered to it, if anything. */
export interface NumberedAnswer {
  readonly number: string;
  readonly name: string | undefined;
  readonly path: string;
  readonly value: unknown;
}

export function answersIn(given: readonly NumberedAnswer[]): readonly GivenAnswer[] {
  return given.flatMap((one) => answerTo(namesOf(one), one.path, valueIn(one.value)));
}

/** Hidden fields are questions like any other. */
export function hiddenIn(given: readonly NumberedAnswer[]): readonly (readonly [string, unknown])[] {
  return given.flatMap((one) => {
    const value = valueIn(one.value);
    return [...namesOf(one), ...(one.name === undefined ? [] : [one.name])].map(
      (name) => [name, value] as const,
    );
  });
}

/** The number stays when the question's name is edited. */
export function namesOf({ number, name }: NumberedAnswer): readonly string[] {
  const short = [`q${number}`, number];
  return name === undefined ? short : [`q${number}_${name}`, ...short];
}
