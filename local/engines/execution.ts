import type { Timer } from '../clock.ts';
import type { Machine } from './machine.ts';
import { StateError } from './state-error.ts';
import { type Running, runTask, type Surroundings } from './task-runner.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface Ending {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** One run of a state machine. */
export class Execution {
  readonly machine: Machine;
  readonly name: string;
  readonly input: string;
  readonly startedAt: number;
  stoppedAt: number | undefined;
  status: ExecutionStatus = 'RUNNING';
  ending: Ending | undefined;
  /** The state it stands in; the last one it stood in when it has ended. */
  state: string | undefined;
  transitions = 0;
  private readonly releases = new Set<() => void>();
  private abort: (() => void) | undefined;

  constructor(machine: Machine, name: string, input: string, startedAt: number) {
    this.machine = machine;
    this.name = name;
    this.input = input;
    this.startedAt = startedAt;
  }

  get arn(): string {
    return `${this.machine.arn.replace(':stateMachine:', ':execution:')}:${this.name}`;
  }

  run(around: Surroundings, onEnd: (ending: Ending) => void): void {
    const { machine } = this;
    const running: Running = {
      machine: machine.name,
      execution: this.name,
      role: machine.role,
      onStop: (release) => {
        this.releases.add(release);
        return () => this.releases.delete(release);
      },
      countRetry: () => this.count(around),
    };
    const handlers = Object.fromEntries(
      [...machine.runnable.tasks].map(([state, plan]) => [
        state,
        // The library's JSON type is its own; what we return was parsed from JSON.
        async (input: unknown) =>
          JSON.parse(JSON.stringify((await runTask(plan, input, running, around)) ?? null)),
      ]),
    );
    const { result, eventLogs, abort } = machine.library.run(JSON.parse(this.input), {
      overrides: { taskResourceLocalHandlers: handlers },
      noThrowOnAbort: true,
      context: this.context(),
    });
    this.abort = abort;
    const limit = this.limit(around, onEnd);
    const finish = (ending: Ending) => {
      limit?.cancel();
      this.end(ending, around, onEnd);
    };
    void this.follow(eventLogs, around);
    result.then(
      (output) => finish({ status: 'SUCCEEDED', output: JSON.stringify(output) }),
      (error: unknown) => finish({ status: 'FAILED', ...failureOf(error) }),
    );
  }

  /** Ends a running execution at once; what it waited for is let go. */
  stop(ending: Ending, around: Surroundings, onEnd: (ending: Ending) => void): void {
    this.end(ending, around, onEnd);
    this.abort?.();
  }

  private end(ending: Ending, around: Surroundings, onEnd: (ending: Ending) => void): void {
    if (this.status !== 'RUNNING') return;
    this.status = ending.status;
    this.ending = ending;
    this.stoppedAt = around.clock.now();
    for (const release of this.releases) release();
    this.releases.clear();
    onEnd(ending);
  }

  private limit(around: Surroundings, onEnd: (ending: Ending) => void): Timer | undefined {
    const seconds = this.machine.runnable.timeoutSeconds;
    if (seconds === undefined) return undefined;
    const due = this.startedAt + seconds * 1000;
    return around.clock.at(due, () => this.stop({ status: 'TIMED_OUT' }, around, onEnd));
  }

  private context() {
    const { machine } = this;
    return {
      Execution: { Id: this.arn, Name: this.name, RoleArn: machine.role.arn },
      StateMachine: { Id: machine.arn, Name: machine.name },
    };
  }

  private async follow(
    events: AsyncIterable<{ type: string; state?: { name: string } }>,
    around: Surroundings,
  ) {
    for await (const event of events) {
      if (event.type !== 'StateEntered') continue;
      this.state = event.state?.name;
      this.count(around);
    }
  }

  private count(around: Surroundings): void {
    this.transitions += 1;
    around.ledger.record(this.machine.name, 'states', 'StateTransition', 1);
  }
}

function failureOf(error: unknown): { error: string; cause: string } {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (inner instanceof StateError || inner instanceof Error)
    return { error: inner.name, cause: inner.message };
  return { error: 'States.Runtime', cause: String(inner) };
}
