import type { DeliveryRecord, SetAside } from '../../functions/domain/delivery.ts';
import type { DeliveryStore } from '../../functions/ports.ts';
import { copy, copySetAside } from './copy.ts';

export class MemoryDeliveryStore implements DeliveryStore {
  readonly records = new Map<string, DeliveryRecord>();
  readonly setAsides = new Map<string, SetAside>();

  async record(delivery: DeliveryRecord): Promise<'first' | 'repeat'> {
    if (this.records.has(delivery.id)) return 'repeat';
    this.records.set(delivery.id, copy(delivery));
    return 'first';
  }

  async setAside(unreadable: SetAside): Promise<void> {
    if (!this.setAsides.has(unreadable.id)) this.setAsides.set(unreadable.id, copySetAside(unreadable));
  }

  async *listSetAside(source?: string): AsyncIterable<SetAside> {
    const listed = [...this.setAsides.values()]
      .filter(({ delivery }) => source === undefined || delivery.source === source)
      .sort((a, b) => a.delivery.receivedAt - b.delivery.receivedAt);
    for (const one of listed) if (this.setAsides.has(one.id)) yield copySetAside(one);
  }

  async forgetSetAside(id: string): Promise<void> {
    this.setAsides.delete(id);
  }
}
