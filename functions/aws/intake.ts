import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Intake } from '../ports.ts';
import { writeDelivery, writeRefusals } from './delivery-message.ts';

/** The intake queue: one message per delivery, and one per word of refusals. */
export function sqsIntake(client: SQSClient, { queueUrl }: { queueUrl: string }): Intake {
  return {
    async accept(delivery) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: writeDelivery(delivery) }));
    },

    async noteRefusals(refusals) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: writeRefusals(refusals) }));
    },
  };
}
