import type { Delivery } from '../../functions/domain/delivery.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import { TooLargeError } from '../../functions/ports.ts';
import { UnreadableBodyError } from '../../functions/providers/provider.ts';
import type { Item } from './item.ts';
import { bodiesIn, type ImportSetting, judge } from './judge.ts';
import type { Progress } from './progress.ts';
import type { RowBodies } from './row-body.ts';

export interface ImportRun {
  readonly items: AsyncIterable<Item>;
  readonly rows: RowBodies;
  readonly setting: ImportSetting;
  /** Where an earlier run stopped. */
  readonly from: Progress;
  /** Resolves once the delivery is safe. */
  send(delivery: Delivery): Promise<void>;
  refuse(at: number, reason: string): void;
  /** Everything up to there is done. */
  reached(counts: Counts, isFinished: boolean): void;
  /** A row was looked at; it reaches that far into the file. */
  passed(bytes: number, counts: Counts): void;
  now(): Instant;
  /** Whether somebody wants it to stop here. */
  isStopped(): boolean;
}

export type Counts = Pick<Progress, 'done' | 'sent' | 'refused' | 'undated'>;

/** Sends at a time: enough to hide the way to AWS, few enough for one small machine. */
const inFlight = 10;
/** Rows from mark to mark: what a killed run sends once more at most. */
const rowsPerMark = 500;

/**
 * Sends what a file holds, from where an earlier run stopped. A row is done when it is safe or refused; none is left
 * out, and one that is sent twice is recognised by its ids.
 * @throws whatever `send` or the file does, when all that was under way is settled
 */
export async function runImport(
  run: ImportRun,
): Promise<{ readonly counts: Counts; readonly isFinished: boolean }> {
  const sending = new Sending(run);
  let seen = 0;
  let isFinished = false;
  try {
    for await (const item of run.items) {
      if (run.isStopped() || sending.hasFailed) break;
      seen += 1;
      if (seen <= run.from.done) skip(item, run);
      else await sending.take(item);
      run.passed(item.bytes, sending.counts);
      if (seen % rowsPerMark === 0) await sending.mark(false);
    }
    isFinished = !run.isStopped() && !sending.hasFailed;
  } finally {
    await sending.mark(isFinished);
  }
  return { counts: sending.counts, isFinished };
}

/** Rows without an id are named by how many equal ones stand before them, those of the earlier run among them. */
function skip(item: Item, { rows, setting }: ImportRun): void {
  if (item.kind !== 'row') return;
  try {
    bodiesIn(item, rows, setting);
  } catch (error) {
    if (!(error instanceof UnreadableBodyError)) throw error;
  }
}

class Sending {
  private readonly run: ImportRun;
  private readonly underWay = new Set<Promise<void>>();
  private readonly failures: unknown[] = [];
  private done: number;
  private sent: number;
  private refused: number;
  private undated: number;

  constructor(run: ImportRun) {
    this.run = run;
    ({ done: this.done, sent: this.sent, refused: this.refused, undated: this.undated } = run.from);
  }

  get hasFailed(): boolean {
    return this.failures.length > 0;
  }

  get counts(): Counts {
    const { done, sent, refused, undated } = this;
    return { done, sent, refused, undated };
  }

  /** Refuses a row or puts it on its way; waits while too many are under way. */
  async take(item: Item): Promise<void> {
    const verdict = judge(item, this.run.rows, this.run.setting, this.run.now());
    this.done += 1;
    if (verdict.kind === 'refuse') return this.refuse(item, verdict.reason);
    if (!verdict.isDated) this.undated += 1;
    while (this.underWay.size >= inFlight) await Promise.race(this.underWay);
    const sent = this.send(item, verdict.delivery).finally(() => this.underWay.delete(sent));
    this.underWay.add(sent);
  }

  /** Waits for all that is under way and says how far it came. @throws the first failure, and then marks nothing */
  async mark(isFinished: boolean): Promise<void> {
    await Promise.all(this.underWay);
    if (this.hasFailed) throw this.failures[0];
    this.run.reached(this.counts, isFinished);
  }

  private async send({ at }: Item, delivery: Delivery): Promise<void> {
    try {
      await this.run.send(delivery);
      this.sent += 1;
    } catch (error) {
      if (error instanceof TooLargeError) this.refuse({ at }, 'it is too large');
      else this.failures.push(error);
    }
  }

  private refuse({ at }: Pick<Item, 'at'>, reason: string): void {
    this.refused += 1;
    this.run.refuse(at, reason);
  }
}
