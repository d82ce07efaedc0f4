import * as z from 'zod';
import type { Deployment } from './deployment.ts';
import type { SecretsManager } from './engines/secrets-manager.ts';

const Sources = z.array(
  z.object({ source: z.string(), provider: z.string(), scheme: z.string(), secret: z.string() }),
);
const SecretValue = z.object({ current: z.string() });

export interface LocalSource {
  readonly source: string;
  readonly provider: string;
  readonly url: string;
  readonly signature: { readonly scheme: string; readonly secret: string };
}

/** The configured sources with their local secrets, from the template output whose name contains "Sources". */
export function readSources(deployment: Deployment, secrets: SecretsManager): LocalSource[] {
  const output = deployment.outputs.find(({ key }) => key.includes('Sources'));
  if (output === undefined) return [];
  return Sources.parse(JSON.parse(output.value)).map(({ source, provider, scheme, secret }) => {
    const value = secrets.value(secret);
    if (value === undefined)
      throw new Error(`source ${source} names a secret that the templates do not define`);
    const { current } = SecretValue.parse(JSON.parse(value));
    const url = `${deployment.place.base}/hooks/${encodeURIComponent(source)}`;
    return {
      source,
      provider,
      url: addressed(url, scheme, current),
      signature: { scheme, secret: shown(scheme, current) },
    };
  });
}

/** A tool that signs nothing is given the secret in its address. */
function addressed(url: string, scheme: string, secret: string): string {
  return scheme === 'shared-secret' ? `${url}/${encodeURIComponent(secret)}` : url;
}

function shown(scheme: string, secret: string): string {
  return scheme === 'standard-webhooks' && !secret.startsWith('whsec_') ? `whsec_${secret}` : secret;
}
