import type { Instant } from '../../functions/domain/instant.ts';
import type { Provider } from '../../functions/providers/provider.ts';
import type { GivenBody } from './given-bodies.ts';

export interface GivenCall {
  readonly secrets: readonly string[];
  readonly method: string;
  /** As the tool called it; empty where nobody knows. */
  readonly url: string;
  readonly at: Instant;
}

export interface Proof {
  readonly isRight: boolean;
  /** In plain English. */
  readonly text: string;
}

/** Whether the door would believe a call, and if not, what is worth a look. */
export function proofOf(
  { authentication }: Provider,
  { headers, body }: GivenBody,
  { secrets, method, url, at }: GivenCall,
): Proof {
  const { scheme, proofs, inPath } = authentication;
  const pathSecret = /\/hooks\/[^/?#]+\/([^/?#]+)/.exec(url)?.[1];
  const isAuthentic = (bytes: Buffer) =>
    authentication.isAuthentic({ method, url, headers, pathSecret, body: bytes }, secrets, at);
  if (isAuthentic(body)) return { isRight: true, text: `right (${scheme})` };
  const trimmed = Buffer.from(body.toString('latin1').replace(/\r?\n$/, ''), 'latin1');
  if (isAuthentic(trimmed))
    return { isRight: true, text: `right (${scheme}), without the line break at the end of the file` };
  const given = proofs.filter((name) => headers[name] !== undefined);
  if (given.length > 0 || pathSecret !== undefined)
    return {
      isRight: false,
      text: `wrong (${scheme}): another secret, other bytes than those that were signed, or another time (--at)`,
    };
  const expected = [...proofs, ...(inPath ? ['a secret in the address (--url)'] : [])].join(' or ');
  return { isRight: false, text: `missing (${scheme}): expected ${expected}` };
}
