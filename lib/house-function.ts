import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type IFunction,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Alarm, type Consequence } from './alarm.ts';
import type { Binding, Grant } from './binding.ts';
import { bundled } from './bundle.ts';
import { serviceName } from './counted.ts';
import type { Environments, FunctionName } from './environments.ts';
import type { House } from './house.ts';
import type { WorkQueue } from './queue.ts';

export interface HouseFunctionProps<Name extends FunctionName> {
  /** The folder in `functions/` that holds `handler.ts`. */
  readonly name: Name;
  readonly house: House;
  /** A binding for each variable of the function's own schema, no more and no less. */
  readonly environment: Readonly<Record<keyof Environments[Name] & string, Binding>>;
  /** Access that no variable stands for. */
  readonly permissions?: readonly Grant[];
  readonly timeout: Duration;
  /** MiB; CPU follows memory. 512 when left out. */
  readonly memory?: number;
  /** Where events go that an asynchronous caller handed over and that failed for good. */
  readonly deadLetters?: IQueue;
  /** Whom it hurts when this function fails. */
  readonly failure: Consequence & { readonly errors?: number };
}

export interface Pace {
  readonly batchSize: number;
  /** How long to wait for a batch to fill. */
  readonly window: Duration;
  /** Batches at a time; 2 at least. */
  readonly concurrency: number;
}

/** A Lambda function as this house has them: bundled, traced, with a log that ends and a role of its own. */
export class HouseFunction<Name extends FunctionName> extends Construct {
  readonly lambda: IFunction;

  constructor(scope: Construct, id: string, props: HouseFunctionProps<Name>) {
    super(scope, id);
    const { name, house, environment, permissions = [], timeout, memory = 512, deadLetters, failure } = props;
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    const bindings = Object.entries<Binding>(environment);
    const lambda = new LambdaFunction(this, 'Function', {
      functionName: `${serviceName(house)}-${name}`,
      code: bundled(name, house.configuration),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory,
      timeout,
      role,
      logGroup,
      tracing: Tracing.ACTIVE,
      environment: {
        ...Object.fromEntries(bindings.map(([variable, { value }]) => [variable, value])),
        POWERTOOLS_SERVICE_NAME: serviceName(house),
      },
      ...(deadLetters && { deadLetterQueue: deadLetters }),
    });
    for (const grant of [...bindings.map(([, binding]) => binding.grant), ...permissions]) grant(role);
    this.lambda = lambda;

    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'xray:PutTraceSegments, xray:PutTelemetryRecords and comprehend:BatchDetectSentiment know no resources; ' +
        'tests/lib/access.test.ts refuses any other action on "*".',
    });
    new Alarm(this, 'Errors', {
      alarms: house.alarms,
      metric: lambda.metricErrors({ period: Duration.minutes(5) }),
      reaches: failure.errors ?? 1,
      impact: failure.impact,
      runbook: failure.runbook,
    });
  }

  /** Gives the function a queue's messages in batches; only those that failed go back. */
  work({ queue }: WorkQueue, { batchSize, window, concurrency }: Pace): void {
    this.lambda.addEventSource(
      new SqsEventSource(queue, {
        batchSize,
        maxBatchingWindow: window,
        maxConcurrency: concurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}
