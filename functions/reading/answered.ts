import * as z from 'zod';
import type { GivenAnswer, GivenValue } from '../providers/provider.ts';

/** What tools write where nothing was answered, in lower case. */
const wordsForNothing: ReadonlySet<string> = new Set(['', 'null']);

/** A text, a number or a truth value as it came; undefined for anything else and where nothing was answered. */
export function answered(given: unknown): string | number | boolean | undefined {
  switch (typeof given) {
    case 'string':
      return wordsForNothing.has(given.trim().toLowerCase()) ? undefined : given;
    case 'number':
    case 'boolean':
      return given;
    default:
      return undefined;
  }
}

/** As `answered`, with lists as texts; an empty list is no answer. */
export function answerValueOf(given: unknown): GivenValue | undefined {
  if (!Array.isArray(given)) return answered(given);
  const texts = given.flatMap((one: unknown) => {
    const text = answered(one);
    return text === undefined ? [] : [String(text)];
  });
  return texts.length === 0 ? undefined : texts;
}

/** One answer, or none where nothing was answered. */
export function answerTo(
  names: readonly string[],
  path: string,
  given: unknown,
  more: Pick<GivenAnswer, 'options' | 'asked'> = {},
): readonly GivenAnswer[] {
  const value = answerValueOf(given);
  return value === undefined || names.length === 0 ? [] : [{ names, path, value, ...more }];
}

export function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

/** The text of a named value; undefined where there is none. */
export function textIn(record: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = Object.hasOwn(record, name) ? answered(record[name]) : undefined;
  return value === undefined ? undefined : String(value);
}

/** A field that nothing depends on: its text, undefined for whatever is none, so that it costs no response. */
export const optionalText = z
  .unknown()
  .transform((given) => {
    const scalar = answered(given);
    return scalar === undefined ? undefined : String(scalar);
  })
  .optional();

/** Named values; none for whatever is no object, as some tools write `[]` or `null` for none. */
export const optionalRecord = z
  .unknown()
  .transform((given) => (isRecord(given) ? given : {}))
  .optional();

/** Fields that nothing depends on; none of them for whatever is no object, as some tools write `[]` or `""` for none. */
export function optionalGroup<Schema extends z.ZodType>(fields: Schema) {
  return z.preprocess((given) => (isRecord(given) ? given : undefined), fields.optional()).optional();
}

/** Records that nothing depends on, without whatever else stands among them; none for whatever is no list. */
export function optionalList<Schema extends z.ZodType>(record: Schema) {
  return z
    .preprocess(
      (given) => (Array.isArray(given) ? given.filter(isRecord) : undefined),
      z.array(record).optional(),
    )
    .optional();
}

/** A field that may be missing or empty in any spelling; what stands there must be as the schema says. */
export function unlessEmpty<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(answered, schema.optional()).optional();
}

/** First and last name as one. */
export function fullNameOf(...parts: readonly (string | undefined)[]): string | undefined {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.join(' ');
}
