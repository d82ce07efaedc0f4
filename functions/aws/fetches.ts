import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Fetches, FetchRequest } from '../ports.ts';
import { queueJson } from './queue-json.ts';
import { readStored } from './stored.ts';

/** The most that SQS holds a message back, in seconds. */
const longestDelay = 900;

const request = z.object({
  source: z.string(),
  deliveryId: z.string(),
  receivedAt: z.number(),
  announced: z.object({ responseId: z.string(), survey: z.exactOptional(z.string()) }),
  attempts: z.number(),
  firstTriedAt: z.exactOptional(z.number()),
  notBefore: z.exactOptional(z.number()),
}) satisfies z.ZodType<FetchRequest>;

/** The queue of announced responses; delays of more than 15 minutes are cut to 15. */
export function sqsFetches(client: SQSClient, { queueUrl }: { queueUrl: string }): Fetches {
  return {
    async request(fetch, delay = 0) {
      const DelaySeconds = Math.min(Math.ceil(delay / 1000), longestDelay);
      await client.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: queueJson({ ...fetch }), DelaySeconds }),
      );
    },
  };
}

/** The inverse of `request`. @throws Error, without the message's words, when it is none of ours */
export function readFetchRequest(messageBody: string): FetchRequest {
  return readStored(request, parseJson(messageBody), 'a fetch request');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it read.
    return undefined;
  }
}
