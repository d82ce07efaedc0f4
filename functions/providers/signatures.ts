import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 in base64 over the parts, one after the other. An empty key proves nothing, so it signs nothing. */
export function hmacSha256(key: Buffer, ...parts: readonly (string | Buffer)[]): string | undefined {
  if (key.length === 0) return undefined;
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('base64');
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
  if (expected === undefined) return false;
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
