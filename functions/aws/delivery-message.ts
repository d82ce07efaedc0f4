import { isUtf8 } from 'node:buffer';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { TooLargeError } from '../ports.ts';
import { queueJson } from './queue-json.ts';
import { readStored } from './stored.ts';

/** A delivery as a message of the intake queue: JSON, its body as text while that is short, else gzipped. */

/** SQS bills in steps of 64 kB and a Lambda batch holds 6 MB: from here on packing pays. */
const longestText = 200_000;
/** The most that SQS takes, in bytes. */
const longestMessage = 1_048_576;
/** Far above what the door lets in; keeps a forged message from filling the memory. */
const longestBody = 32 * 1024 * 1024;

const envelope = z.object({
  source: z.string(),
  receivedAt: z.number(),
  headers: z.record(z.string(), z.string()),
  encoding: z.enum(['text', 'gzip']),
  body: z.string(),
  replayOf: z.exactOptional(z.string()),
});

type Envelope = z.infer<typeof envelope>;

/** @throws TooLargeError when the delivery does not fit into a message even when packed. */
export function writeDelivery({ body, ...parts }: Delivery): string {
  if (body.length < longestText && isUtf8(body)) {
    const text = queueJson({ ...parts, encoding: 'text', body: body.toString() } satisfies Envelope);
    if (Buffer.byteLength(text) < longestText) return text;
  }
  const packed = gzipSync(body).toString('base64');
  const message = queueJson({ ...parts, encoding: 'gzip', body: packed } satisfies Envelope);
  if (Buffer.byteLength(message) > longestMessage)
    throw new TooLargeError(`a delivery of ${body.length} bytes does not fit into a message`);
  return message;
}

/**
 * The inverse of `writeDelivery`.
 * @throws Error, without the message's words, when it is none of ours.
 */
export function readDelivery(messageBody: string): Delivery {
  const { encoding, body, ...rest } = readStored(envelope, parseJson(messageBody), 'an intake message');
  switch (encoding) {
    case 'text':
      return { ...rest, body: Buffer.from(body) };
    case 'gzip':
      return { ...rest, body: gunzipSync(Buffer.from(body, 'base64'), { maxOutputLength: longestBody }) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it read.
    return undefined;
  }
}
