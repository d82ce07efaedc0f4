/** Errors that a fake throws instead of its next works, one each. */
export class Failures {
  private readonly waiting: unknown[] = [];

  failNext(error: unknown): void {
    this.waiting.push(error);
  }

  protected failIfTold(): void {
    if (this.waiting.length > 0) throw this.waiting.shift();
  }
}
