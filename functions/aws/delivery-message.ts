import { isUtf8 } from 'node:buffer';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { type Delivery, deliveryWays } from '../domain/delivery.ts';
import type { Refusals } from '../domain/source-log.ts';
import { type IntakeMessage, TooLargeError } from '../ports.ts';
import { queueJson } from './queue-json.ts';
import { readStored } from './stored.ts';

/**
 * Messages of the intake queue. A delivery is JSON, its body as text while that is short, else gzipped. The door's word
 * of calls that it refused takes the same way, as it can write to nothing else.
 */

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
  way: z.exactOptional(z.enum(deliveryWays)),
  historic: z.exactOptional(z.literal(true)),
  replayOf: z.exactOptional(z.string()),
  rebuild: z.exactOptional(z.string()),
});
const refusals = z.object({
  source: z.string(),
  at: z.number(),
  count: z.number(),
}) satisfies z.ZodType<Refusals>;
const wordOfRefusals = z.object({ refused: refusals });

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

export function writeRefusals(refused: Refusals): string {
  return queueJson({ refused } satisfies z.input<typeof wordOfRefusals>);
}

/** Reads any message of the intake queue. @throws Error, without the message's words, when it is none of ours */
export function readIntakeMessage(messageBody: string): IntakeMessage {
  const word = wordOfRefusals.safeParse(parseJson(messageBody));
  if (word.success) return { kind: 'refusals', refusals: word.data.refused };
  return { kind: 'delivery', delivery: readDelivery(messageBody) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it read.
    return undefined;
  }
}
