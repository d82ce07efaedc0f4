import type { Instant } from '../domain/instant.ts';
import type { Authentication, SignedRequest } from './provider.ts';
import { type Algorithm, anyEqual, type Encoding, hmac } from './signatures.ts';

/** The ways of proving a call that several tools share. */

export interface BodySignature {
  readonly scheme: string;
  /** Lower case. */
  readonly header: string;
  readonly algorithm: Algorithm;
  readonly encoding: Encoding;
  /** What stands before the digest, such as `sha256=`. */
  readonly prefix?: string;
}

/** An HMAC over the raw body in a header; the secret is text, even where it looks like base64. */
export function bodySignature(props: BodySignature): Authentication {
  const { scheme, header, algorithm, encoding, prefix = '' } = props;
  return {
    scheme,
    proofs: [header],
    inPath: false,
    isAuthentic: ({ headers, body }, secrets) => {
      const given = headers[header];
      if (!given) return false;
      const expected = secrets.map((secret) => {
        const digest = hmac(algorithm, encoding, Buffer.from(secret), body);
        return digest && `${prefix}${digest}`;
      });
      return anyEqual(expected, [given]);
    },
  };
}

/** Fixed headers that unsigned tools can be told to send. */
const bearer = 'authorization';
const houseHeader = 'x-retour-secret';

/**
 * For tools that sign nothing: the secret stands in the path, `/hooks/{source}/{secret}`, or in a fixed header,
 * `Authorization: Bearer …` or `X-Retour-Secret: …`. `tokens` finds it wherever else the tool puts one.
 */
export function sharedSecret(
  proofs: readonly string[] = [],
  tokens: (request: SignedRequest) => readonly string[] = () => [],
): Authentication {
  return {
    scheme: 'shared-secret',
    proofs: [...proofs, bearer, houseHeader],
    inPath: true,
    isAuthentic: (request, secrets) => {
      const { headers, pathSecret } = request;
      const given = [
        pathSecret,
        headers[houseHeader],
        headers[bearer]?.replace(/^bearer /i, ''),
        ...proofs.map((name) => headers[name]),
        ...tokens(request),
      ];
      return anyEqual(
        secrets,
        given.flatMap((one) => (one ? [one] : [])),
      );
    },
  };
}

const tolerance = 5 * 60_000;

/** Whether a sender's clock agrees with ours, within five minutes. */
export function isRecent(sentAt: Instant, now: Instant): boolean {
  return Math.abs(now - sentAt) <= tolerance;
}

/** Standard Webhooks 1.0 (standardwebhooks.com), symmetric: `id.timestamp.body` under the key in `whsec_…`. */
export const standardWebhooks: Authentication = {
  scheme: 'standard-webhooks',
  proofs: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  inPath: false,
  isAuthentic({ headers, body }, secrets, now) {
    const id = headers['webhook-id'];
    const timestamp = headers['webhook-timestamp'];
    const signatures = headers['webhook-signature'];
    if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) return false;
    const expected = secrets.map((secret) =>
      hmac('sha256', 'base64', keyOf(secret), `${id}.${timestamp}.`, body),
    );
    const given = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []));
    return anyEqual(expected, given) && isRecent(Number(timestamp) * 1000, now);
  },
};

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}
