import type { SourceConfiguration } from '../domain/configuration.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { NotAResponse, Reading } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { deliveryIdOf } from '../identifiers.ts';
import { readJson } from './json-body.ts';
import { type Provider, type SignedRequest, UnreadableBodyError } from './provider.ts';
import { anyEqual, hmacSha256 } from './signatures.ts';
import { answersOf } from './standard-answers.ts';
import { deletionBody, envelope, responseBody } from './standard-body.ts';

/**
 * Any tool that can post JSON: Standard Webhooks 1.0 (standardwebhooks.com), symmetric signatures, with a body
 * of our own: `standard-body.ts` has it.
 */
export const standard: Provider = {
  isAuthentic,
  checksAddress: false,
  headers: ['webhook-id', 'webhook-timestamp'],
  read,
};

const tolerance = 5 * 60_000;

function isAuthentic({ headers, body }: SignedRequest, secrets: readonly string[], now: Instant): boolean {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) return false;
  const expected = secrets.map((secret) => hmacSha256(keyOf(secret), `${id}.${timestamp}.`, body));
  const given = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []));
  const signed = anyEqual(expected, given);
  return signed && Math.abs(now - Number(timestamp) * 1000) <= tolerance;
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}

/** Of two events of the same moment the later step of a response's life is the newer. */
const ranks = {
  'response.created': 1,
  'response.updated': 2,
  'response.completed': 3,
  'response.deleted': 9,
} as const;
type ResponseType = keyof typeof ranks;

function read(delivery: Delivery, source: SourceConfiguration): readonly Reading[] {
  const webhookId = delivery.headers['webhook-id'];
  if (!webhookId) throw new UnreadableBodyError('header webhook-id: expected an id');
  const deliveryId = deliveryIdOf(delivery.source, webhookId);
  const { type, timestamp } = readJson(delivery.body, envelope);
  if (!isResponseType(type)) return [{ kind: 'nothing', deliveryId, reason: reasonFor(type) }];
  // A tool whose clock runs ahead must not outrank its own corrections for ever.
  const latest = delivery.receivedAt + 86_400_000;
  const orderFrom = (submittedAt?: Instant) =>
    Math.min(timestamp ?? submittedAt ?? sentAt(delivery), latest) * 10 + ranks[type];
  if (type === 'response.deleted') {
    const { data } = readJson(delivery.body, deletionBody);
    return [{ kind: 'deletion', deliveryId, responseId: data.id, order: orderFrom() }];
  }
  const { data } = readJson(delivery.body, responseBody);
  const order = orderFrom(data.submittedAt ?? undefined);
  return [{ kind: 'response', deliveryId, responseId: data.id, order, answers: answersOf(data, source) }];
}

function isResponseType(type: string): type is ResponseType {
  return Object.hasOwn(ranks, type);
}

function reasonFor(type: string): NotAResponse {
  const last = type.split('.').at(-1);
  return last === 'ping' || last === 'test' || last === 'preview' ? last : 'unsupported-event';
}

/** The tool's clock where it left no time in the body. */
function sentAt({ headers, receivedAt }: Delivery): Instant {
  const seconds = headers['webhook-timestamp'];
  return seconds !== undefined && /^\d{1,12}$/.test(seconds) ? Number(seconds) * 1000 : receivedAt;
}
