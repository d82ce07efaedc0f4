import { expect, test } from 'vitest';
import type { Fetches, FetchRequest } from '../../functions/ports.ts';
import { aFetchRequest, noon } from './examples.ts';

interface FetchesSubject {
  readonly fetches: Fetches;
  /** What was asked for, in whatever order. */
  readonly requested: () => Promise<readonly FetchRequest[]>;
}

export function fetchesContract(make: () => Promise<FetchesSubject>) {
  test('a response that is asked for comes out as it went in', async () => {
    const { fetches, requested } = await make();
    const { survey: _, ...announced } = aFetchRequest().announced;
    const asked = [
      aFetchRequest(),
      aFetchRequest({ announced }),
      aFetchRequest({ attempts: 2, firstTriedAt: noon, notBefore: noon + 60_000 }),
    ];
    for (const one of asked) await fetches.request(one, one.attempts * 60_000);
    const found = await requested();
    expect(found).toHaveLength(asked.length);
    for (const one of asked) expect(found).toContainEqual(one);
  });
}
