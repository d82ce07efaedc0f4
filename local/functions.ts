import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { RunClock } from './clock.ts';
import type { DataFolder } from './data-folder.ts';
import type { Deployment, Resource } from './deployment.ts';
import { FunctionLog } from './function-log.ts';
import type { Permissions, Role } from './permissions.ts';
import { type Outcome, WorkerPool } from './worker-pool.ts';

const FunctionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Role: z.string(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
});

export interface LambdaFunction {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly role: Role;
  readonly workers: number;
}

const HTTP = { workers: 4, nice: 1 };
const OTHER = { workers: 2, nice: 19 };

/** Every Lambda function of the templates, run from its bundle in worker threads. */
export class Functions {
  readonly list: readonly LambdaFunction[];
  private readonly pools = new Map<string, WorkerPool>();
  private readonly byArn = new Map<string, LambdaFunction>();
  private readonly logs = new Map<string, FunctionLog>();

  constructor(parts: {
    deployment: Deployment;
    permissions: Permissions;
    clock: RunClock;
    activity: Activity;
    data: DataFolder;
    httpFunctions: ReadonlySet<string>;
  }) {
    const { deployment, permissions, clock, activity, data, httpFunctions } = parts;
    this.list = deployment.ofType('AWS::Lambda::Function').map((resource) => {
      const properties = FunctionProperties.parse(resource.properties);
      const arn = resource.attributes['Arn'] ?? '';
      const { workers: most, nice } = httpFunctions.has(arn) ? HTTP : OTHER;
      const workers = Math.max(1, Math.min(most, properties.ReservedConcurrentExecutions ?? most));
      const role = permissions.role(properties.Role);
      const lambda = { logicalId: resource.logicalId, name: resource.ref, arn, role, workers };
      const log = new FunctionLog(data.file(join('log', `${lambda.logicalId}.log`)));
      this.logs.set(lambda.logicalId, log);
      const pool = new WorkerPool({
        ...lambda,
        nice,
        module: modulePath(deployment, resource, properties),
        exportName: properties.Handler.split('.').at(-1) ?? 'handler',
        timeoutMs: properties.Timeout * 1000,
        memoryMb: properties.MemorySize,
        environment: environmentOf(deployment, lambda, properties),
        clock: clock.shared,
        activity,
        log,
      });
      this.pools.set(arn, pool);
      this.byArn.set(arn, lambda);
      return lambda;
    });
  }

  /** By ARN (with or without a version) or by name. Undefined when the templates have no such function. */
  find(arnOrName: string): LambdaFunction | undefined {
    const plain = arnOrName.replace(/:(\$LATEST|\d+)$/, '');
    return this.byArn.get(plain) ?? this.list.find(({ name }) => name === plain);
  }

  invoke(lambda: LambdaFunction, payload: string): Promise<Outcome> {
    const pool = this.pools.get(lambda.arn);
    if (pool === undefined) throw new Error(`no function ${lambda.arn}`);
    return pool.invoke(payload);
  }

  /** The latest lines of one function's log, oldest first. */
  logOf(logicalId: string): readonly string[] {
    return this.logs.get(logicalId)?.lines ?? [];
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()));
    for (const log of this.logs.values()) log.close();
  }
}

function modulePath(
  deployment: Deployment,
  resource: Resource,
  { Code, Handler }: z.infer<typeof FunctionProperties>,
): string {
  const folder = deployment.assets.get(Code.S3Key.replace(/\.zip$/, ''));
  const file = Handler.slice(0, Handler.lastIndexOf('.'));
  const found = ['mjs', 'js', 'cjs']
    .map((extension) => join(folder ?? '', `${file}.${extension}`))
    .find((path) => folder !== undefined && existsSync(path));
  if (found === undefined)
    throw new Error(`no bundle for ${resource.logicalId}: expected ${file}.mjs in its asset`);
  return found;
}

function environmentOf(
  { place }: Deployment,
  { name }: { name: string },
  { Environment, MemorySize, Handler }: z.infer<typeof FunctionProperties>,
): Record<string, string> {
  return {
    ...Environment?.Variables,
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    // The access key names the caller: permissions and the ledger are per function.
    AWS_ACCESS_KEY_ID: name,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: place.base,
    // Survey tools' APIs are answered here, too: nothing that runs on this machine asks the real ones.
    RETOUR_EGRESS_URL: `${place.base}/_local/egress`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: '/var/task',
    _HANDLER: Handler,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
  };
}
