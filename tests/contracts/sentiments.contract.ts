import { expect, test } from 'vitest';
import type { Sentiments } from '../../functions/ports.ts';

interface SentimentsSubject {
  readonly sentiments: Sentiments;
  /** Makes the service find a text negative; every other one is neutral. */
  readonly findsNegative: (text: string) => void;
  readonly refuses: (text: string) => void;
  readonly failsNext: () => void;
}

export function sentimentsContract(make: () => Promise<SentimentsSubject>) {
  test('sentiments come in the order of the texts, whatever their languages', async () => {
    const { sentiments, findsNegative } = await make();
    findsNegative('Never again');
    findsNegative('最悪');
    const texts = [
      { text: 'Bonjour', language: 'fr' },
      { text: 'Never again', language: 'en' },
      { text: '最悪', language: 'ja' },
      { text: 'Merci', language: 'fr-CA' },
    ];
    const found = await sentiments.detect(texts);
    expect(found.map((one) => one?.label)).toEqual(['neutral', 'negative', 'negative', 'neutral']);
    expect(found.map((one) => one?.language)).toEqual(['fr', 'en', 'ja', 'fr']);
  });

  test('a language that is not read, a blank text and a refused one have no sentiment', async () => {
    const { sentiments, refuses } = await make();
    refuses('refused');
    const texts = [
      { text: 'Tak', language: 'da' },
      { text: ' \n', language: 'en' },
      { text: 'refused', language: 'en' },
      { text: 'fine', language: 'en' },
    ];
    const found = await sentiments.detect(texts);
    expect(found.map((one) => one?.label)).toEqual([undefined, undefined, undefined, 'neutral']);
  });

  test('nothing asked, nothing found', async () => {
    const { sentiments } = await make();
    expect(await sentiments.detect([])).toEqual([]);
  });

  test('a failing service fails the whole', async () => {
    const { sentiments, failsNext } = await make();
    failsNext();
    await expect(sentiments.detect([{ text: 'fine', language: 'en' }])).rejects.toThrow();
  });
}
