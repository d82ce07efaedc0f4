const QUIET_TURNS = 3;
/** Between two steps an engine may wait for a timer of its own, which a loaded machine runs late. */
const QUIET_MS = 3;

/** Counts what is going on in the run, so that "idle" is a fact and not a guess. */
export class Activity {
  private running = 0;
  private readonly waiters = new Set<() => void>();
  private readonly flushers = new Set<() => void>();
  private checking = false;

  /** Returns the function that ends the piece of work; calling it twice counts once. */
  begin(): () => void {
    this.running += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.running -= 1;
      if (this.running === 0) this.check();
    };
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    const end = this.begin();
    try {
      return await work();
    } finally {
      end();
    }
  }

  get settling(): boolean {
    return this.waiters.size > 0;
  }

  /** Called when somebody starts to wait for the run to settle: open batch windows close at once. */
  onSettling(flush: () => void): void {
    this.flushers.add(flush);
  }

  settle(): Promise<void> {
    const settled = new Promise<void>((resolve) => this.waiters.add(resolve));
    for (const flush of this.flushers) flush();
    this.check();
    return settled;
  }

  /** True when everything settled within `timeoutMs` of real time. */
  async settleWithin(timeoutMs: number): Promise<boolean> {
    let alarm: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      alarm = setTimeout(() => resolve(false), timeoutMs);
    });
    const settled = await Promise.race([this.settle().then(() => true), late]);
    clearTimeout(alarm);
    return settled;
  }

  private check(): void {
    if (this.checking || this.waiters.size === 0) return;
    this.checking = true;
    let quiet = 0;
    const turn = () => {
      quiet = this.running === 0 ? quiet + 1 : 0;
      if (this.running > 0) {
        this.checking = false;
      } else if (quiet === QUIET_TURNS) {
        setTimeout(turn, QUIET_MS);
      } else if (quiet < 2 * QUIET_TURNS) {
        setImmediate(turn);
      } else {
        this.checking = false;
        this.release();
      }
    };
    setImmediate(turn);
  }

  private release(): void {
    const waiting = [...this.waiters];
    this.waiters.clear();
    for (const resolve of waiting) resolve();
  }
}
