import { type Lexicon, lexiconOf } from './lexicon.ts';

export interface Sentiment {
  readonly Sentiment: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL' | 'MIXED';
  readonly SentimentScore: { Positive: number; Negative: number; Neutral: number; Mixed: number };
}

const NEGATION_REACH = 3;
// "Not good" is blame nearly in full; "not late" is only faint praise.
const NEGATED_PRAISE = -0.75;
const NEGATED_BLAME = -0.35;
const LONGEST_PHRASE = 3;
/** Below this, a text says too little to be called anything but neutral. */
const FAINT = 1;

/** Weighs the words of a text. Same text and language, same answer. */
export function readSentiment(text: string, language: string): Sentiment {
  const { positive, negative } = weigh(wordsOf(text, language), lexiconOf(language));
  const total = positive + negative;
  const strength = total / (total + 2);
  const mixed = total === 0 ? 0 : (2 * Math.min(positive, negative)) / total;
  const scores = {
    Positive: total === 0 ? 0 : (strength * (1 - mixed) * positive) / total,
    Negative: total === 0 ? 0 : (strength * (1 - mixed) * negative) / total,
    Neutral: 1 - strength,
    Mixed: strength * mixed,
  };
  const sum = scores.Positive + scores.Negative + scores.Neutral + scores.Mixed;
  const share = (value: number) => Math.round((value / sum) * 10_000) / 10_000;
  return {
    Sentiment: label(positive, negative),
    SentimentScore: {
      Positive: share(scores.Positive),
      Negative: share(scores.Negative),
      Neutral: share(scores.Neutral),
      Mixed: share(scores.Mixed),
    },
  };
}

function label(positive: number, negative: number): Sentiment['Sentiment'] {
  if (Math.max(positive, negative) < FAINT) return 'NEUTRAL';
  if (Math.min(positive, negative) >= 2 && Math.min(positive, negative) / Math.max(positive, negative) >= 0.5)
    return 'MIXED';
  if (positive === negative) return 'NEUTRAL';
  return positive > negative ? 'POSITIVE' : 'NEGATIVE';
}

function weigh(words: readonly string[], lexicon: Lexicon): { positive: number; negative: number } {
  let positive = 0;
  let negative = 0;
  let negated = 0;
  for (let at = 0; at < words.length; ) {
    const found = longestPhrase(words, at, lexicon);
    const negates = lexicon.negates(words[at] ?? '');
    const length = negates && found.length < 2 ? 1 : found.length;
    // "not good" may stand in the list as it is: it must not be turned twice.
    const weight = negates ? phraseOnly(found) : turned(found.weight, negated > 0);
    positive += Math.max(0, weight);
    negative += Math.max(0, -weight);
    negated = negates && length === 1 ? NEGATION_REACH : Math.max(0, negated - length);
    at += length;
  }
  return { positive, negative };
}

function phraseOnly(found: Phrase): number {
  return found.length > 1 ? found.weight : 0;
}

function turned(weight: number, negated: boolean): number {
  if (!negated) return weight;
  return weight * (weight > 0 ? NEGATED_PRAISE : NEGATED_BLAME);
}

interface Phrase {
  readonly weight: number;
  /** In words. */
  readonly length: number;
}

/** The longest phrase that the lexicon knows at this place; one word of no weight when it knows none. */
function longestPhrase(words: readonly string[], at: number, lexicon: Lexicon): Phrase {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
    const weight = lexicon.weight(words.slice(at, at + length).join(' '));
    if (weight !== undefined) return { weight, length };
  }
  return { weight: 0, length: 1 };
}

function wordsOf(text: string, language: string): string[] {
  const lower = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/n['’]t\b/g, ' not');
  if (/^(zh|ja)/.test(language)) {
    const segments = new Intl.Segmenter(language, { granularity: 'word' }).segment(lower);
    return [...segments].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  }
  return lower.match(/[\p{L}\p{M}]+/gu) ?? [];
}
