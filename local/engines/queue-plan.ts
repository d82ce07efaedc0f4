import * as z from 'zod';
import type { Resource } from '../deployment.ts';
import type { QueueSettings } from './queue-state.ts';

const QueueProperties = z.object({
  VisibilityTimeout: z.coerce.number().default(30),
  DelaySeconds: z.coerce.number().default(0),
  MessageRetentionPeriod: z.coerce.number().optional(),
  FifoQueue: z.boolean().optional(),
  ContentBasedDeduplication: z.boolean().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});

export interface QueuePlan {
  readonly settings: QueueSettings;
  /** As SQS names them. */
  readonly attributes: Readonly<Record<string, string>>;
}

export function queuePlan(resource: Resource): QueuePlan {
  const properties = QueueProperties.parse(resource.properties);
  const {
    RedrivePolicy: redrive,
    MessageRetentionPeriod: retention,
    FifoQueue,
    ContentBasedDeduplication,
  } = properties;
  return {
    settings: {
      name: resource.attributes['QueueName'] ?? '',
      arn: resource.attributes['Arn'] ?? '',
      visibilitySeconds: properties.VisibilityTimeout,
      delaySeconds: properties.DelaySeconds,
      maxReceives: redrive?.maxReceiveCount ?? Number.POSITIVE_INFINITY,
      deadLetterArn: redrive?.deadLetterTargetArn,
    },
    attributes: {
      VisibilityTimeout: String(properties.VisibilityTimeout),
      DelaySeconds: String(properties.DelaySeconds),
      ...(retention !== undefined && { MessageRetentionPeriod: String(retention) }),
      ...(FifoQueue === true && { FifoQueue: 'true' }),
      ...(ContentBasedDeduplication === true && { ContentBasedDeduplication: 'true' }),
      ...(redrive !== undefined && { RedrivePolicy: JSON.stringify(redrive) }),
    },
  };
}
