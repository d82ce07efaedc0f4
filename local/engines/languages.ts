const COMMON_WORDS: Readonly<Record<string, string>> = {
  en: 'the and is was not to of in my it for i you we they have has had very with this that but are on me your were',
  fr: 'le la les un une des et est était pas ne je vous nous ils pour dans mon ma mes très avec ce cette mais en on sur qui que il elle du au',
  de: 'der die das und ist war nicht zu ich sie wir für mein sehr mit dies aber auf ein eine es habe hat den dem von im',
  es: 'el la los las un una y es era no yo usted nosotros para en mi muy con este esta pero que se lo por del al ha',
  it: 'il lo la gli le un una e è era non io per in mio mia molto con questo questa ma che si di del ho ha sono',
  pt: 'o a os as um uma e é era não eu para em meu minha muito com este esta mas que se do da foi tem por no na',
  nl: 'de het een en is was niet ik wij voor in mijn zeer met dit dat maar op van heb heeft te zijn',
};
const WORD_SETS = Object.entries(COMMON_WORDS).map(
  ([code, words]) => [code, new Set(words.split(' '))] as const,
);

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['hi', /\p{Script=Devanagari}/u],
];

export interface LanguageScore {
  readonly LanguageCode: string;
  readonly Score: number;
}

/** Languages of a text, likeliest first: by script, then by its most common small words. */
export function dominantLanguages(text: string): LanguageScore[] {
  const script = SCRIPTS.find(([, pattern]) => pattern.test(text));
  if (script !== undefined) return [{ LanguageCode: script[0], Score: 0.99 }];
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const counts = WORD_SETS.map(([code, set]) => ({
    code,
    count: words.filter((word) => set.has(word)).length,
  }));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [{ LanguageCode: 'en', Score: 0.5 }];
  return counts
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ code, count }) => ({ LanguageCode: code, Score: Math.round((count / total) * 100) / 100 }));
}
