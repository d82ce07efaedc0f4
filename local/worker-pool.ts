import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { FunctionLog } from './function-log.ts';

export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly error: LambdaError };

export interface LambdaError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

const YOUNG_GENERATION_MB = 64;

interface Settings {
  readonly name: string;
  readonly arn: string;
  readonly workers: number;
  /** The scheduler's niceness of its threads: somebody waits at an HTTP function, nobody at a queue. */
  readonly nice: number;
  readonly module: string;
  readonly exportName: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Record<string, string>;
  readonly clock: SharedArrayBuffer;
  readonly activity: Activity;
  readonly log: FunctionLog;
}

interface Job {
  readonly payload: string;
  readonly resolve: (outcome: Outcome) => void;
}

interface Running {
  readonly job: Job;
  readonly requestId: string;
  readonly alarm: NodeJS.Timeout;
}

const Reply = z.union([
  z.object({ id: z.string(), payload: z.string() }),
  z.object({
    id: z.string(),
    error: z.object({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()) }),
  }),
]);

/** Worker threads of one function: each takes one invocation at a time and stays warm, as Lambda's do. */
export class WorkerPool {
  private readonly settings: Settings;
  private readonly idle: Worker[] = [];
  private readonly running = new Map<Worker, Running>();
  private readonly waiting: Job[] = [];
  private started = 0;
  private closed = false;

  constructor(settings: Settings) {
    this.settings = settings;
  }

  /** Never rejects: a failing function is an outcome. */
  invoke(payload: string): Promise<Outcome> {
    return this.settings.activity.during(
      () =>
        new Promise<Outcome>((resolve) => {
          this.waiting.push({ payload, resolve });
          this.dispatch();
        }),
    );
  }

  async close(): Promise<void> {
    this.closed = true;
    const workers = [...this.idle, ...this.running.keys()];
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  private dispatch(): void {
    while (this.waiting.length > 0 && !this.closed) {
      const worker = this.idle.pop() ?? (this.started < this.settings.workers ? this.start() : undefined);
      const job = worker === undefined ? undefined : this.waiting.shift();
      if (worker === undefined || job === undefined) return;
      this.run(worker, job);
    }
  }

  private run(worker: Worker, job: Job): void {
    const { timeoutMs } = this.settings;
    const requestId = randomUUID();
    const alarm = setTimeout(() => this.timeOut(worker, requestId), timeoutMs);
    this.running.set(worker, { job, requestId, alarm });
    worker.postMessage({ id: requestId, payload: job.payload, timeoutMs });
  }

  private start(): Worker {
    const { name, arn, module, exportName, memoryMb, nice, environment, clock, log } = this.settings;
    this.started += 1;
    const worker = new Worker(new URL('./function-worker.ts', import.meta.url), {
      env: environment,
      // Many small isolates on few cores: rarer collections cost less than small heaps save.
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
      workerData: { name, arn, module, exportName, memoryMb, nice, clock },
      stdout: true,
      stderr: true,
    });
    log.follow(worker.stdout);
    log.follow(worker.stderr);
    worker.on('message', (message) => this.reply(worker, message));
    worker.on('error', (error) =>
      this.lose(worker, { errorType: error.name, errorMessage: error.message, trace: [] }),
    );
    worker.on('exit', () =>
      this.lose(worker, { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited', trace: [] }),
    );
    return worker;
  }

  private reply(worker: Worker, message: unknown): void {
    const reply = Reply.parse(message);
    const running = this.running.get(worker);
    if (running === undefined || running.requestId !== reply.id) return;
    this.running.delete(worker);
    clearTimeout(running.alarm);
    this.idle.push(worker);
    running.job.resolve(
      'payload' in reply ? { ok: true, payload: reply.payload } : { ok: false, error: reply.error },
    );
    this.dispatch();
  }

  private timeOut(worker: Worker, requestId: string): void {
    const seconds = (this.settings.timeoutMs / 1000).toFixed(2);
    const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
    this.settings.log.write([errorMessage]);
    this.lose(worker, { errorType: 'Sandbox.Timedout', errorMessage, trace: [] });
    void worker.terminate();
  }

  /** The worker is gone: its invocation failed, the next one gets a fresh thread. */
  private lose(worker: Worker, error: LambdaError): void {
    const running = this.running.get(worker);
    const at = this.idle.indexOf(worker);
    if (running === undefined && at < 0) return;
    if (at >= 0) this.idle.splice(at, 1);
    this.running.delete(worker);
    this.started -= 1;
    if (running !== undefined) {
      clearTimeout(running.alarm);
      running.job.resolve({ ok: false, error });
    }
    this.dispatch();
  }
}
