import { errorName } from '../runtime/log.ts';
import type { MessageOutcome } from '../runtime/queue.ts';

/** What became of each message of a batch: one fails when any work that is done for it does. */
export class Outcomes {
  private readonly reasons: (string | undefined)[];

  constructor(messages: number) {
    this.reasons = Array.from({ length: messages }, () => undefined);
  }

  /** Does work on behalf of some messages; its failure is theirs and nobody else's. */
  async attempt(messages: readonly number[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      for (const message of messages) this.reasons[message] = errorName(error);
    }
  }

  list(): readonly MessageOutcome[] {
    return this.reasons.map((reason) =>
      reason === undefined ? { failed: false } : { failed: true, reason },
    );
  }
}
