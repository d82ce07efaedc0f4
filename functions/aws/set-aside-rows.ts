import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { deliveryWays, type SetAside } from '../domain/delivery.ts';
import { bytes, readStored } from './stored.ts';

/** A set-aside delivery as rows: `set-aside` says what it is, `body#0`, `body#1` … hold its gzipped body. */

/** An item holds 400 kB at most, its names and keys included. */
const chunkSize = 350_000;

const headRow = z.object({
  id: z.string(),
  part: z.literal('set-aside'),
  source: z.string(),
  receivedAt: z.number(),
  headers: z.record(z.string(), z.string()),
  reason: z.string(),
  chunks: z.number(),
  way: z.exactOptional(z.enum(deliveryWays)),
  historic: z.exactOptional(z.literal(true)),
  rebuild: z.exactOptional(z.string()),
});
const bodyRow = z.object({ part: z.string().startsWith('body#'), bytes });

/** Whether a row is part of a set-aside delivery; other rows may share its id. */
export function isOfSetAside(part: string): boolean {
  return part === 'set-aside' || part.startsWith('body#');
}

export function rowsOf({ id, delivery, reason }: SetAside) {
  const packed = gzipSync(delivery.body);
  const count = Math.ceil(packed.length / chunkSize);
  const body = Array.from({ length: count }, (_, index) => ({
    id,
    part: `body#${index}`,
    bytes: packed.subarray(index * chunkSize, (index + 1) * chunkSize),
  }));
  const { body: _, replayOf: __, ...parts } = delivery;
  const head = { id, part: 'set-aside', ...parts, setAsideSource: delivery.source, reason, chunks: count };
  return { head, body };
}

/** The delivery that the rows of one id hold; nothing when it is being forgotten. */
export function setAsideOf(rows: readonly Record<string, unknown>[]): SetAside | undefined {
  const row = rows.find(({ part }) => part === 'set-aside');
  if (!row) return undefined;
  const { id, part: _, reason, chunks, ...delivery } = readStored(headRow, row, 'a set-aside delivery');
  const parts = new Map(
    rows.flatMap((one) => {
      const chunk = bodyRow.safeParse(one);
      return chunk.success ? [[chunk.data.part, chunk.data.bytes] as const] : [];
    }),
  );
  const packed = Array.from({ length: chunks }, (_, index) => parts.get(`body#${index}`));
  if (packed.includes(undefined)) return undefined;
  const body = gunzipSync(Buffer.concat(packed.filter((chunk) => chunk !== undefined)));
  return { id, reason, delivery: { ...delivery, body } };
}
