const NativeDate = Date;
const LONGEST_TIMEOUT_MS = 2_147_483_647;
/** What falls due within the same second of a skip is done together, at its end. */
const GRAIN_MS = 1000;

export interface Timer {
  cancel(): void;
}

interface Entry {
  readonly due: number;
  readonly order: number;
  run: (() => void) | undefined;
}

/**
 * The run's time in ms since the epoch: the machine's time plus an offset. It never goes back. During a skip it stands
 * still at each stop, however long the work of that moment takes, so that nothing is late for it.
 */
export class RunClock {
  /** The offset, and the time at which the clock stands still or 0; shared with every worker. */
  readonly shared = new SharedArrayBuffer(16);
  private readonly state = new Float64Array(this.shared);
  private readonly heap: Entry[] = [];
  private order = 0;
  private wakeUp: NodeJS.Timeout | undefined;
  private advancing: Promise<void> = Promise.resolve();
  private skipping = false;

  constructor(offsetMs = 0) {
    this.state[0] = offsetMs;
  }

  get offsetMs(): number {
    return this.state[0] ?? 0;
  }

  now(): number {
    return this.state[1] || NativeDate.now() + this.offsetMs;
  }

  /** Runs `run` once when the run's time reaches `due` (ms). A due time in the past runs on the next turn. */
  at(due: number, run: () => void): Timer {
    const entry: Entry = { due, order: this.order++, run };
    this.push(entry);
    if (this.heap[0] === entry) this.arm();
    return {
      cancel: () => {
        entry.run = undefined;
      },
    };
  }

  /** Resolves with the new time once everything due in the next `ms` has run and settled. */
  advance(ms: number, settle: () => Promise<void>): Promise<number> {
    const turn = this.advancing.then(() => this.skip(ms, settle));
    this.advancing = turn.catch(() => undefined);
    return turn.then(() => this.now());
  }

  close(): void {
    clearTimeout(this.wakeUp);
    this.heap.length = 0;
  }

  private async skip(ms: number, settle: () => Promise<void>): Promise<void> {
    this.skipping = true;
    try {
      // What is still on its way begins to wait before the skip begins, or it would not be due at the end of it.
      await settle();
      const target = this.now() + ms;
      for (let next = this.next(); next !== undefined && next.due <= target; next = this.next()) {
        this.standAt(Math.min(Math.ceil(next.due / GRAIN_MS) * GRAIN_MS, target));
        this.fire();
        await settle();
      }
      this.standAt(target);
    } finally {
      this.goOn();
      this.skipping = false;
      this.arm();
    }
  }

  /** Time never goes back: what is due already is fired where the clock stands. */
  private standAt(time: number): void {
    this.state[1] = Math.max(time, this.now());
    this.state[0] = this.state[1] - NativeDate.now();
  }

  private goOn(): void {
    this.state[0] = this.now() - NativeDate.now();
    this.state[1] = 0;
  }

  private fire(): void {
    const now = this.now();
    for (let next = this.next(); next !== undefined && next.due <= now; next = this.next()) {
      this.pop();
      next.run?.();
    }
  }

  private arm(): void {
    clearTimeout(this.wakeUp);
    const next = this.next();
    if (next === undefined || this.skipping) return;
    // A longer timeout would overflow and fire at once; an early wake only arms the next one.
    const wait = Math.min(Math.max(next.due - this.now(), 0), LONGEST_TIMEOUT_MS);
    this.wakeUp = setTimeout(() => {
      if (this.skipping) return;
      this.fire();
      this.arm();
    }, wait);
  }

  private next(): Entry | undefined {
    while (this.heap[0] !== undefined && this.heap[0].run === undefined) this.pop();
    return this.heap[0];
  }

  private push(entry: Entry): void {
    const heap = this.heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || before(parent, entry)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  private pop(): void {
    const heap = this.heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const child = right !== undefined && before(right, left) ? right : left;
      if (before(last, child)) break;
      heap[at] = child;
      at = child === left ? 2 * at + 1 : 2 * at + 2;
    }
    heap[at] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
