import type { Delivery } from '../domain/delivery.ts';
import { readJson } from '../reading/json-body.ts';
import { bodySignature } from './authentication.ts';
import { type Message, type Provider, UnreadableBodyError } from './provider.ts';
import { answersIn, askedIn, hiddenIn } from './tally-answers.ts';
import { tallyApi } from './tally-api.ts';
import { envelope, formResponse } from './tally-body.ts';

/**
 * Tally. The signature covers the body alone, so an old call can be repeated: its event id stops it. There is one
 * call per submission, whole.
 */
export const tally: Provider = {
  authentication: bodySignature({
    scheme: 'tally',
    header: 'tally-signature',
    algorithm: 'sha256',
    encoding: 'base64',
  }),
  answerWithin: 10,
  checksAddress: false,
  headers: [],
  questions: [],
  events: { FORM_RESPONSE: 'response' },
  read,
  api: tallyApi,
};

function read({ body }: Delivery): readonly Message[] {
  const { eventId: id, eventType } = readJson(body, envelope);
  if (eventType !== 'FORM_RESPONSE') return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  const { createdAt, data } = readJson(body, formResponse);
  const responseId = data.submissionId ?? data.responseId;
  if (!responseId) throw new UnreadableBodyError('data.submissionId: expected an id');
  const response = {
    responseId,
    version: { at: createdAt ?? data.createdAt },
    surveyId: data.formId,
    submittedAt: data.createdAt ?? createdAt,
    answers: answersIn(data.fields, (_, index) => `data.fields.${index}.value`),
    hidden: hiddenIn(data.fields),
    asked: askedIn(data.fields),
  };
  return [{ kind: 'response', id, response }];
}
