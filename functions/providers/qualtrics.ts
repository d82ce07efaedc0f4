import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { readForm } from '../reading/form-body.ts';
import { id } from '../reading/given-text.ts';
import { checked, readJsonText } from '../reading/json-body.ts';
import { type Authentication, type Message, type Provider, UnreadableBodyError } from './provider.ts';
import { qualtricsApi } from './qualtrics-api.ts';
import { anyEqual, hmac } from './signatures.ts';

/** The proof is a field of the form, an HMAC over the decoded text of another one; nothing else is signed. */
const authentication: Authentication = {
  scheme: 'qualtrics',
  proofs: [],
  inPath: false,
  isAuthentic({ body }, secrets) {
    const { message, proof } = fieldsOf(body);
    if (message === undefined || !proof) return false;
    const expected = secrets.map((secret) => hmac('sha512', 'hex', Buffer.from(secret), message));
    return anyEqual(expected, [proof]);
  },
};

/**
 * Qualtrics. An event subscription posts `MSG`, which only names a response; the response is fetched. `Topic` is not
 * signed: whatever it says, the ids are those of `MSG`. There is no id of the event nor a time in the signature: a
 * repeated call is known by the response and the moment of its completion.
 */
export const qualtrics: Provider = {
  authentication,
  checksAddress: true,
  headers: [],
  questions: [],
  events: { 'surveyengine.completedResponse': 'announcement' },
  read: (delivery) => (isDocument(delivery) ? qualtricsApi.read(delivery) : readEvent(delivery)),
  api: qualtricsApi,
};

/** History may be imported as the API gives it. */
function isDocument({ way, body }: Delivery): boolean {
  return way === 'imported' && /^\s*\{/.test(body.toString('latin1', 0, 20));
}

const optional = id.nullish().catch(undefined);
const event = z.object({
  ResponseID: id.nullish(),
  SurveyID: optional,
  Status: optional,
  CompletedDate: optional,
});

function readEvent({ body }: Delivery): readonly Message[] {
  const { ResponseID: responseId, SurveyID: survey, Status, CompletedDate } = eventIn(body);
  // A survey was switched on or off, for example.
  if (!responseId) return [{ kind: 'nothing', id: `other-${survey}-${Status}`, reason: 'unsupported-event' }];
  const announced = { responseId, ...(survey && { survey }) };
  return [{ kind: 'announcement', id: `${responseId}-${CompletedDate}-${Status}`, announced }];
}

/** A subscription without a key posts the fields by themselves: no such call is believed, but old ones are imported. */
function eventIn(body: Buffer): z.output<typeof event> {
  const form = readForm(body);
  const text = form.get('MSG');
  if (text !== undefined) return readJsonText(text, event, 'MSG');
  if (form.has('ResponseID')) return checked(Object.fromEntries(form), event);
  throw new UnreadableBodyError('MSG: expected a field of the form');
}

/** Strangers send anything: what is no form of ours has no fields. */
function fieldsOf(body: Buffer): {
  readonly message?: string | undefined;
  readonly proof?: string | undefined;
} {
  try {
    const form = readForm(body);
    return { message: form.get('MSG'), proof: form.get('HMAC') };
  } catch {
    return {};
  }
}
