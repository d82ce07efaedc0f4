import type { SourceConfiguration } from '../domain/configuration.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Reading } from '../domain/feedback.ts';
import { deliveryIdOf } from '../identifiers.ts';
import { readJson } from './json-body.ts';
import type { Provider, SignedRequest } from './provider.ts';
import { anyEqual, hmacSha256 } from './signatures.ts';
import { answersOf } from './typeform-answers.ts';
import { envelope, type FormResponse, formResponse } from './typeform-body.ts';

/**
 * Typeform. The signature covers the body alone, so an old call can be repeated: its event id stops it. The secret
 * is text even where it looks like base64. Typeform switches a webhook off at once on 404 and 410.
 */
export const typeform: Provider = { isAuthentic, checksAddress: false, headers: [], read };

function isAuthentic({ headers, body }: SignedRequest, secrets: readonly string[]): boolean {
  const signature = headers['typeform-signature'];
  if (!signature) return false;
  const expected = secrets.map((secret) => {
    const hmac = hmacSha256(Buffer.from(secret), body);
    return hmac && `sha256=${hmac}`;
  });
  return anyEqual(expected, [signature]);
}

/** A response in the making and the same one when it is done. */
const ranks = { form_response_partial: 1, form_response: 2 } as const;
type ResponseType = keyof typeof ranks;

function read(delivery: Delivery, source: SourceConfiguration): readonly Reading[] {
  const { event_id, event_type } = readJson(delivery.body, envelope);
  const deliveryId = deliveryIdOf(delivery.source, event_id);
  if (!isResponseType(event_type)) return [{ kind: 'nothing', deliveryId, reason: 'unsupported-event' }];
  const { form_response: form } = readJson(delivery.body, formResponse);
  if (isTestRequest(form)) return [{ kind: 'nothing', deliveryId, reason: 'test' }];
  // A partial response may have no time of its own; its arrival could come after the finished one was submitted.
  const order = (form.submitted_at ?? form.landed_at ?? delivery.receivedAt) * 10 + ranks[event_type];
  return [{ kind: 'response', deliveryId, responseId: form.token, order, answers: answersOf(form, source) }];
}

function isResponseType(type: string): type is ResponseType {
  return Object.hasOwn(ranks, type);
}

/**
 * "Send test request" is marked by nothing. But in every one that was captured each typed answer is one of these
 * constants, at a domain that nobody can own; so a form with neither text nor e-mail question cannot be told, and
 * its test counts as a response.
 */
function isTestRequest({ answers }: FormResponse): boolean {
  const typed = (answers ?? []).filter(({ type }) => type === 'text' || type === 'email');
  return (
    typed.length > 0 &&
    typed.every(({ text, email }) => text === 'Lorem ipsum dolor' || email === 'an_account@example.com')
  );
}
