import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { isRecord, type JsonRecord, recordAt } from '../json-value.ts';

// Random, so that no text in a payload can be taken for one of them.
export const TOKEN_PLACEHOLDER = `task-token-${randomUUID()}`;
export const ENTERED_PLACEHOLDER = `entered-time-${randomUUID()}`;

/** The library's own timer must never fire: ours does, on the run's clock. This is the longest it can hold. */
const LIBRARY_TIMEOUT_SECONDS = 2_147_483;
const LOCAL_RESOURCE = 'arn:aws:lambda:eu-west-1:000000000000:function:local';

const Retrier = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number().default(1),
  BackoffRate: z.number().default(2),
  MaxAttempts: z.number().default(3),
  MaxDelaySeconds: z.number().optional(),
});
export type Retrier = z.infer<typeof Retrier>;

export interface TaskPlan {
  readonly kind: 'task' | 'wait';
  readonly state: string;
  readonly resource: string;
  readonly retriers: readonly Retrier[];
}

export interface RunnableDefinition {
  readonly definition: JsonRecord;
  readonly tasks: ReadonlyMap<string, TaskPlan>;
  /** Of the whole execution. */
  readonly timeoutSeconds: number | undefined;
}

interface Machine {
  readonly name: string;
  readonly arn: string;
}

/**
 * Rewrites a definition so that every wait, time-out and retry is ours to time: each Task carries its own limits in
 * its parameters, each Wait becomes a Task. Throws on what the engine cannot run (JSONata, distributed maps).
 */
export function runnableDefinition(definition: JsonRecord, machine: Machine): RunnableDefinition {
  const tasks = new Map<string, TaskPlan>();
  const rewritten = rewriteStates(definition, machine, tasks);
  const { TimeoutSeconds, ...rest } = rewritten;
  return {
    definition: rest,
    tasks,
    timeoutSeconds: typeof TimeoutSeconds === 'number' ? TimeoutSeconds : undefined,
  };
}

function rewriteStates(definition: JsonRecord, machine: Machine, tasks: Map<string, TaskPlan>): JsonRecord {
  if (definition['QueryLanguage'] === 'JSONata') throw unsupported(machine, 'JSONata');
  const States: JsonRecord = {};
  for (const [name, state] of Object.entries(recordAt(definition, 'States')))
    if (isRecord(state)) States[name] = rewriteState(name, state, machine, tasks);
  return { ...definition, States };
}

function rewriteState(
  name: string,
  state: JsonRecord,
  machine: Machine,
  tasks: Map<string, TaskPlan>,
): JsonRecord {
  if (state['QueryLanguage'] === 'JSONata') throw unsupported(machine, `JSONata in ${name}`);
  switch (state['Type']) {
    case 'Task':
      tasks.set(name, {
        kind: 'task',
        state: name,
        resource: String(state['Resource']),
        retriers: z.array(Retrier).parse(state['Retry'] ?? []),
      });
      return rewriteTask(name, state, machine);
    case 'Wait':
      tasks.set(name, { kind: 'wait', state: name, resource: '', retriers: [] });
      return rewriteWait(state);
    case 'Map': {
      const key = state['ItemProcessor'] === undefined ? 'Iterator' : 'ItemProcessor';
      const processor = recordAt(state, key);
      if (recordAt(processor, 'ProcessorConfig')['Mode'] === 'DISTRIBUTED')
        throw unsupported(machine, `the distributed map ${name}`);
      return { ...state, [key]: rewriteStates(processor, machine, tasks) };
    }
    case 'Parallel': {
      const branches = Array.isArray(state['Branches']) ? state['Branches'].filter(isRecord) : [];
      return { ...state, Branches: branches.map((branch) => rewriteStates(branch, machine, tasks)) };
    }
    default:
      return state;
  }
}

