import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LinkKeys } from '../ports.ts';
import { SecretCache } from './secret-cache.ts';

/** The secret that links are signed with. */
export function secretsManagerLinkKeys(
  client: SecretsManagerClient,
  { name, now }: { name: string; now: () => number },
): LinkKeys {
  const cache = new SecretCache(client, now);
  return {
    async keys() {
      const keys = await cache.read(name);
      // Going on without a key would call every link in every mailbox a forgery.
      if (keys.length === 0) throw new Error('the secret that signs links is missing');
      return keys;
    },
  };
}
