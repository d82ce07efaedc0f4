import * as z from 'zod';

/** A place in a table with the key `id`, as text for whoever comes back to read on. */

const key = z.strictObject({ id: z.string().min(1) });

export function cursorOfKey(lastKey: unknown): string {
  return Buffer.from(JSON.stringify(key.parse(lastKey))).toString('base64url');
}

/** @throws RangeError when the text is no cursor that was given out. */
export function keyOfCursor(cursor: string): { id: string } {
  try {
    return key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new RangeError('this is no cursor to go on from');
  }
}
