import * as z from 'zod';

/** What a customer or a tool typed, made fit for keeping: well-formed Unicode without control characters, bounded. */

/** Longest comment that is kept, in UTF-16 units; a longer one is cut where a character ends. */
const longestComment = 10_000;
const longestLine = 500;
const longestId = 1000;

/** A text with its line breaks and tabs; undefined when nothing but space is left of it. */
export function textOf(given: string, longest = longestComment): string | undefined {
  const plain = given
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  const cut = shorten(plain, longest).trim();
  return cut === '' ? undefined : cut;
}

/** A text on one line: a name, a label, an attribute. */
export function lineOf(given: string, longest = longestLine): string | undefined {
  return textOf(given.replace(/\s+/g, ' '), longest);
}

/** An address, in the customer's spelling; undefined for anything else, so that a typing slip costs no response. */
export function emailOf(given: string): string | undefined {
  const address = given.trim();
  return address.length <= 254 && z.email().safeParse(address).success ? address : undefined;
}

/** A language tag such as `fr` or `pt-BR`; undefined for anything else. */
export function languageTagOf(given: string): string | undefined {
  const tag = given.trim();
  return tag.length <= 35 && /^[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*$/i.test(tag) ? tag : undefined;
}

/** An id is kept to the letter, so one that could not be is refused. */
export const id = z
  .union([z.string(), z.int().transform(String)], { error: 'expected an id' })
  .refine(isId, { error: `expected an id of 1 to ${longestId} characters without control characters` });

function isId(given: string): boolean {
  return given.trim() !== '' && given.length <= longestId && given.isWellFormed() && !/\p{Cc}/u.test(given);
}

/** A moment in ISO 8601 with its zone, as epoch milliseconds. */
export const moment = z.iso
  .datetime({ offset: true, error: 'expected a time in ISO 8601 with its zone' })
  .transform((text) => Date.parse(text));

/** A moment in Unix seconds, as a number or its spelling, as epoch milliseconds. */
export const unixSeconds = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^\d{1,12}(\.\d+)?$/)
        .transform(Number),
    ],
    {
      error: 'expected a time in Unix seconds',
    },
  )
  .refine((seconds) => seconds >= 0 && seconds < 1e11, { error: 'expected a time in Unix seconds' })
  .transform((seconds) => Math.round(seconds * 1000));

function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const segment = new Intl.Segmenter().segment(text.slice(0, longest + 1)).containing(longest);
  const end = segment === undefined || segment.index === 0 ? longest : segment.index;
  // A single character can be longer than the bound: what is cut of that one must still be well-formed.
  return text.slice(0, end).replace(/[\uD800-\uDBFF]$/, '');
}
