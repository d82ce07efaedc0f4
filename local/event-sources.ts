import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { Deployment, Resource } from './deployment.ts';
import type { QueueState } from './engines/queue-state.ts';
import type { ReceivedMessage, Sqs } from './engines/sqs.ts';
import type { FrontDoor } from './front-door.ts';
import type { Functions, LambdaFunction } from './functions.ts';
import { isRecord, type JsonRecord, parseRecord, recordAt, recordsAt, textAt } from './json-value.ts';
import type { Ledger } from './ledger.ts';
import type { Permissions } from './permissions.ts';

const MappingProperties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.coerce.number().default(10),
  MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
  FunctionResponseTypes: z.array(z.string()).default([]),
  Enabled: z.boolean().default(true),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number() }).optional(),
});

interface Mapping {
  readonly queue: QueueState;
  readonly lambda: LambdaFunction;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly concurrency: number;
  readonly partialFailures: boolean;
  readonly region: string;
}

/** How long a batch lets callers at the front door go first. */
const POLITE_MS = 400;

interface Surroundings {
  readonly sqs: Sqs;
  readonly functions: Functions;
  readonly permissions: Permissions;
  readonly ledger: Ledger;
  readonly activity: Activity;
  readonly door: FrontDoor;
}

/** Starts the pump of every SQS event source mapping. */
export function startEventSources(deployment: Deployment, around: Surroundings): void {
  for (const resource of deployment.ofType('AWS::Lambda::EventSourceMapping')) {
    const mapping = mappingOf(resource, deployment.place.region, around);
    if (mapping !== undefined) new QueuePump(mapping, around).start();
  }
}

function mappingOf(
  resource: Resource,
  region: string,
  { sqs, functions, permissions }: Surroundings,
): Mapping | undefined {
  const properties = MappingProperties.parse(resource.properties);
  const queue = sqs.queue(properties.EventSourceArn);
  const lambda = functions.find(properties.FunctionName);
  if (queue === undefined || lambda === undefined)
    throw new Error(`${resource.logicalId} does not join a queue and a function of the templates`);
  for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'])
    if (!permissions.may(lambda.role, action, queue.arn))
      throw new Error(
        `${resource.logicalId}: the role of ${lambda.logicalId} may not ${action} on ${queue.name}`,
      );
  if (!properties.Enabled) return undefined;
  return {
    queue,
    lambda,
    batchSize: properties.BatchSize,
    windowMs: properties.MaximumBatchingWindowInSeconds * 1000,
    concurrency: Math.min(lambda.workers, properties.ScalingConfig?.MaximumConcurrency ?? lambda.workers),
    partialFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    region,
  };
}

/** Takes batches from one queue to one function, as many at a time as the function has workers. */
class QueuePump {
  private readonly mapping: Mapping;
  private readonly around: Surroundings;
  private running = 0;
  private receiving = false;
  private window: NodeJS.Timeout | undefined;
  private endHold: (() => void) | undefined;
  /** Messages that the engine did not hand out although they look visible (a locked group): wait for a change. */
  private stalled = false;

  constructor(mapping: Mapping, around: Surroundings) {
    this.mapping = mapping;
    this.around = around;
  }

  start(): void {
    this.mapping.queue.onVisible(() => {
      this.stalled = false;
      this.wake();
    });
    this.around.activity.onSettling(() => this.flush());
    this.wake();
  }

  private wake(): void {
    const { queue, batchSize, windowMs } = this.mapping;
    if (queue.visibleCount === 0 || this.stalled) {
      this.release();
      return;
    }
    this.endHold ??= this.around.activity.begin();
    if (queue.visibleCount >= batchSize || windowMs === 0 || this.around.activity.settling) this.flush();
    else this.window ??= setTimeout(() => this.flush(), windowMs);
  }

  private flush(): void {
    clearTimeout(this.window);
    this.window = undefined;
    if (this.receiving || this.stalled || this.running >= this.mapping.concurrency) return;
    if (this.mapping.queue.visibleCount === 0) return;
    this.receiving = true;
    // A turn later, so that messages sent in the same breath travel together.
    setImmediate(() => void this.take());
  }

  private async take(): Promise<void> {
    await this.around.door.quiet(POLITE_MS);
    const batch = await this.receive();
    this.receiving = false;
    if (batch.length === 0) {
      this.stalled = this.mapping.queue.visibleCount > 0;
      this.wake();
      return;
    }
    this.running += 1;
    const done = this.around.activity.begin();
    this.wake();
    try {
      await this.process(batch);
    } finally {
      this.running -= 1;
      this.stalled = false;
      this.wake();
      done();
    }
  }

  private async receive(): Promise<ReceivedMessage[]> {
    const { queue, batchSize, lambda } = this.mapping;
    const batch: ReceivedMessage[] = [];
    while (batch.length < batchSize && queue.visibleCount > 0) {
      const page = await this.around.sqs.receive(queue.name, batchSize - batch.length);
      this.around.ledger.record(lambda.name, 'sqs', 'ReceiveMessage', 1);
      if (page.length === 0) break;
      batch.push(...page);
    }
    return batch;
  }

  private async process(batch: readonly ReceivedMessage[]): Promise<void> {
    const { queue, lambda, partialFailures, region } = this.mapping;
    const Records = batch.map((message) => recordOf(message, queue.arn, region));
    this.around.ledger.record('sqs', 'lambda', 'InvokeFunction', 1);
    const outcome = await this.around.functions.invoke(lambda, JSON.stringify({ Records }));
    if (!outcome.ok) return;
    const failed = partialFailures ? failedIds(outcome.payload) : new Set<string>();
    // A failure without a message id is AWS's way to say that the answer is unreadable: all of them failed.
    if (failed === 'all') return;
    const handled = batch.filter(({ id }) => !failed.has(id));
    if (handled.length === 0) return;
    this.around.ledger.record(lambda.name, 'sqs', 'DeleteMessage', Math.ceil(handled.length / 10));
    await this.around.sqs.delete(queue.name, handled);
  }

  private release(): void {
    this.endHold?.();
    this.endHold = undefined;
  }
}

function failedIds(payload: string): Set<string> | 'all' {
  const answer: unknown = JSON.parse(payload);
  if (!isRecord(answer)) return new Set();
  const ids = new Set<string>();
  for (const failure of recordsAt(answer, 'batchItemFailures')) {
    const id = textAt(failure, 'itemIdentifier');
    if (id === undefined || id === '') return 'all';
    ids.add(id);
  }
  return ids;
}

function recordOf({ id, handle, body, raw }: ReceivedMessage, arn: string, region: string): JsonRecord {
  return {
    messageId: id,
    receiptHandle: handle,
    body,
    attributes: recordAt(raw, 'Attributes'),
    messageAttributes: attributesOf(recordAt(raw, 'MessageAttributes')),
    md5OfBody: textAt(raw, 'MD5OfBody'),
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: region,
  };
}

function attributesOf(attributes: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const { StringValue, BinaryValue, DataType } = isRecord(value) ? value : parseRecord('');
      return [name, { stringValue: StringValue, binaryValue: BinaryValue, dataType: DataType }];
    }),
  );
}
