import type { Theme } from './configuration.ts';
import { type HouseLanguage, houseLanguages } from './language.ts';

/**
 * Finds the configured themes a comment speaks of, in the order of the configuration.
 * The list in the comment's own language decides; the others are asked only when it finds nothing.
 */
export type ThemeFinder = (comment: string, language: string | undefined) => readonly string[];

/** A word or phrase of a list; `open` ones stand for every ending. */
interface Pattern {
  readonly theme: number;
  readonly words: readonly PatternWord[];
}
interface PatternWord {
  readonly text: string;
  readonly open: boolean;
}
interface Token {
  readonly plain: string;
  readonly singular: string;
}

/** Patterns by their first word, so that a token costs a few look-ups however many patterns there are. */
interface Index {
  readonly exact: ReadonlyMap<string, readonly Pattern[]>;
  readonly open: ReadonlyMap<string, readonly Pattern[]>;
  readonly openLengths: readonly number[];
}

/** Compiles the word lists. Matching takes time in proportion to the comment: no expression of a list is ever run. */
export function themeFinder(themes: readonly Theme[]): ThemeFinder {
  const indexes = new Map(houseLanguages.map((language) => [language, indexOf(themes, language)]));
  return (comment, language) => {
    const tokens = tokensOf(comment);
    const own = houseLanguages.find((house) => house === language);
    const found = search(tokens, own === undefined ? [...indexes.values()] : pick(indexes, own));
    const decided = found.size > 0 || own === undefined ? found : search(tokens, [...indexes.values()]);
    return themes.flatMap(({ id }, position) => (decided.has(position) ? [id] : []));
  };
}

function pick(indexes: ReadonlyMap<HouseLanguage, Index>, language: HouseLanguage): readonly Index[] {
  const index = indexes.get(language);
  return index === undefined ? [] : [index];
}

function indexOf(themes: readonly Theme[], language: HouseLanguage): Index {
  const exact = new Map<string, Pattern[]>();
  const open = new Map<string, Pattern[]>();
  themes.forEach((theme, position) => {
    for (const expression of theme.words[language]) {
      const words = patternWords(expression);
      const first = words[0];
      if (first === undefined) continue;
      const index = first.open ? open : exact;
      index.set(first.text, [...(index.get(first.text) ?? []), { theme: position, words }]);
    }
  });
  return { exact, open, openLengths: [...new Set([...open.keys()].map((prefix) => prefix.length))] };
}

/** The `*` belongs to the last token of its word: `défectueu*`, `wi-fi*`. */
function patternWords(expression: string): readonly PatternWord[] {
  return expression.split(/\s+/).flatMap((word) => {
    const tokens = tokensOf(word);
    return tokens.map(({ plain, singular }, position) => {
      const open = word.endsWith('*') && position === tokens.length - 1;
      return { text: open ? plain : singular, open };
    });
  });
}

function search(tokens: readonly Token[], indexes: readonly Index[]): ReadonlySet<number> {
  const found = new Set<number>();
  tokens.forEach((token, start) => {
    for (const index of indexes)
      for (const pattern of startingWith(token, index))
        if (!found.has(pattern.theme) && matches(pattern, tokens, start)) found.add(pattern.theme);
  });
  return found;
}

function startingWith({ plain, singular }: Token, { exact, open, openLengths }: Index): readonly Pattern[] {
  return [
    ...(exact.get(singular) ?? []),
    ...openLengths.flatMap((length) => open.get(plain.slice(0, length)) ?? []),
  ];
}

function matches({ words }: Pattern, tokens: readonly Token[], start: number): boolean {
  return words.every(({ text, open }, offset) => {
    const token = tokens[start + offset];
    return token !== undefined && (open ? token.plain.startsWith(text) : token.singular === text);
  });
}

/** Words without case, accents and plural endings; apostrophes and dashes part words. */
function tokensOf(text: string): readonly Token[] {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => ({ plain: word, singular: singularOf(word) }));
}

function singularOf(word: string): string {
  return word.length > 3 && /[sx]$/.test(word) ? word.slice(0, -1) : word;
}
