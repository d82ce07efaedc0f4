import { expect, test } from 'vitest';
import type { DeferredSentiments } from '../../functions/ports.ts';

interface DeferredSubject {
  readonly sentiments: DeferredSentiments;
  /** What was deferred, oldest first. */
  readonly deferred: () => Promise<readonly string[]>;
}

export function deferredSentimentsContract(make: () => Promise<DeferredSubject>) {
  test('feedback that is deferred can be found again by its id', async () => {
    const { sentiments, deferred } = await make();
    await sentiments.defer('post-purchase#r-1');
    await sentiments.defer('post-purchase#é "2" 😡');
    expect(await deferred()).toEqual(['post-purchase#r-1', 'post-purchase#é "2" 😡']);
  });
}
