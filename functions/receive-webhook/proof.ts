import { randomBytes } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import type { SourceConfiguration } from '../domain/source.ts';
import type { SourceSecrets } from '../ports.ts';
import type { Provider, SignedRequest } from '../providers/provider.ts';

export interface Claim {
  readonly name: string;
  /** Undefined when no such source is configured. */
  readonly source: SourceConfiguration | undefined;
  readonly provider: Provider;
}

/** Nobody can sign with it; a source without secrets, or no source at all, costs a caller the same work. */
const nobodysSecret = randomBytes(32).toString('base64');

/**
 * Whether a live secret of the source signed the request. Secrets may have been rotated since they were read,
 * so a miss looks once more; the secrets' adapter keeps strangers from making that dear.
 */
export async function provesItself(
  secrets: SourceSecrets,
  { name, source, provider }: Claim,
  request: SignedRequest,
  now: Instant,
): Promise<boolean> {
  const isSignedBy = (live: readonly string[]) =>
    provider.authentication.isAuthentic(request, orNobodys(live), now);
  if (source === undefined) return isSignedBy([]) && false;
  return isSignedBy(await secrets.of(name)) || isSignedBy(await secrets.of(name, true));
}

function orNobodys(live: readonly string[]): readonly string[] {
  return live.length === 0 ? [nobodysSecret] : live;
}
