import { createHash } from 'node:crypto';

/** A short name for a body to the byte, for tools that give their deliveries none. */
export function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 22);
}
