import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { ApiCredentials } from '../ports.ts';
import { SecretCache } from './secret-cache.ts';

/** Made empty with its source, to be filled in by hand. Pasted tokens often end with a line break. */
const form = z
  .object({ token: z.string() })
  .transform(({ token }) => (token.trim() === '' ? [] : [token.trim()]));

/** Credentials of survey tools' APIs in secrets named prefix and source: `{"token": "…"}`. */
export function secretsManagerApiCredentials(
  client: SecretsManagerClient,
  { prefix, now }: { prefix: string; now: () => number },
): ApiCredentials {
  const cache = new SecretCache(client, now, form);
  return {
    async of(source, fresh) {
      const [token] = await cache.read(`${prefix}${source}`, fresh);
      return token;
    },
  };
}
