import { isRecent } from './authentication.ts';
import type { Authentication, SignedRequest } from './provider.ts';
import { anyEqual, hmac, keyedDigest } from './signatures.ts';

const newest = 'x-hubspot-signature-v3';
const timestamp = 'x-hubspot-request-timestamp';
const older = 'x-hubspot-signature';
const version = 'x-hubspot-signature-version';

/**
 * HubSpot's three signatures (developers.hubspot.com, "Validating requests"), keyed with the app's client secret.
 * The third one has a time and covers the address; where it is sent it alone counts, however good an older one is.
 */
export const hubspotSignature: Authentication = {
  scheme: 'hubspot',
  proofs: [newest, timestamp, older, version],
  inPath: false,
  isAuthentic(request, secrets, now) {
    const { headers } = request;
    const given = headers[newest];
    if (given !== undefined) return isThird(request, given, secrets, now);
    const digest = headers[version] === 'v2' ? second : headers[version] === 'v1' ? first : undefined;
    const proof = headers[older];
    return (
      proof !== undefined &&
      digest !== undefined &&
      anyEqual(
        secrets.map((secret) => digest(secret, request)),
        [proof],
      )
    );
  },
};

function first(secret: string, { body }: SignedRequest): string | undefined {
  return keyedDigest(secret, body);
}

function second(secret: string, { method, url, body }: SignedRequest): string | undefined {
  return keyedDigest(secret, method, url, body);
}

function isThird(
  { method, url, headers, body }: SignedRequest,
  given: string,
  secrets: readonly string[],
  now: number,
): boolean {
  const sentAt = headers[timestamp];
  if (sentAt === undefined || !/^\d{1,15}$/.test(sentAt)) return false;
  // HubSpot's page decodes the address, its own libraries do not: they differ for few addresses, none of them ours.
  const addresses = [...new Set([url, decoded(url)])];
  const expected = secrets.flatMap((secret) =>
    addresses.map((address) => hmac('sha256', 'base64', Buffer.from(secret), method, address, body, sentAt)),
  );
  return anyEqual(expected, [given]) && isRecent(Number(sentAt), now);
}

/** Characters that are decoded before the third signature is made; others stay as they are. */
const decodable: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

function decoded(url: string): string {
  return url.replace(/%[0-9a-f]{2}/gi, (code) => decodable[code.toUpperCase()] ?? code);
}
