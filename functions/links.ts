import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Instant } from './domain/instant.ts';

/**
 * Links that stand for a right: what may be done, to what, by whom, until when; signed, so that nothing in them
 * can be changed. Possession is all it takes, hence the scope is small and the life short.
 */
const right = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('act'), case: z.string(), by: z.string(), until: z.number() }),
  z.strictObject({ to: z.literal('see'), case: z.string(), by: z.string(), until: z.number() }),
  z.strictObject({ to: z.literal('answer'), case: z.string(), round: z.number(), until: z.number() }),
  // Whoever wants to hear nothing more may say so years later.
  z.strictObject({ to: z.literal('unsubscribe'), customer: z.string() }),
]);
export type Right = z.output<typeof right>;

export type LinkRight<To extends Right['to']> = Extract<Right, { to: To }>;

const paths = { act: 'cases', see: 'cases', answer: 'recovery', unsubscribe: 'unsubscribe' } as const;

function seal(content: string, secret: string): string {
  return createHmac('sha256', secret).update(content).digest('base64url');
}

/** The address at which a right can be used. `secret` is the newest key. */
export function linkTo(granted: Right, baseUrl: string, secret: string): string {
  const content = Buffer.from(JSON.stringify(granted)).toString('base64url');
  return `${baseUrl}/${paths[granted.to]}/${content}.${seal(content, secret)}`;
}

export type LinkReading<To extends Right['to']> =
  | { readonly kind: 'granted'; readonly right: LinkRight<To> }
  | { readonly kind: 'expired'; readonly right: LinkRight<To> }
  | { readonly kind: 'broken' };

/** Reads the last part of a link's path; every key that still verifies may be given. */
export function readLink<To extends Right['to']>(
  link: string,
  to: To,
  secrets: readonly string[],
  now: Instant,
): LinkReading<To> {
  const [content, signature, ...rest] = link.split('.');
  if (content === undefined || signature === undefined || rest.length > 0) return { kind: 'broken' };
  // Compared as spelled: decoding forgives what no link of ours contains.
  const given = Buffer.from(signature);
  const genuine = secrets.map((secret) => {
    const expected = Buffer.from(seal(content, secret));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!genuine.includes(true)) return { kind: 'broken' };
  const parsed = right.safeParse(JSON.parse(Buffer.from(content, 'base64url').toString()));
  if (!parsed.success || !isTo(parsed.data, to)) return { kind: 'broken' };
  const until = 'until' in parsed.data ? parsed.data.until : undefined;
  return { kind: until !== undefined && now >= until ? 'expired' : 'granted', right: parsed.data };
}

function isTo<To extends Right['to']>(granted: Right, to: To): granted is LinkRight<To> {
  return granted.to === to;
}
