import type { Instant } from '../../functions/domain/instant.ts';
import type { Collected, Digested, OwnerStore } from '../../functions/ports.ts';
import { copy } from './copy.ts';

export class MemoryOwnerStore implements OwnerStore {
  private readonly days = new Map<string, Set<string>>();
  private readonly waiting = new Map<string, Map<string, Collected>>();
  private readonly overviews = new Map<string, Instant>();
  private readonly digests = new Map<string, Digested>();

  async admit(owner: string, day: string, message: Collected, most: number): Promise<'send' | 'collected'> {
    const name = JSON.stringify([owner, day]);
    const counted = this.days.get(name) ?? new Set();
    if (counted.has(message.key) || counted.size < most) {
      this.days.set(name, counted.add(message.key));
      return 'send';
    }
    this.waiting.set(owner, this.waitingFor(owner).set(message.key, copy(message)));
    return 'collected';
  }

  async collectedFor(owner: string, most: number): Promise<readonly Collected[]> {
    const some = [...this.waitingFor(owner).values()].slice(0, most);
    return copy(some.toSorted((one, other) => one.at - other.at));
  }

  async *listCollecting(): AsyncIterable<string> {
    for (const [owner, messages] of this.waiting) if (messages.size > 0) yield owner;
  }

  async forgetCollected(owner: string, keys: readonly string[]): Promise<void> {
    for (const key of keys) this.waitingFor(owner).delete(key);
  }

  async claimOverview(owner: string, at: Instant, every: number): Promise<boolean> {
    const last = this.overviews.get(owner);
    if (last !== undefined && last > at - every) return false;
    this.overviews.set(owner, at);
    return true;
  }

  async releaseOverview(owner: string, at: Instant): Promise<void> {
    if (this.overviews.get(owner) === at) this.overviews.delete(owner);
  }

  async lastDigest(owner: string, name: string): Promise<Digested | undefined> {
    return copy(this.digests.get(JSON.stringify([owner, name])));
  }

  async noteDigest(owner: string, name: string, digested: Digested): Promise<void> {
    this.digests.set(JSON.stringify([owner, name]), copy(digested));
  }

  private waitingFor(owner: string): Map<string, Collected> {
    return this.waiting.get(owner) ?? new Map();
  }
}
