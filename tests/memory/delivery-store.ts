import { packedToKeep } from '../../functions/aws/kept-row.ts';
import type {
  DeliveryRecord,
  KeptDelivery,
  RecordedDelivery,
  SetAside,
} from '../../functions/domain/delivery.ts';
import type { DeliveryStore, KeptListing, KeptRange } from '../../functions/ports.ts';
import { copy, copyDelivery, copyKept, copySetAside } from './copy.ts';

export class MemoryDeliveryStore implements DeliveryStore {
  /** Without the bodies. */
  readonly records = new Map<string, DeliveryRecord>();
  readonly kept = new Map<string, KeptDelivery>();
  readonly setAsides = new Map<string, SetAside>();

  async record({ outcome, ...rest }: DeliveryRecord): Promise<'first' | 'repeat'> {
    const key = keyOf({ outcome, ...rest });
    if (this.records.has(key)) return 'repeat';
    if (outcome.kind !== 'recorded') {
      this.records.set(key, copy({ ...rest, outcome }));
      return 'first';
    }
    const { kept, ...said } = outcome;
    this.records.set(key, copy({ ...rest, outcome: said }));
    if (kept && packedToKeep(kept.delivery)) this.kept.set(key, copyKept(kept));
    return 'first';
  }

  async keptOf(feedbackId: string): Promise<readonly RecordedDelivery[]> {
    return this.recordedOf(feedbackId).map(([key, { id }]) => {
      const kept = this.kept.get(key);
      return kept ? { id, kept: withoutReplay(kept) } : { id };
    });
  }

  async *listKept({
    source,
    from = 0,
    to = Number.POSITIVE_INFINITY,
  }: KeptRange): AsyncIterable<KeptListing> {
    for (const [key, record] of this.records) {
      const { id: deliveryId, receivedAt, outcome } = record;
      const wanted =
        receivedAt >= from && receivedAt < to && (source === undefined || record.source === source);
      if (wanted && this.kept.has(key) && outcome.kind === 'recorded')
        yield { feedbackId: outcome.feedbackId, deliveryId, receivedAt };
    }
  }

  async reorderKept(feedbackId: string, deliveryId: string, order: number): Promise<void> {
    const key = JSON.stringify([feedbackId, deliveryId]);
    const kept = this.kept.get(key);
    if (kept) this.kept.set(key, { ...kept, order });
  }

  async forgetKept(feedbackId: string): Promise<void> {
    for (const [key] of this.recordedOf(feedbackId)) this.kept.delete(key);
  }

  async setAside(unreadable: SetAside): Promise<void> {
    if (this.setAsides.has(unreadable.id)) return;
    const { delivery, ...rest } = copySetAside(unreadable);
    const { replayOf: _, ...whole } = delivery;
    this.setAsides.set(unreadable.id, { ...rest, delivery: whole });
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

  private recordedOf(feedbackId: string): readonly (readonly [string, DeliveryRecord])[] {
    return [...this.records].filter(
      ([, { outcome }]) => outcome.kind === 'recorded' && outcome.feedbackId === feedbackId,
    );
  }
}

function keyOf({ id, outcome }: DeliveryRecord): string {
  return outcome.kind === 'recorded' ? JSON.stringify([outcome.feedbackId, id]) : id;
}

function withoutReplay({ delivery, order }: KeptDelivery): KeptDelivery {
  const { replayOf: _, ...whole } = copyDelivery(delivery);
  return { delivery: whole, order };
}
