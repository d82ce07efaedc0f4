import { type Feedback, spokeAt } from '../../functions/domain/feedback.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import { ConflictError, type EarlierFeedback, type FeedbackStore } from '../../functions/ports.ts';
import { copy } from './copy.ts';

export class MemoryFeedbackStore implements FeedbackStore {
  readonly items = new Map<string, Feedback>();
  private readonly pageSize: number;

  /** A page of `withTheme` looks at so many items, found or not. */
  constructor({ pageSize = 500 }: { pageSize?: number } = {}) {
    this.pageSize = pageSize;
  }

  async get(id: string): Promise<Feedback | undefined> {
    return copy(this.items.get(id));
  }

  async getMany(ids: readonly string[]): Promise<readonly Feedback[]> {
    const different = [...new Set(ids)];
    if (different.length > 100) throw new RangeError('at most 100 ids can be read at once');
    return different.flatMap((id) => copy(this.items.get(id)) ?? []);
  }

  async save(feedback: Feedback): Promise<void> {
    const stored = this.items.get(feedback.id)?.revision ?? 0;
    if (stored !== feedback.revision - 1)
      throw new ConflictError(`feedback is no longer at revision ${feedback.revision - 1}`);
    this.items.set(feedback.id, copy(feedback));
  }

  async *list(since: Instant): AsyncIterable<Feedback> {
    for (const feedback of this.items.values()) if (spokeAt(feedback) >= since) yield copy(feedback);
  }

  async ofCustomer(customerKey: string, limit: number): Promise<readonly EarlierFeedback[]> {
    return [...this.items.values()]
      .filter((feedback) => feedback.customerKey === customerKey)
      .sort((a, b) => spokeAt(b) - spokeAt(a))
      .slice(0, limit)
      .map(({ id, caseId, ...feedback }) => {
        const { rating } = feedback.answers;
        return {
          id,
          at: spokeAt({ id, ...feedback }),
          ...(rating && { metric: rating.metric, score: rating.score, band: rating.band }),
          ...(caseId !== undefined && { caseId }),
        };
      });
  }

  async withTheme(
    theme: string,
    since: Instant,
    cursor?: string,
  ): Promise<{ items: readonly Feedback[]; next?: string }> {
    const start = cursor === undefined ? 0 : this.positionAfter(cursor);
    const ids = [...this.items.keys()].sort();
    const page = ids.slice(start, start + this.pageSize);
    const items = page
      .flatMap((id) => copy(this.items.get(id)) ?? [])
      .filter((feedback) => feedback.themes.includes(theme) && spokeAt(feedback) >= since);
    const last = page.at(-1);
    return last !== undefined && start + this.pageSize < ids.length
      ? { items, next: `after:${last}` }
      : { items };
  }

  private positionAfter(cursor: string): number {
    if (!cursor.startsWith('after:')) throw new RangeError('this is no cursor to go on from');
    const last = cursor.slice('after:'.length);
    const position = [...this.items.keys()].sort().findIndex((id) => id > last);
    return position === -1 ? this.items.size : position;
  }
}
