import type { Delivery } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import { digestOf } from '../reading/body-digest.ts';
import { sharedSecret } from './authentication.ts';
import { jotformApi } from './jotform-api.ts';
import { submissionIn } from './jotform-body.ts';
import { answersIn, hiddenIn, type NumberedAnswer, namesOf } from './jotform-answers.ts';
import type { Message, Provider } from './provider.ts';

/**
 * Jotform. It signs nothing, and its calls hold the address that they go to, secret and all. There is neither an id
 * of the call in it nor a time of Jotform's own: a submission that was edited comes again under its old id.
 */
export const jotform: Provider = {
  authentication: sharedSecret(),
  checksAddress: false,
  headers: ['content-type'],
  questions: [],
  events: { submission: 'response', preview: 'preview' },
  read,
  api: jotformApi,
};

function read(delivery: Delivery): readonly Message[] {
  const { submissionId, formId, raw } = submissionIn(delivery);
  const id = `${submissionId}-${digestOf(Buffer.from(JSON.stringify(raw)))}`;
  if (String(raw['preview']) === 'true') return [{ kind: 'nothing', id, reason: 'preview' }];
  const given = Object.entries(raw).flatMap(numbered);
  const response = {
    responseId: submissionId,
    version: {},
    surveyId: formId,
    submittedAt: sentAt(raw['submitDate'], delivery),
    answers: answersIn(given),
    hidden: hiddenIn(given),
    asked: given.flatMap(namesOf),
  };
  return [{ kind: 'response', id, response }];
}

const day = 86_400_000;

/**
 * When the customer sent the form, by the clock of the customer's own machine, as forms of 2025 and later tell it. So
 * it is not what tells an edit from what was before it.
 */
function sentAt(given: unknown, { receivedAt }: Delivery): Instant | undefined {
  const at = typeof given === 'string' && /^\d{13}$/.test(given) ? Number(given) : undefined;
  return at !== undefined && at <= receivedAt + day ? at : undefined;
}

/** Questions are `q`, their number and their name; whatever else a browser sends is none. */
function numbered([key, value]: readonly [string, unknown]): readonly NumberedAnswer[] {
  const [, number, name] = /^q(\d+)(?:_(.+))?$/s.exec(key) ?? [];
  return number === undefined ? [] : [{ number, name, path: `rawRequest.${key}`, value }];
}
