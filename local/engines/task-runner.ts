import * as z from 'zod';
import type { AwsFront } from '../aws-front.ts';
import type { RunClock } from '../clock.ts';
import { type Caller, ServiceError } from '../engine.ts';
import type { Functions } from '../functions.ts';
import { isRecord, type JsonRecord, numberAt, recordAt, textAt } from '../json-value.ts';
import type { Ledger } from '../ledger.ts';
import type { Permissions, Role } from '../permissions.ts';
import { fillPlaceholders, type Retrier, type TaskPlan } from './state-definition.ts';
import { StateError } from './state-error.ts';
import type { TaskTokens } from './task-tokens.ts';

export interface Surroundings {
  readonly clock: RunClock;
  readonly tokens: TaskTokens;
  readonly functions: Functions;
  readonly permissions: Permissions;
  readonly ledger: Ledger;
  /** Late: the front itself needs the engines. */
  readonly front: () => AwsFront;
}

export interface Running {
  readonly machine: string;
  readonly execution: string;
  readonly role: Role;
  /** Called when the execution is stopped, to let go of timers and tokens. */
  onStop(release: () => void): () => void;
  countRetry(): void;
}

/** Runs one Task or Wait state of an execution, with its retries and limits on the run's clock. */
export async function runTask(
  plan: TaskPlan,
  input: unknown,
  running: Running,
  around: Surroundings,
): Promise<unknown> {
  const given = isRecord(input) ? input : {};
  if (plan.kind === 'wait') {
    await sleep(waitMs(given, around.clock), running, around.clock);
    return given['input'];
  }
  const attempts = plan.retriers.map(() => 0);
  for (;;) {
    try {
      return await attempt(plan, given, running, around);
    } catch (error) {
      const failure = error instanceof StateError ? error : new StateError('States.Runtime', String(error));
      const delay = retryDelay(plan.retriers, attempts, failure.name);
      if (delay === undefined) throw failure;
      running.countRetry();
      await sleep(delay, running, around.clock);
    }
  }
}

function waitMs(given: JsonRecord, clock: RunClock): number {
  const seconds = numberAt(given, 'seconds');
  if (seconds !== undefined) return seconds * 1000;
  return new Date(textAt(given, 'timestamp') ?? '').getTime() - clock.now();
}

function sleep(ms: number, running: Running, clock: RunClock): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.at(clock.now() + ms, () => {
      forget();
      resolve();
    });
    const forget = running.onStop(() => timer.cancel());
  });
}

function retryDelay(retriers: readonly Retrier[], attempts: number[], error: string): number | undefined {
  const matches = (name: string) =>
    name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout');
  const at = retriers.findIndex(({ ErrorEquals }) => ErrorEquals.some(matches));
  const retrier = retriers[at];
  const used = attempts[at] ?? 0;
  if (retrier === undefined || used >= retrier.MaxAttempts) return undefined;
  attempts[at] = used + 1;
  const seconds = retrier.IntervalSeconds * retrier.BackoffRate ** used;
  return Math.min(seconds, retrier.MaxDelaySeconds ?? seconds) * 1000;
}

function attempt(
  plan: TaskPlan,
  given: JsonRecord,
  running: Running,
  around: Surroundings,
): Promise<unknown> {
  const { clock, tokens } = around;
  const token = tokens.mint(running.machine, running.execution);
  const parameters = fillPlaceholders(given['parameters'], token, new Date(clock.now()).toISOString());
  const waits = plan.resource.endsWith('.waitForTaskToken');
  return new Promise((resolve, reject) => {
    const expire = (name: string, seconds: number | undefined) =>
      seconds === undefined
        ? undefined
        : clock.at(clock.now() + seconds * 1000, () => settle(() => reject(new StateError(name, ''))));
    const timeout = expire('States.Timeout', numberAt(given, 'timeoutSeconds'));
    let heartbeat = expire('States.HeartbeatTimeout', numberAt(given, 'heartbeatSeconds'));
    const release = () => {
      timeout?.cancel();
      heartbeat?.cancel();
      tokens.close(token);
    };
    const forget = running.onStop(release);
    const settle = (finish: () => void) => {
      release();
      forget();
      finish();
    };
    if (waits)
      tokens.wait(token, {
        resolve: (output) => settle(() => resolve(output)),
        reject: (error) => settle(() => reject(error)),
        heartbeat: () => {
          heartbeat?.cancel();
          heartbeat = expire('States.HeartbeatTimeout', numberAt(given, 'heartbeatSeconds'));
        },
      });
    perform(plan.resource.replace('.waitForTaskToken', ''), parameters, running, around).then(
      (output) => waits || settle(() => resolve(output)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}

async function perform(
  resource: string,
  parameters: unknown,
  running: Running,
  around: Surroundings,
): Promise<unknown> {
  const given = isRecord(parameters) ? parameters : {};
  const integration = /^arn:aws:states:::(?:aws-sdk:)?(\w+):(\w+)$/.exec(resource);
  if (integration === null) return invoke(resource, parameters, running, around);
  const [, service = '', action = ''] = integration;
  if (service === 'lambda' && action === 'invoke') {
    const Payload = await invoke(
      textAt(given, 'FunctionName') ?? '',
      given['Payload'] ?? {},
      running,
      around,
    );
    return { ExecutedVersion: '$LATEST', Payload, StatusCode: 200 };
  }
  if (service === 'dynamodb' || service === 'sqs') return integrate(service, action, given, running, around);
  throw new StateError('States.Runtime', `the local run has no integration ${resource}`);
}

async function invoke(
  target: string,
  payload: unknown,
  running: Running,
  around: Surroundings,
): Promise<unknown> {
  const { functions, permissions, ledger } = around;
  const lambda = functions.find(target);
  if (lambda === undefined)
    throw new StateError('Lambda.ResourceNotFoundException', `Function not found: ${target}`);
  if (!permissions.may(running.role, 'lambda:InvokeFunction', lambda.arn)) {
    ledger.deny(running.machine, 'lambda', 'InvokeFunction');
    const refusal = `${running.role.arn} is not authorized to perform: lambda:InvokeFunction on resource: ${lambda.arn}`;
    throw new StateError('Lambda.AWSLambdaException', `User: ${refusal}`);
  }
  ledger.record(running.machine, 'lambda', 'InvokeFunction', 1);
  const outcome = await functions.invoke(lambda, JSON.stringify(payload));
  if (outcome.ok) return JSON.parse(outcome.payload);
  throw new StateError(outcome.error.errorType, JSON.stringify(outcome.error));
}

const Shape = z.record(z.string(), z.unknown());

async function integrate(
  service: string,
  action: string,
  parameters: JsonRecord,
  running: Running,
  around: Surroundings,
): Promise<unknown> {
  const name = action.slice(0, 1).toUpperCase() + action.slice(1);
  const caller: Caller = {
    kind: 'machine',
    name: running.machine,
    role: running.role,
  };
  const given =
    service === 'sqs' && isRecord(parameters['MessageBody'])
      ? { ...parameters, MessageBody: JSON.stringify(recordAt(parameters, 'MessageBody')) }
      : parameters;
  try {
    const answer = await around.front().integrate(caller, service, name, given);
    return Shape.parse(JSON.parse(String(answer.body)));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const prefix = service === 'dynamodb' ? 'DynamoDB' : 'SQS';
    throw new StateError(`${prefix}.${error.code}`, error.message);
  }
}
