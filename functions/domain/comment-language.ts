import { houseLanguages } from './language.ts';

/**
 * In what language a comment was written. Complaints are short ("Colis jamais reçu"), where statistics on
 * letters go wrong; so words that only one language has speak first, then the statistics, and the language
 * that the survey tool declared wherever both are unsure.
 */

/** A detector's opinion; `share` is 0 to 1, best first. */
export interface LanguageGuess {
  readonly language: string;
  readonly share: number;
}

export interface LanguageClues {
  readonly comment: string;
  readonly guesses: readonly LanguageGuess[];
  /** Language tag that the response declares. */
  readonly declared?: string | undefined;
  /** The customer's locale. */
  readonly locale?: string | undefined;
}

/** Common words that, without accents, no other language of this list uses. */
const tellingWords: Readonly<Record<string, string>> = {
  fr: "je c'est j'ai n'est n'a d'un d'une l'a qu'il vous nous est pas trop tres rien jamais aucun aucune mais avec pour sans toujours dans ete etre mon mes votre vos une les des du au aux et le sur qui cette ces merci recu meme apres avant depuis encore plus mauvais mauvaise nul nulle bien content contente decu decue service livraison commande colis retard prix",
  en: "the and is was were not my your our you they it's don't didn't doesn't can't won't i'm this that with from for have has had very too never nothing would could should been of to are but still again everything really what why when how after before thanks great bad good poor late order delivery parcel shipping broken wrong",
  de: 'ich ist nicht der und das ein eine zu sehr nie niemand wurde kein keine mit mein meine wir sie auf seit immer noch aber',
  es: 'muy el los las por nunca nadie mas esta pero fue llego tengo llevo hace nada una y',
  it: 'il non mai molto troppo nessuno sono gli della per stato ho ancora anche ma questo e',
  nl: 'het een niet zeer ik wij geen nooit niemand maar mijn van met op is te en veel nog',
  pt: 'nao muito meu minha uma ninguem nunca estou ate mas foi chegou ainda os ao por e o',
};
const languagesOf = invert(tellingWords);

/** Least share of a best guess, and least lead over the second, that are taken for knowledge. */
const sure = { share: 0.2, lead: 1.3 } as const;

/** Surveys are mostly asked in the house languages, so a doubt is theirs. */
const houseWeight = 2;

/**
 * The comment's language as an ISO 639-1 code (`zh-TW` for traditional Chinese);
 * undefined when neither the words nor the response tell.
 */
export function commentLanguage({ comment, guesses, declared, locale }: LanguageClues): string | undefined {
  const said = languageCode(declared) ?? languageCode(locale);
  const found = fromTellingWords(comment, said) ?? fromGuesses(guesses, said);
  if (said !== undefined && (found === undefined || primary(found) === primary(said))) return said;
  return found;
}

/** ISO 639-1 code of a BCP 47 tag such as `fr_CA` or `zh-Hant`; undefined for what is none. */
export function languageCode(tag: string | undefined): string | undefined {
  if (tag === undefined || tag.length > 35) return undefined;
  try {
    const locale = new Intl.Locale(tag.trim().replaceAll('_', '-'));
    if (locale.language === 'zh' && locale.maximize().script === 'Hant') return 'zh-TW';
    return locale.language.length === 2 ? locale.language : undefined;
  } catch {
    return undefined;
  }
}

function fromTellingWords(comment: string, said: string | undefined): string | undefined {
  const counts = new Map<string, number>();
  for (const word of words(comment))
    for (const language of languagesOf.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  if (first === undefined) return undefined;
  if (first[1] > (second?.[1] ?? 0)) return first[0];
  return said !== undefined && counts.get(said) === first[1] ? said : undefined;
}

function fromGuesses(guesses: readonly LanguageGuess[], said: string | undefined): string | undefined {
  const [first, second] = guesses
    .map(({ language, share }) => ({ language, share: share * (isHouse(language) ? houseWeight : 1) }))
    .sort((a, b) => b.share - a.share);
  if (first === undefined) return undefined;
  const clear = first.share >= sure.share && first.share >= sure.lead * (second?.share ?? 0);
  return clear || said === undefined ? first.language : undefined;
}

function isHouse(code: string): boolean {
  return houseLanguages.some((language) => language === code);
}

function primary(code: string): string {
  return code.slice(0, 2);
}

function words(text: string): readonly string[] {
  const plain = text
    .slice(0, 1000)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’ʼ]/g, "'")
    .toLowerCase();
  return plain.match(/[\p{L}']+/gu) ?? [];
}

function invert(lists: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [language, list] of Object.entries(lists))
    for (const word of list.split(' ')) found.set(word, [...(found.get(word) ?? []), language]);
  return found;
}
