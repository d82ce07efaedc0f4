import type { CaseEvent, CaseRecord } from '../../functions/domain/case.ts';
import { type Listing, listingOf } from '../../functions/domain/case-listing.ts';
import { type CaseStore, ConflictError, type StoredCase, type Wait } from '../../functions/ports.ts';
import { copy } from './copy.ts';

export class MemoryCaseStore implements CaseStore {
  readonly cases = new Map<string, StoredCase>();

  async open(record: CaseRecord): Promise<'opened' | 'existing'> {
    if (this.cases.has(record.id)) return 'existing';
    this.cases.set(record.id, copy(record));
    return 'opened';
  }

  async get(id: string): Promise<StoredCase | undefined> {
    return copy(this.cases.get(id));
  }

  async getMany(ids: readonly string[]): Promise<readonly StoredCase[]> {
    if (ids.length > 100) throw new RangeError('at most 100 ids can be read at once');
    return [...new Set(ids)].flatMap((id) => copy(this.cases.get(id)) ?? []);
  }

  async append({ id, events: read }: CaseRecord, events: readonly CaseEvent[]): Promise<StoredCase> {
    const stored = this.cases.get(id);
    if (stored?.events.length !== read.length)
      throw new ConflictError(`case ${id} has other than ${read.length} events`);
    return this.put({ ...stored, events: [...stored.events, ...copy(events)] });
  }

  async awaitOwner(id: string, wait: Wait): Promise<StoredCase> {
    const stored = this.cases.get(id);
    if (!stored) throw new Error(`there is no case ${id} to wait for`);
    return this.put({ ...stored, wait: copy(wait) });
  }

  async *listOpen(): AsyncIterable<string> {
    yield* this.listed(({ list }) => list === 'openWith');
  }

  async countOpenWith(owner: string): Promise<number> {
    return this.listed(({ list, under }) => list === 'openWith' && under === owner).length;
  }

  async *listClosedOn(day: string): AsyncIterable<string> {
    yield* this.listed(({ list, under }) => list === 'closedOn' && under === day);
  }

  async *list(): AsyncIterable<StoredCase> {
    for (const stored of [...this.cases.values()]) yield copy(stored);
  }

  private listed(wanted: (listing: Listing) => boolean): readonly string[] {
    return [...this.cases.values()].filter((one) => wanted(listingOf(one))).map(({ id }) => id);
  }

  private put(stored: StoredCase): StoredCase {
    this.cases.set(stored.id, stored);
    return copy(stored);
  }
}
