import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { RunClock } from './clock.ts';
import type { Deployment } from './deployment.ts';
import type { Functions, LambdaFunction } from './functions.ts';
import type { Journal } from './journal.ts';
import { type JsonRecord, textAt } from './json-value.ts';
import type { LambdaError } from './worker-pool.ts';

const RETRY_DELAYS_MS = [60_000, 120_000];

const DeadLetters = z.object({ DeadLetterConfig: z.object({ TargetArn: z.string() }).optional() });
const ConfigProperties = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(2),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
});

/** Lambda's asynchronous invocation: accepted at once, kept over a restart, tried three times, then handed on. */
export class AsyncInvocations {
  private readonly functions: Functions;
  private readonly clock: RunClock;
  private readonly journal: Journal;
  private readonly configs = new Map<string, { retries: number; onFailure: string | undefined }>();
  /** Function to the ARN of the queue that gets its lost events as they came. */
  private readonly deadLetters = new Map<string, string>();
  private readonly sendToQueue: (queueArn: string, body: string) => Promise<void>;

  constructor(parts: {
    deployment: Deployment;
    functions: Functions;
    clock: RunClock;
    journal: Journal;
    sendToQueue: (queueArn: string, body: string) => Promise<void>;
  }) {
    this.functions = parts.functions;
    this.clock = parts.clock;
    this.journal = parts.journal;
    this.sendToQueue = parts.sendToQueue;
    for (const { properties, attributes } of parts.deployment.ofType('AWS::Lambda::Function')) {
      const target = DeadLetters.parse(properties).DeadLetterConfig?.TargetArn;
      if (target !== undefined) this.deadLetters.set(attributes['Arn'] ?? '', target);
    }
    for (const resource of parts.deployment.ofType('AWS::Lambda::EventInvokeConfig')) {
      const config = ConfigProperties.parse(resource.properties);
      const arn = this.functions.find(config.FunctionName)?.arn ?? '';
      const onFailure = config.DestinationConfig.OnFailure?.Destination;
      this.configs.set(arn, { retries: config.MaximumRetryAttempts, onFailure });
    }
  }

  resume(): void {
    const kept = new Map<string, JsonRecord>();
    for (const line of this.journal.read()) {
      const id = textAt(line, 'id') ?? '';
      if (line['op'] === 'put') kept.set(id, line);
      else kept.delete(id);
    }
    this.journal.compact([...kept.values()]);
    for (const [id, line] of kept) {
      const lambda = this.functions.find(textAt(line, 'function') ?? '');
      if (lambda !== undefined) void this.attempt(lambda, textAt(line, 'payload') ?? 'null', id, 0);
    }
  }

  /** Returns when the event is safe; the function runs later. */
  accept(lambda: LambdaFunction, payload: string): void {
    const id = randomUUID();
    this.journal.append({ op: 'put', id, function: lambda.arn, payload });
    void this.attempt(lambda, payload, id, 0);
  }

  private async attempt(lambda: LambdaFunction, payload: string, id: string, tried: number): Promise<void> {
    const outcome = await this.functions.invoke(lambda, payload);
    const config = this.configs.get(lambda.arn);
    if (!outcome.ok && tried < (config?.retries ?? RETRY_DELAYS_MS.length)) {
      const delay = RETRY_DELAYS_MS[tried] ?? 0;
      this.clock.at(this.clock.now() + delay, () => void this.attempt(lambda, payload, id, tried + 1));
      return;
    }
    if (!outcome.ok) await this.giveUp(lambda, payload, id, outcome.error);
    this.journal.append({ op: 'del', id });
  }

  private async giveUp(
    lambda: LambdaFunction,
    payload: string,
    id: string,
    error: LambdaError,
  ): Promise<void> {
    const deadLetters = this.deadLetters.get(lambda.arn);
    if (deadLetters !== undefined) await this.sendToQueue(deadLetters, payload);
    const destination = this.configs.get(lambda.arn)?.onFailure;
    if (destination === undefined) return;
    const envelope = {
      version: '1.0',
      timestamp: new Date(this.clock.now()).toISOString(),
      requestContext: { requestId: id, functionArn: `${lambda.arn}:$LATEST`, condition: 'RetriesExhausted' },
      requestPayload: JSON.parse(payload),
      responsePayload: error,
    };
    await this.sendToQueue(destination, JSON.stringify(envelope));
  }
}
