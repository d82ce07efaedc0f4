import type { Fetches, FetchRequest } from '../../functions/ports.ts';
import { copy } from './copy.ts';

/** The most that a queue holds a message back, in milliseconds. */
const longestDelay = 900_000;

export class MemoryFetches implements Fetches {
  /** What was asked for, oldest first; `delay` is when it comes, in milliseconds. */
  readonly requested: (FetchRequest & { readonly delay: number })[] = [];

  async request(fetch: FetchRequest, delay = 0): Promise<void> {
    this.requested.push({ ...copy(fetch), delay: Math.min(delay, longestDelay) });
  }
}
