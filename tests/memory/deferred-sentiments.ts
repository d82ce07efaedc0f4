import type { DeferredSentiments } from '../../functions/ports.ts';

export class MemoryDeferredSentiments implements DeferredSentiments {
  readonly deferred: string[] = [];

  async defer(feedbackId: string): Promise<void> {
    this.deferred.push(feedbackId);
  }
}
