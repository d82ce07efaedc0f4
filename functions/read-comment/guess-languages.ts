import { detectAll } from 'tinyld/light';
import type { LanguageGuess } from '../domain/comment-language.ts';

/** Beyond this a longer text does not make the guess better, only slower. */
const enough = 1000;

/** What letters and letter groups say of a text's language: 24 languages, best first, possibly none. */
export function guessLanguages(text: string): readonly LanguageGuess[] {
  return detectAll(text.slice(0, enough)).map(({ lang, accuracy }) => ({ language: lang, share: accuracy }));
}