function rewriteTask(name: string, state: JsonRecord, machine: Machine): JsonRecord {
  const {
    Parameters,
    TimeoutSeconds,
    TimeoutSecondsPath,
    HeartbeatSeconds,
    HeartbeatSecondsPath,
    Retry: _,
    Catch,
    Credentials: __,
    ...rest
  } = state;
  const limits = {
    ...limit('timeoutSeconds', TimeoutSeconds, TimeoutSecondsPath),
    ...limit('heartbeatSeconds', HeartbeatSeconds, HeartbeatSecondsPath),
  };
  const parameters =
    Parameters === undefined
      ? { 'parameters.$': '$' }
      : { parameters: withPlaceholders(Parameters, name, machine) };
  return {
    ...rest,
    Resource: LOCAL_RESOURCE,
    Parameters: { ...parameters, ...limits },
    TimeoutSeconds: LIBRARY_TIMEOUT_SECONDS,
    ...(Array.isArray(Catch) && { Catch: timeoutFirst(Catch.filter(isRecord)) }),
  };
}

/**
 * States.TaskFailed does not match a time-out, but the library only knows its own time-outs as such. The catcher that
 * a time-out belongs to goes first, and no other sees it.
 */
function timeoutFirst(catchers: JsonRecord[]): JsonRecord[] {
  const named = (catcher: JsonRecord, names: string[]) =>
    z
      .array(z.string())
      .parse(catcher['ErrorEquals'] ?? [])
      .some((error) => names.includes(error));
  const owner = catchers.find((catcher) => named(catcher, ['States.Timeout', 'States.ALL']));
  return owner === undefined ? catchers : [{ ...owner, ErrorEquals: ['States.Timeout'] }, ...catchers];
}

function rewriteWait(state: JsonRecord): JsonRecord {
  const { Seconds, SecondsPath, Timestamp, TimestampPath, Type: _, ...rest } = state;
  return {
    ...rest,
    Type: 'Task',
    Resource: LOCAL_RESOURCE,
    Parameters: {
      'input.$': '$',
      ...limit('seconds', Seconds, SecondsPath),
      ...limit('timestamp', Timestamp, TimestampPath),
    },
    TimeoutSeconds: LIBRARY_TIMEOUT_SECONDS,
  };
}

function limit(name: string, constant: unknown, path: unknown): JsonRecord {
  if (constant !== undefined) return { [name]: constant };
  return path === undefined ? {} : { [`${name}.$`]: path };
}

/** The library's context object is fixed per execution: what changes per attempt is filled in when the task runs. */
function withPlaceholders(value: unknown, state: string, machine: Machine): unknown {
  if (Array.isArray(value)) return value.map((item) => withPlaceholders(item, state, machine));
  if (!isRecord(value)) return value;
  const members: JsonRecord = {};
  for (const [key, member] of Object.entries(value)) {
    const fixed = key.endsWith('.$') ? contextValue(member, state, machine) : undefined;
    if (fixed === undefined) members[key] = withPlaceholders(member, state, machine);
    else members[key.slice(0, -2)] = fixed;
  }
  return members;
}

function contextValue(path: unknown, state: string, machine: Machine): string | undefined {
  switch (path) {
    case '$$.Task.Token':
      return TOKEN_PLACEHOLDER;
    case '$$.State.EnteredTime':
      return ENTERED_PLACEHOLDER;
    case '$$.State.Name':
      return state;
    case '$$.StateMachine.Id':
      return machine.arn;
    case '$$.StateMachine.Name':
      return machine.name;
    default:
      if (
        typeof path === 'string' &&
        /\$\$\.(Task|State|StateMachine|Map)\b/.test(path) &&
        !path.startsWith('$$.Map')
      )
        throw unsupported(machine, `${path} in ${state}`);
      return undefined;
  }
}

/** Fills in what differs from attempt to attempt. */
export function fillPlaceholders(value: unknown, token: string, entered: string): unknown {
  if (value === TOKEN_PLACEHOLDER) return token;
  if (value === ENTERED_PLACEHOLDER) return entered;
  if (Array.isArray(value)) return value.map((item) => fillPlaceholders(item, token, entered));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fillPlaceholders(item, token, entered)]),
  );
}

function unsupported(machine: Machine, what: string): Error {
  return new Error(`the local run does not support ${what} of state machine ${machine.name}`);
}
