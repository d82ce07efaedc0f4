import type { Sentiment } from '../../functions/domain/feedback.ts';
import type { Sentiments } from '../../functions/ports.ts';
import { Failures } from './failures.ts';

type Text = { readonly text: string; readonly language: string };

const readable = new Set(['en', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'hi', 'ja', 'ko', 'zh', 'zh-tw']);

/** Finds what it was told to find, and every other text neutral. */
export class MemorySentiments extends Failures implements Sentiments {
  /** Every call's texts, oldest first. */
  readonly asked: (readonly Text[])[] = [];
  private readonly known = new Map<string, Sentiment | undefined>();

  /** `undefined` stands for a text that the service refuses. */
  finds(text: string, sentiment: Pick<Sentiment, 'label' | 'confidence'> | undefined): void {
    this.known.set(text, sentiment && { ...sentiment, language: '' });
  }

  async detect(texts: readonly Text[]): Promise<readonly (Sentiment | undefined)[]> {
    this.failIfTold();
    this.asked.push([...texts]);
    return texts.map((one) => this.sentimentOf(one));
  }

  private sentimentOf({ text, language }: Text): Sentiment | undefined {
    const tag = language.toLowerCase();
    const read = readable.has(tag) ? language : (tag.split(/[-_]/)[0] ?? '');
    if (!readable.has(read.toLowerCase()) || text.trim() === '') return undefined;
    if (!this.known.has(text)) return { label: 'neutral', confidence: 0.9, language: read };
    const known = this.known.get(text);
    return known && { ...known, language: read };
  }
}
