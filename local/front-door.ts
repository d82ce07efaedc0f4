/**
 * How busy the front is. On AWS a queue's consumers take no capacity from the door; here they share two cores with it,
 * so a queue lets waiting callers go first, for a while.
 */
export class FrontDoor {
  private callers = 0;
  private waiting: (() => void)[] = [];

  async serve<Result>(answer: () => Promise<Result>): Promise<Result> {
    this.callers += 1;
    try {
      return await answer();
    } finally {
      this.callers -= 1;
      if (this.callers === 0) for (const go of this.waiting.splice(0)) go();
    }
  }

  /** Resolves when nobody waits for an answer, at the latest after so many milliseconds. */
  quiet(atMostMs: number): Promise<void> {
    if (this.callers === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const latest = setTimeout(resolve, atMostMs);
      this.waiting.push(() => {
        clearTimeout(latest);
        resolve();
      });
    });
  }
}
