import type { LocalSource } from './sources.ts';

const EXAMPLE = {
  type: 'response.completed',
  data: {
    id: 'r-1',
    metric: 'nps',
    score: 3,
    scale: { min: 0, max: 10 },
    comment: 'Livraison en retard, personne ne répond.',
    language: 'fr',
    customer: { id: 'c-1', email: 'ana@example.com', name: 'Ana', locale: 'fr-FR' },
  },
};

/** What a person sees first: where things are, and a line to paste that posts a signed response. */
export function greeting(base: string, sources: readonly LocalSource[]): string {
  const standard = sources.find(({ signature }) => signature.scheme === 'standard-webhooks');
  const lines = [
    '',
    `  App        ${base}`,
    `  Inbox      ${base}/_local/inbox`,
    `  Control    ${base}/_local/health`,
    ...sources.map(({ source, provider, url }) => `  Source     ${url}  (${source}, ${provider})`),
  ];
  return [
    ...lines,
    ...(standard === undefined ? [] : ['', '  Post a signed response:', '', signedPost(base, standard)]),
    '',
  ].join('\n');
}

/** A shell line with openssl and curl only; the key in hex because openssl takes binary keys no other way. */
function signedPost(base: string, { url, signature: { secret } }: LocalSource): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').toString('hex');
  const body = JSON.stringify(EXAMPLE);
  return [
    `T=$(curl -s ${base}/_local/clock | sed 's/.*"seconds":\\([0-9]*\\).*/\\1/'); B='${body}'`,
    `S=$(printf '%s' "msg_$T.$T.$B" | openssl dgst -sha256 -mac HMAC -macopt hexkey:${key} -binary | openssl base64 -A)`,
    `curl -i ${url} -H 'content-type: application/json' -H "webhook-id: msg_$T" -H "webhook-timestamp: $T" -H "webhook-signature: v1,$S" -d "$B"`,
  ].join('\n');
}
