import * as z from 'zod';

/**
 * Reads what a table or a queue holds.
 * @throws Error that names what does not fit and where, never the values.
 */
export function readStored<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
  throw new Error(`${what} cannot be read: ${wrong.join(', ')}`);
}

/** Bytes, in whatever view the SDK gives them. */
export const bytes = z.instanceof(Uint8Array).transform((value) => Buffer.from(value));
