import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import {
  type Delivery,
  type DeliveryRecord,
  deliveryWays,
  type KeptDelivery,
  type RecordedDelivery,
  rememberedFor,
} from '../domain/delivery.ts';
import { bytes, readStored } from './stored.ts';

/** A delivery's record as a row: those of one response lie together, each with its body where that is kept. */

/** In bytes, packed. An item holds 400 kB at most, its names, keys and headers included. */
const largestKept = 300_000;
/** What the part of such a row begins with; the delivery's id follows. */
export const partOfDelivery = 'delivery#';

const recordedRow = z.object({ part: z.string().startsWith(partOfDelivery) });
const keptRow = recordedRow.extend({
  source: z.string(),
  receivedAt: z.number(),
  order: z.number(),
  headers: z.record(z.string(), z.string()),
  body: bytes,
  way: z.exactOptional(z.enum(deliveryWays)),
  historic: z.exactOptional(z.literal(true)),
});

export function rowOfRecord({ id, source, receivedAt, outcome }: DeliveryRecord) {
  const expiresAt = Math.floor((receivedAt + rememberedFor) / 1000);
  const said = { source, receivedAt, expiresAt };
  if (outcome.kind !== 'recorded') return { id, part: 'record', ...said, outcome };
  const { kind, feedbackId, kept } = outcome;
  const row = { id: feedbackId, part: partOfDelivery + id, ...said, outcome: { kind } };
  const body = kept && packedToKeep(kept.delivery);
  if (kept === undefined || body === undefined) return row;
  const { headers, way, historic } = kept.delivery;
  return { ...row, order: kept.order, headers, body, ...(way && { way }), ...(historic && { historic }) };
}

/** @throws Error when the row is none of a recorded delivery */
export function recordedOfRow(row: Record<string, unknown>): RecordedDelivery {
  const id = deliveryIdOfPart(readStored(recordedRow, row, 'a recorded delivery').part);
  return 'body' in row ? { id, kept: keptOfRow(row) } : { id };
}

export function deliveryIdOfPart(part: string): string {
  return part.slice(partOfDelivery.length);
}

/** The body as it is kept; undefined when it is too large to be. */
export function packedToKeep({ body }: Delivery): Buffer | undefined {
  const packed = gzipSync(body);
  return packed.length <= largestKept ? packed : undefined;
}

function keptOfRow(row: Record<string, unknown>): KeptDelivery {
  const { part: _, order, body, ...delivery } = readStored(keptRow, row, 'a kept delivery');
  return { order, delivery: { ...delivery, body: gunzipSync(body) } };
}
