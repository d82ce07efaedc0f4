import type { Delivery } from '../domain/delivery.ts';
import { readJson } from '../reading/json-body.ts';
import { bodySignature } from './authentication.ts';
import { delightedApi } from './delighted-api.ts';
import { envelope, responseBody, unsubscribeBody } from './delighted-body.ts';
import { responseIn } from './delighted-response.ts';
import { type Message, type Provider, UnreadableBodyError } from './provider.ts';

/** Of the same second the score's own event is the older. */
const ranks = { 'survey_response.created': 1, 'survey_response.updated': 2 } as const;
type ResponseType = keyof typeof ranks;

/**
 * Delighted. The secret is the project's API key; the signature covers the body alone, so an old call can be
 * repeated: its event id stops it.
 */
export const delighted: Provider = {
  authentication: bodySignature({
    scheme: 'delighted',
    header: 'x-delighted-webhook-signature',
    algorithm: 'sha256',
    encoding: 'hex',
    prefix: 'sha256=',
  }),
  checksAddress: false,
  headers: [],
  questions: [
    { id: 'score', as: 'rating' },
    { id: 'comment', as: 'comment' },
  ],
  events: {
    'survey_response.created': 'response',
    'survey_response.updated': 'response',
    'unsubscribe.created': 'unsubscribe',
  },
  read,
  api: delightedApi,
};

function read({ body }: Delivery): readonly Message[] {
  const { event_id: id, event_type } = readJson(body, envelope);
  if (event_type === 'unsubscribe.created') return [unsubscribeIn(id, body)];
  if (!isResponseType(event_type)) return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  const { event_data } = readJson(body, responseBody);
  return [responseIn(event_data, { id, path: 'event_data', rank: ranks[event_type] })];
}

/** @throws UnreadableBodyError where nobody is named: a wish for no more mail must not be lost */
function unsubscribeIn(id: string, body: Buffer): Message {
  const { email, phone_number, person } = readJson(body, unsubscribeBody).event_data;
  const address = person.email ?? email;
  if (address !== undefined) return { kind: 'unsubscribe', id, email: address };
  if ((person.phone_number ?? phone_number) === undefined)
    throw new UnreadableBodyError('event_data.person.email: expected an e-mail address');
  return { kind: 'nothing', id, reason: 'unsupported-event' };
}

function isResponseType(type: string): type is ResponseType {
  return Object.hasOwn(ranks, type);
}
