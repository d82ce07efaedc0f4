import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { DeferredSentiments } from '../ports.ts';
import { queueJson } from './queue-json.ts';
import { readStored } from './stored.ts';

/** Seconds until a service that throttled is asked again. */
const delay = 60;

const message = z.string().transform((text, context) => {
  try {
    return z.object({ feedbackId: z.string() }).parse(JSON.parse(text));
  } catch {
    context.addIssue('not a feedback id');
    return z.NEVER;
  }
});

/** The queue of comments whose sentiment has to be found later. */
export function sqsDeferredSentiments(
  client: SQSClient,
  { queueUrl }: { queueUrl: string },
): DeferredSentiments {
  return {
    async defer(feedbackId) {
      const body = queueJson({ feedbackId });
      await client.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, DelaySeconds: delay }),
      );
    },
  };
}

/**
 * The id of the feedback that a message of the queue names.
 * @throws Error when it is none of ours.
 */
export function readDeferred(messageBody: string): string {
  return readStored(message, messageBody, 'a deferred sentiment').feedbackId;
}
