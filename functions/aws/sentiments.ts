import {
  BatchDetectSentimentCommand,
  type BatchDetectSentimentItemResult,
  type ComprehendClient,
  type LanguageCode,
} from '@aws-sdk/client-comprehend';
import type { Sentiment } from '../domain/feedback.ts';
import type { Sentiments } from '../ports.ts';

/** What Comprehend reads sentiment in. */
const languages = ['en', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'hi', 'ja', 'ko', 'zh', 'zh-TW'] as const;
type Language = (typeof languages)[number] & LanguageCode;

const longestText = 5000;
const textsPerCall = 25;
const callsAtOnce = 4;

interface Asked {
  readonly index: number;
  readonly text: string;
}
interface Batch {
  readonly language: Language;
  readonly asked: readonly Asked[];
}

/** Comprehend's reading of comments. */
export function comprehendSentiments(client: ComprehendClient): Sentiments {
  async function read({ language, asked }: Batch): Promise<readonly (readonly [number, Sentiment])[]> {
    const answer = await client.send(
      new BatchDetectSentimentCommand({ LanguageCode: language, TextList: asked.map(({ text }) => text) }),
    );
    return (answer.ResultList ?? []).flatMap((result) => {
      const place = asked[result.Index ?? -1];
      const sentiment = sentimentOf(result, language);
      return place && sentiment ? [[place.index, sentiment] as const] : [];
    });
  }

  return {
    async detect(texts) {
      const waiting = batchesOf(texts);
      const found = new Map<number, Sentiment>();
      const work = async () => {
        for (let batch = waiting.shift(); batch; batch = waiting.shift())
          for (const [index, sentiment] of await read(batch)) found.set(index, sentiment);
      };
      await Promise.all(Array.from({ length: callsAtOnce }, work));
      return texts.map((_, index) => found.get(index));
    },
  };
}

function batchesOf(texts: readonly { readonly text: string; readonly language: string }[]): Batch[] {
  const byLanguage = new Map<Language, Asked[]>();
  for (const [index, { text, language }] of texts.entries()) {
    const readable = readableLanguage(language);
    // Comprehend refuses a whole call for one blank text.
    if (!readable || text.trim() === '') continue;
    const asked = byLanguage.get(readable) ?? [];
    asked.push({ index, text: cutToBytes(text, longestText) });
    byLanguage.set(readable, asked);
  }
  return [...byLanguage].flatMap(([language, asked]) =>
    Array.from({ length: Math.ceil(asked.length / textsPerCall) }, (_, batch) => ({
      language,
      asked: asked.slice(batch * textsPerCall, (batch + 1) * textsPerCall),
    })),
  );
}

function readableLanguage(tag: string): Language | undefined {
  const wanted = tag.toLowerCase();
  const exact = languages.find((language) => language.toLowerCase() === wanted);
  return exact ?? languages.find((language) => language === wanted.split(/[-_]/)[0]);
}

/** The longest beginning of a text that fits into so many bytes of UTF-8; no character is cut in two. */
export function cutToBytes(text: string, most: number): string {
  const whole = text.toWellFormed();
  return whole.slice(0, new TextEncoder().encodeInto(whole, new Uint8Array(most)).read);
}

function sentimentOf(
  { Sentiment: label, SentimentScore: scores }: BatchDetectSentimentItemResult,
  language: string,
): Sentiment | undefined {
  switch (label) {
    case 'POSITIVE':
      return { label: 'positive', confidence: scores?.Positive ?? 0, language };
    case 'NEGATIVE':
      return { label: 'negative', confidence: scores?.Negative ?? 0, language };
    case 'NEUTRAL':
      return { label: 'neutral', confidence: scores?.Neutral ?? 0, language };
    case 'MIXED':
      return { label: 'mixed', confidence: scores?.Mixed ?? 0, language };
    case undefined:
      return undefined;
  }
}
