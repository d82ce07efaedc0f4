import type { Delivery } from '../domain/delivery.ts';
import type { NotAResponse } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { standardWebhooks } from './authentication.ts';
import { readJson } from '../reading/json-body.ts';
import { type GivenAnswer, type Message, type Provider, UnreadableBodyError } from './provider.ts';
import { deletionBody, envelope, type ResponseData, responseBody } from './standard-body.ts';

/** Of two events of the same moment the later step of a response's life is the newer. */
const ranks = {
  'response.created': 1,
  'response.updated': 2,
  'response.completed': 3,
  'response.deleted': 9,
} as const;
type ResponseType = keyof typeof ranks;

/**
 * Any tool that can post JSON: Standard Webhooks 1.0 (standardwebhooks.com), symmetric signatures, with a body
 * of our own: `standard-body.ts` has it.
 */
export const standard: Provider = {
  authentication: standardWebhooks,
  answerWithin: 15,
  checksAddress: false,
  headers: ['webhook-id', 'webhook-timestamp'],
  questions: [
    { id: 'score', as: 'rating' },
    { id: 'comment', as: 'comment' },
  ],
  events: {
    'response.created': 'response',
    'response.updated': 'response',
    'response.completed': 'response',
    'response.deleted': 'deletion',
    ping: 'ping',
    test: 'test',
    preview: 'preview',
  },
  read,
};

function read(delivery: Delivery): readonly Message[] {
  const { type, timestamp } = readJson(delivery.body, envelope);
  const id = delivery.headers['webhook-id'] ?? importedId(delivery);
  if (!isResponseType(type)) return [{ kind: 'nothing', id, reason: reasonFor(type) }];
  const rank = ranks[type];
  const at = timestamp ?? undefined;
  if (type === 'response.deleted') {
    const { data } = readJson(delivery.body, deletionBody);
    const version = { at: at ?? sentAt(delivery), rank };
    return [{ kind: 'deletion', id, responseId: data.id, version }];
  }
  const { data } = readJson(delivery.body, responseBody);
  const version = { at: at ?? data.submittedAt ?? sentAt(delivery), rank };
  const { survey, channel, language, submittedAt, contactRequested, contactTime, customer, attributes } =
    data;
  const response = {
    responseId: data.id,
    version,
    ...{ survey, channel, language, submittedAt, contactRequested, contactTime },
    ...(customer && { customer }),
    answers: answersIn(data),
    attributes: Object.entries(attributes ?? {}),
  };
  return [{ kind: 'response', id, response }];
}

function answersIn({ score, comment, metric, scale }: ResponseData): readonly GivenAnswer[] {
  const asked = { metric: metric ?? undefined, scale: scale ?? undefined, decides: true } as const;
  return [
    ...(typeof score === 'number' ? [{ names: ['score'], path: 'data.score', value: score, asked }] : []),
    ...(comment ? [{ names: ['comment'], path: 'data.comment', value: comment }] : []),
  ];
}

/** A body from a file has no headers; what names it is the response. */
function importedId({ way, body }: Delivery): string {
  if (way !== 'imported') throw new UnreadableBodyError('header webhook-id: expected an id');
  return `imported-${readJson(body, deletionBody).data.id}`;
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
