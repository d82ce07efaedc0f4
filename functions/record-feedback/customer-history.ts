import type { Configuration } from '../domain/configuration.ts';
import type { Feedback } from '../domain/feedback.ts';
import { needsHistory } from '../domain/rules.ts';
import type { FeedbackStore } from '../ports.ts';

export type HistoryStore = Pick<FeedbackStore, 'ofCustomer' | 'getMany'>;

/** As many as are read together; whoever says more in the time that rules look back to has long had a case. */
const mostEarlier = 100;

/**
 * What customers said, for the rules that ask for it; nothing is read where none does. A customer's history is read
 * once, so that whatever is decided by it in one run is decided by the same: the index may be a moment behind itself.
 */
export class CustomerHistory {
  private readonly store: HistoryStore;
  private readonly isAskedFor: boolean;
  private readonly known = new Map<string, Promise<readonly Feedback[]>>();

  constructor(store: HistoryStore, configuration: Configuration) {
    this.store = store;
    this.isAskedFor = needsHistory(configuration);
  }

  /** All that the customer said, this response perhaps among it, as the rules tell for themselves. */
  async of({ customerKey }: Pick<Feedback, 'customerKey'>): Promise<readonly Feedback[]> {
    if (!this.isAskedFor || customerKey === undefined) return [];
    const found = this.known.get(customerKey) ?? this.read(customerKey);
    this.known.set(customerKey, found);
    return found;
  }

  private async read(customerKey: string): Promise<readonly Feedback[]> {
    const listed = await this.store.ofCustomer(customerKey, mostEarlier);
    return this.store.getMany(listed.map(({ id }) => id));
  }
}
