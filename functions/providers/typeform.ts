import type { Delivery } from '../domain/delivery.ts';
import { readJson } from '../reading/json-body.ts';
import { bodySignature } from './authentication.ts';
import type { Message, Provider } from './provider.ts';
import { typeformApi } from './typeform-api.ts';
import { envelope, type FormResponse, formResponse } from './typeform-body.ts';
import { ranks, responseIn } from './typeform-response.ts';

type ResponseType = keyof typeof ranks;

/**
 * Typeform. The signature covers the body alone, so an old call can be repeated: its event id stops it. The secret
 * is text even where it looks like base64. Typeform switches a webhook off at once on 404 and 410.
 */
export const typeform: Provider = {
  authentication: bodySignature({
    scheme: 'typeform',
    header: 'typeform-signature',
    algorithm: 'sha256',
    encoding: 'base64',
    prefix: 'sha256=',
  }),
  answerWithin: 30,
  checksAddress: false,
  headers: [],
  questions: [],
  events: { form_response: 'response', form_response_partial: 'response' },
  read,
  api: typeformApi,
};

function read({ body }: Delivery): readonly Message[] {
  const { event_id: id, event_type } = readJson(body, envelope);
  if (!isResponseType(event_type)) return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  const { form_response: form } = readJson(body, formResponse);
  if (isTestRequest(form)) return [{ kind: 'nothing', id, reason: 'test' }];
  const complete = event_type === 'form_response';
  const response = responseIn(form, { rank: ranks[event_type], path: 'form_response.', complete });
  return [{ kind: 'response', id, response }];
}

function isResponseType(type: string): type is ResponseType {
  return Object.hasOwn(ranks, type);
}

/**
 * "Send test request" is marked by nothing. But in every one that was captured each typed answer is one of these
 * constants, at a domain that nobody can own; so a form with neither text nor e-mail question cannot be told, and
 * its test is recorded as an answer.
 */
function isTestRequest({ answers }: FormResponse): boolean {
  const typed = (answers ?? []).filter(({ type }) => type === 'text' || type === 'email');
  return (
    typed.length > 0 &&
    typed.every(({ text, email }) => text === 'Lorem ipsum dolor' || email === 'an_account@example.com')
  );
}
