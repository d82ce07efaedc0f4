import type { Delivery } from '../domain/delivery.ts';
import { readJson } from '../reading/json-body.ts';
import { standardWebhooks } from './authentication.ts';
import { formbricksApi } from './formbricks-api.ts';
import { envelope, responseBody } from './formbricks-body.ts';
import { responseIn } from './formbricks-response.ts';
import type { Message, Provider } from './provider.ts';

/** Each is a job of its own, so they come in any order. */
const ranks = { responseCreated: 1, responseUpdated: 2, responseFinished: 3 } as const;
type ResponseEvent = keyof typeof ranks;

/**
 * Formbricks, in its makers' cloud or anybody's. Its message id is the same whenever it repeats an event, and another
 * one for each event.
 */
export const formbricks: Provider = {
  authentication: standardWebhooks,
  answerWithin: 5,
  checksAddress: false,
  headers: ['webhook-id'],
  questions: [],
  events: {
    responseCreated: 'response',
    responseUpdated: 'response',
    responseFinished: 'response',
    testEndpoint: 'test',
  },
  read,
  api: formbricksApi,
};

function read({ headers, body }: Delivery): readonly Message[] {
  const { event } = readJson(body, envelope);
  const messageId = headers['webhook-id'];
  if (!isResponseEvent(event)) {
    const reason = event === 'testEndpoint' ? 'test' : 'unsupported-event';
    return [{ kind: 'nothing', id: messageId ?? event, reason }];
  }
  const { data } = readJson(body, responseBody);
  // A body from a file has no headers.
  const id = messageId ?? `${data.id}-${event}-${data.updatedAt ?? 'undated'}`;
  const finished = data.finished ?? event === 'responseFinished';
  return [responseIn({ ...data, finished }, { id, path: 'data.data', rank: ranks[event] })];
}

function isResponseEvent(event: string): event is ResponseEvent {
  return Object.hasOwn(ranks, event);
}
