import type * as z from 'zod';
import { UnreadableBodyError } from '../providers/provider.ts';

/** No survey tool nests deeper; recursive readers further down must not be led on. */
const deepest = 64;

/**
 * Parses a body as JSON in UTF-8 and checks its shape. Of a repeated key the last counts.
 * @throws UnreadableBodyError
 */
export function readJson<Schema extends z.ZodType>(body: Buffer, schema: Schema): z.output<Schema> {
  return checked(parse(utf8Of(body)), schema);
}

/** Parses JSON that stands in a field of another body. @throws UnreadableBodyError, naming the field */
export function readJsonText<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  field: string,
): z.output<Schema> {
  return checked(parse(text, field), schema, field);
}

/** Checks the shape of something parsed. @throws UnreadableBodyError */
export function checked<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
  field = 'body',
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UnreadableBodyError(
    parsed.error.issues
      .slice(0, 10)
      .map((issue) => describe(issue, field))
      .join('; '),
  );
}

/** @throws UnreadableBodyError for bytes that are no UTF-8 */
export function utf8Of(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new UnreadableBodyError('body: expected UTF-8');
  }
}

function parse(text: string, field = 'body'): unknown {
  if (depthOf(text) > deepest) throw new UnreadableBodyError(`${field}: expected at most ${deepest} levels`);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it read.
    throw new UnreadableBodyError(`${field}: expected JSON`);
  }
}

/** Looks at characters only: a pattern for strings would run for long on hostile ones. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted && character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '[' || character === '{')) most = Math.max(most, ++depth);
    else if (!quoted && (character === ']' || character === '}')) depth -= 1;
  }
  return most;
}

/** The schemas' messages name types and forms, no values. */
function describe({ path, message }: z.core.$ZodIssue, field: string): string {
  const names = path.map(String);
  return `${(field === 'body' ? names : [field, ...names]).join('.') || field}: ${message}`;
}
