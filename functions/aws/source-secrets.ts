import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SourceSecrets } from '../ports.ts';
import { SecretCache } from './secret-cache.ts';

/** Secrets named prefix and source; a source that is not among `sources` costs no call. */
export function secretsManagerSourceSecrets(
  client: SecretsManagerClient,
  { prefix, sources, now }: { prefix: string; sources: ReadonlySet<string>; now: () => number },
): SourceSecrets {
  const cache = new SecretCache(client, now);
  return {
    async of(source, fresh) {
      return sources.has(source) ? cache.read(`${prefix}${source}`, fresh) : [];
    },
  };
}
