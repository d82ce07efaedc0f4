import type { CaseEvent, CaseRecord } from '../../functions/domain/case.ts';
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

  async append(id: string, expected: number, events: readonly CaseEvent[]): Promise<StoredCase> {
    const stored = this.cases.get(id);
    if (stored?.events.length !== expected)
      throw new ConflictError(`case ${id} has other than ${expected} events`);
    return this.put({ ...stored, events: [...stored.events, ...copy(events)] });
  }

  async awaitOwner(id: string, wait: Wait): Promise<StoredCase> {
    const stored = this.cases.get(id);
    if (!stored) throw new Error(`there is no case ${id} to wait for`);
    return this.put({ ...stored, wait: copy(wait) });
  }

  async *listOpen(): AsyncIterable<string> {
    for (const { id, events } of [...this.cases.values()]) {
      const last = events.findLast(({ type }) => type === 'closed' || type === 'reopened');
      if (last?.type !== 'closed') yield id;
    }
  }

  async *list(): AsyncIterable<StoredCase> {
    for (const stored of [...this.cases.values()]) yield copy(stored);
  }

  private put(stored: StoredCase): StoredCase {
    this.cases.set(stored.id, stored);
    return copy(stored);
  }
}
