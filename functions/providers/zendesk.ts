import type { Delivery } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import { answerTo, answerValueOf } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { moment } from '../reading/given-text.ts';
import { readJson } from '../reading/json-body.ts';
import { isRecent } from './authentication.ts';
import {
  type GivenAnswer,
  type Message,
  type Provider,
  type SignedRequest,
  UnreadableBodyError,
} from './provider.ts';
import { anyEqual, hmac } from './signatures.ts';
import { event, mark, type Rated, rated, triggered, type ZendeskEvent } from './zendesk-body.ts';

const signature = 'x-zendesk-webhook-signature';
const timestamp = 'x-zendesk-webhook-signature-timestamp';

/** Stands in Zendesk's manual: it signs the tests of all webhooks that are not saved yet. */
const everybodysSecret = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';

const eventPrefix = 'zen:event-type:';
const received = 'zen:event-type:ticket.csat_received';
const requested = 'zen:event-type:ticket.csat_requested';
const gone = 'zen:event-type:ticket.permanently_deleted';

/** Customers say good or bad; surveys with more choices are told as one of the two. */
const scores = { good: 2, bad: 1 } as const;
const asked = { metric: 'csat', scale: { min: 1, max: 2 } } as const;

/**
 * Zendesk: events of a fixed shape, or what an admin writes into a trigger. The secret is text even where it looks
 * like base64. A ticket has one rating, which the customer may change; so the ticket is the response.
 */
export const zendesk: Provider = {
  authentication: { scheme: 'zendesk', proofs: [signature, timestamp], inPath: false, isAuthentic },
  checksAddress: false,
  headers: [],
  questions: [
    { id: 'rating', as: 'rating' },
    { id: 'comment', as: 'comment' },
  ],
  events: { [received]: 'response', [requested]: 'no-answer-yet', [gone]: 'deletion', csat: 'response' },
  read,
};

function isAuthentic({ headers, body }: SignedRequest, secrets: readonly string[], now: Instant): boolean {
  const given = headers[signature];
  const sent = headers[timestamp];
  const sentAt = moment.safeParse(sent);
  if (!given || !sent || !sentAt.success) return false;
  const expected = secrets
    .filter((secret) => secret !== everybodysSecret)
    .map((secret) => hmac('sha256', 'base64', Buffer.from(secret), sent, body));
  return anyEqual(expected, [given]) && isRecent(sentAt.data, now);
}

function read(delivery: Delivery): readonly Message[] {
  const { body } = delivery;
  return readJson(body, mark).type?.startsWith(eventPrefix) ? readEvent(body) : readTriggered(body);
}

function readEvent(body: Buffer): readonly Message[] {
  const given = readJson(body, event);
  const { id, type, time } = given;
  switch (type) {
    case received:
      return readRated(given, readJson(body, rated));
    case requested:
      return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
    case gone:
      return [{ kind: 'deletion', id, responseId: ticketIn(given), version: { at: time } }];
    default:
      return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  }
}

function readRated(given: ZendeskEvent, { detail, event: told }: Rated): readonly Message[] {
  const field = told.satisfaction_score ? 'satisfaction_score' : 'satisfaction_rating';
  const one = told[field];
  const { score, comment } =
    typeof one === 'object' && one !== null ? one : { score: one, comment: undefined };
  const answers = [
    ...ratingIn(score, `event.${field}`),
    ...answerTo(['comment'], `event.${field}.comment`, comment),
  ];
  const { id, time } = given;
  if (answers.length === 0) return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  const response = {
    responseId: detail.id ?? ticketIn(given),
    version: { at: time },
    submittedAt: time,
    customer: { id: detail.requester_id },
    answers,
    hidden: Object.entries({ ...detail, tags: [answerValueOf(detail.tags)].flat().join(' ') }),
  };
  return [{ kind: 'response', id, response }];
}

/** @throws UnreadableBodyError */
function ticketIn({ subject = '' }: ZendeskEvent): string {
  const ticket = /^zen:ticket:(\d{1,40})$/.exec(subject)?.[1];
  if (ticket === undefined) throw new UnreadableBodyError('subject: expected a ticket, as in zen:ticket:123');
  return ticket;
}

function readTriggered(body: Buffer): readonly Message[] {
  const { rating, comment, ticket } = readJson(body, triggered);
  const { id: responseId, updated_at, requester } = ticket;
  const id = digestOf(body);
  const answers = [...ratingIn(rating, 'rating'), ...answerTo(['comment'], 'comment', comment)];
  if (answers.length === 0) return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  const response = {
    responseId,
    version: { at: updated_at },
    submittedAt: updated_at,
    customer: {
      id: requester?.external_id ?? requester?.id,
      email: requester?.email,
      name: requester?.name,
    },
    answers,
    hidden: Object.entries(ticket),
  };
  return [{ kind: 'response', id, response }];
}

/**
 * Good or bad, alone or as the first word of what Zendesk tells in English: "Good, I'm satisfied". Numbers and other
 * words are left to the configuration.
 */
function ratingIn(given: string | number | null | undefined, path: string): readonly GivenAnswer[] {
  const words = String(given ?? '').trim();
  if (/^(?:un)?offered$/i.test(words)) return [];
  const mood = /^(?:&quot;|["'“])?(good|bad)(?:_?with_?comment)?(?![a-z])/i.exec(words)?.[1]?.toLowerCase();
  return mood === 'good' || mood === 'bad'
    ? [{ names: ['rating'], path, value: scores[mood], asked }]
    : answerTo(['rating'], path, given);
}
