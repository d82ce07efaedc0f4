import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Alarm, type Consequence } from './alarm.ts';
import type { Alarms } from './alarms.ts';
import { allow, type Binding } from './binding.ts';

const kept = {
  // The longest SQS has: a message must outlive a long week-end in which nobody mends what rejects it.
  retentionPeriod: Duration.days(14),
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
};

export interface DeadLettersProps extends Consequence {
  readonly alarms: Alarms;
}

/** Messages that could not be worked; the first one raises an alarm. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { alarms, ...consequence }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', kept);
    new Alarm(this, 'Waiting', {
      alarms,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      reaches: 1,
      ...consequence,
    });
  }
}

export interface WorkQueueProps {
  readonly alarms: Alarms;
  /** The worker's own time-out; a message stays hidden for six of them. */
  readonly workerTimeout: Duration;
  /** Failures after which a message is a dead letter. */
  readonly attempts: number;
  /** Bytes; 1 MiB, the most SQS takes, when left out. */
  readonly maximumSize?: number;
  /** Age of the oldest message that means trouble. */
  readonly backlog: Consequence & { readonly age: Duration };
  readonly deadLetters: Consequence;
}

/** A queue with its dead letters, and alarms on both. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { alarms, workerTimeout, attempts, maximumSize = 1_048_576, backlog } = props;
    const deadLetters = new DeadLetters(this, 'DeadLetters', { alarms, ...props.deadLetters });
    this.queue = new Queue(this, 'Queue', {
      ...kept,
      maxMessageSizeBytes: maximumSize,
      visibilityTimeout: Duration.seconds(6 * workerTimeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: attempts },
    });
    new Alarm(this, 'Backlog', {
      alarms,
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      reaches: backlog.age.toSeconds(),
      impact: backlog.impact,
      runbook: backlog.runbook,
    });
  }

  /** The queue's URL, for a function that sends to it. */
  sender(): Binding {
    return { value: this.queue.queueUrl, grant: allow(['sqs:SendMessage'], [this.queue.queueArn]) };
  }
}
