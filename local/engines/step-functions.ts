import * as z from 'zod';
import type { Resource } from '../deployment.ts';
import {
  type Answer,
  type AwsCall,
  type Engine,
  jsonAnswer,
  type Requirement,
  ServiceError,
} from '../engine.ts';
import type { Journal } from '../journal.ts';
import { type JsonRecord, textAt } from '../json-value.ts';
import type { Permissions } from '../permissions.ts';
import { type Ending, Execution } from './execution.ts';
import { type Machine, machineOf } from './machine.ts';
import type { Surroundings } from './task-runner.ts';

const EndedLine = z.object({
  status: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
/** Step Functions on aws-local-stepfunctions: executions in memory, their starts and ends in a journal. */
export class StepFunctions implements Engine {
  private readonly machines: readonly Machine[];
  private readonly executions = new Map<string, Execution>();
  private readonly around: Surroundings;
  private readonly journal: Journal;

  constructor(
    resources: readonly Resource[],
    permissions: Permissions,
    around: Surroundings,
    journal: Journal,
  ) {
    this.around = around;
    this.journal = journal;
    this.machines = resources.map((resource) => machineOf(resource, permissions));
  }

  /** Starts again, from the beginning and with their own input, the executions that an earlier run left open. */
  resume(): void {
    const kept = new Map<string, { start: JsonRecord; end?: JsonRecord }>();
    for (const line of this.journal.read()) {
      const key = `${textAt(line, 'machine')}:${textAt(line, 'name')}`;
      if (line['op'] === 'start') kept.set(key, { start: line });
      else {
        const entry = kept.get(key);
        if (entry !== undefined) entry.end = line;
      }
    }
    this.journal.compact(
      [...kept.values()].flatMap(({ start, end }) => (end === undefined ? [start] : [start, end])),
    );
    for (const { start, end } of kept.values()) {
      const machine = this.machines.find(({ name }) => name === start['machine']);
      if (machine === undefined) continue;
      const startedAt = Number(start['at']);
      const execution = new Execution(machine, String(start['name']), String(start['input']), startedAt);
      this.executions.set(execution.arn, execution);
      if (end === undefined) this.run(execution);
      else {
        const ending = EndedLine.parse(end);
        execution.status = ending.status;
        execution.ending = { status: ending.status, ...defined(ending) };
        execution.stoppedAt = Number(end['at']);
      }
    }
  }

  list(): readonly Execution[] {
    return [...this.executions.values()];
  }

  requirements(call: AwsCall): Requirement[] {
    const { action, params } = call;
    const token = textAt(params, 'taskToken');
    const minting = token === undefined ? undefined : this.around.tokens.machineOf(token);
    // What is no token opens nothing: the service says so before it asks who may.
    if (token !== undefined && minting === undefined) return [];
    const minted = this.machines.find(({ name }) => name === minting)?.arn;
    const resource = textAt(params, 'stateMachineArn') ?? textAt(params, 'executionArn') ?? minted ?? '*';
    return [{ action: `states:${action}`, anyOf: [resource] }];
  }

  async answer({ action, params }: AwsCall): Promise<Answer> {
    switch (action) {
      case 'StartExecution':
        return jsonAnswer(this.start(params));
      case 'DescribeExecution':
        return jsonAnswer(describe(this.execution(params)));
      case 'ListExecutions':
        return jsonAnswer(this.listExecutions(params));
      case 'StopExecution':
        return jsonAnswer(this.stop(params));
      case 'DescribeStateMachine': {
        const { arn, name, role, source } = this.machine(params);
        const fixed = { status: 'ACTIVE', type: 'STANDARD', creationDate: 0 };
        return jsonAnswer({ stateMachineArn: arn, name, roleArn: role.arn, definition: source, ...fixed });
      }
      case 'ListStateMachines': {
        const entry = ({ arn, name }: Machine) => ({
          stateMachineArn: arn,
          name,
          type: 'STANDARD',
          creationDate: 0,
        });
        return jsonAnswer({ stateMachines: this.machines.map(entry) });
      }
      case 'SendTaskSuccess':
        this.around.tokens.succeed(textAt(params, 'taskToken') ?? '', textAt(params, 'output') ?? '');
        return jsonAnswer({});
      case 'SendTaskFailure':
        this.around.tokens.fail(
          textAt(params, 'taskToken') ?? '',
          textAt(params, 'error') ?? 'Error',
          textAt(params, 'cause') ?? '',
        );
        return jsonAnswer({});
      case 'SendTaskHeartbeat':
        this.around.tokens.heartbeat(textAt(params, 'taskToken') ?? '');
        return jsonAnswer({});
      default:
        throw new ServiceError('UnknownOperationException', `the local run has no states:${action}`);
    }
  }

  private start(params: JsonRecord): JsonRecord {
    const machine = this.machine(params);
    const input = textAt(params, 'input') ?? '{}';
    const name = textAt(params, 'name') ?? crypto.randomUUID();
    if (!isJson(input))
      throw new ServiceError('InvalidExecutionInput', 'Invalid State Machine Execution Input');
    const execution = new Execution(machine, name, input, this.around.clock.now());
    const known = this.executions.get(execution.arn);
    if (known !== undefined) {
      if (known.status !== 'RUNNING' || known.input !== input)
        throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${execution.arn}'`);
      return { executionArn: known.arn, startDate: known.startedAt / 1000 };
    }
    this.journal.append({ op: 'start', machine: machine.name, name, input, at: execution.startedAt });
    this.executions.set(execution.arn, execution);
    this.run(execution);
    return { executionArn: execution.arn, startDate: execution.startedAt / 1000 };
  }

  private run(execution: Execution): void {
    execution.run(this.around, (ending) => this.ended(execution, ending));
  }

  private ended({ machine, name }: Execution, ending: Ending): void {
    this.journal.append({ op: 'end', machine: machine.name, name, at: this.around.clock.now(), ...ending });
  }

  private stop(params: JsonRecord): JsonRecord {
    const execution = this.execution(params);
    const error = textAt(params, 'error');
    const cause = textAt(params, 'cause');
    const ending: Ending = { status: 'ABORTED', ...defined({ error, cause }) };
    execution.stop(ending, this.around, () => this.ended(execution, ending));
    return { stopDate: (execution.stoppedAt ?? this.around.clock.now()) / 1000 };
  }

  private listExecutions(params: JsonRecord): JsonRecord {
    const machine = this.machine(params);
    const wanted = textAt(params, 'statusFilter');
    const all = this.list()
      .filter(
        (execution) => execution.machine === machine && (wanted === undefined || execution.status === wanted),
      )
      .sort((a, b) => b.startedAt - a.startedAt);
    const from = Number(textAt(params, 'nextToken') ?? 0);
    const page = all.slice(from, from + (Number(params['maxResults']) || 100));
    const next = from + page.length < all.length ? { nextToken: String(from + page.length) } : {};
    return { executions: page.map((execution) => ({ ...describe(execution), input: undefined })), ...next };
  }

  private machine(params: JsonRecord): Machine {
    const arn = textAt(params, 'stateMachineArn') ?? '';
    const machine = this.machines.find((candidate) => candidate.arn === arn);
    if (machine === undefined)
      throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  private execution(params: JsonRecord): Execution {
    const arn = textAt(params, 'executionArn') ?? '';
    const execution = this.executions.get(arn);
    if (execution === undefined)
      throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  }
}

function describe(execution: Execution): JsonRecord {
  const { arn, machine, name, status, input, startedAt, stoppedAt, ending } = execution;
  const stopDate = stoppedAt === undefined ? {} : { stopDate: stoppedAt / 1000 };
  const { status: _, ...outcome } = ending ?? { status };
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    status,
    startDate: startedAt / 1000,
    input,
    ...stopDate,
    ...outcome,
  };
}

function defined(parts: {
  output?: string | undefined;
  error?: string | undefined;
  cause?: string | undefined;
}) {
  const { output, error, cause } = parts;
  return {
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
