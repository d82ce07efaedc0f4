import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type Algorithm = 'sha1' | 'sha256' | 'sha512';
export type Encoding = 'hex' | 'base64' | 'base64url';
type Part = string | Buffer;

/** HMAC over the parts, one after the other. An empty key proves nothing, so it signs nothing. */
export function hmac(
  algorithm: Algorithm,
  encoding: Encoding,
  key: Buffer,
  ...parts: readonly Part[]
): string | undefined {
  if (key.length === 0) return undefined;
  const mac = createHmac(algorithm, key);
  for (const part of parts) mac.update(part);
  return mac.digest(encoding);
}

/** Plain SHA-256 in hexadecimal over a secret and what it vouches for; undefined for an empty secret. */
export function keyedDigest(secret: string, ...parts: readonly Part[]): string | undefined {
  if (secret === '') return undefined;
  const hash = createHash('sha256').update(secret);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/**
 * Whether any given signature is an expected one. Texts are compared, as base64 has several spellings of the same
 * bytes; each pair is compared whole, so the time says nothing of which one fits, nor how far.
 */
export function anyEqual(expected: readonly (string | undefined)[], given: readonly string[]): boolean {
  let found = false;
  for (const one of expected) for (const other of given) if (equal(one, other)) found = true;
  return found;
}

function equal(expected: string | undefined, given: string): boolean {
  if (expected === undefined || expected === '') return false;
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
