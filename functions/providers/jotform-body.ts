import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { isRecord, optionalText } from '../reading/answered.ts';
import { readForm, readMultipart } from '../reading/form-body.ts';
import { id } from '../reading/given-text.ts';
import { checked, readJson, readJsonText } from '../reading/json-body.ts';

/**
 * Jotform's webhook: a form whose part `rawRequest` is what the customer's browser sent, as JSON (captured deliveries
 * of 2020 to 2025; Jotform describes none). `pretty` cannot be taken apart again where a label or an answer has a
 * colon or a comma, and `webhookURL` holds our secret: neither is read.
 */
const parts = z.object({
  submissionID: id,
  formID: optionalText,
  rawRequest: z.unknown().optional(),
});

const answers = z.record(z.string(), z.unknown());

interface Submission {
  readonly submissionId: string;
  readonly formId: string | undefined;
  /** By the names of the browser's form, `q4_howLikely`, among much that is no answer. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Multipart, as Jotform sends it; or form-encoded or JSON, as a proxy may pass it on. @throws UnreadableBodyError */
export function submissionIn(delivery: Delivery): Submission {
  const { submissionID, formID, rawRequest } = partsIn(delivery);
  const raw = isRecord(rawRequest)
    ? rawRequest
    : readJsonText(typeof rawRequest === 'string' ? rawRequest : '', answers, 'rawRequest');
  return { submissionId: submissionID, formId: formID, raw };
}

function partsIn({ headers, body }: Delivery): z.output<typeof parts> {
  const type = headers['content-type'];
  const start = body.toString('latin1', 0, 100).trimStart();
  if (start.startsWith('{')) return readJson(body, parts);
  const isForm = !start.startsWith('--') && !/^multipart\//i.test(type ?? '');
  return checked(Object.fromEntries(isForm ? readForm(body) : readMultipart(body, type)), parts);
}

/** An answer of the API has the question's name with it; a question without one has no `answer`. */
const answer = z.object({ name: optionalText, answer: z.unknown().optional() });

/** PHP writes an empty record as a list. */
const answersByNumber = z.preprocess(
  (given) => (Array.isArray(given) ? { ...given } : (given ?? {})),
  z.record(z.string(), answer),
);

/** A submission of the API (api.jotform.com/docs). Its times are those of a clock whose zone is not told. */
export const apiSubmission = z.object({
  id,
  form_id: optionalText,
  status: optionalText,
  created_at: optionalText,
  updated_at: optionalText,
  answers: answersByNumber,
});
export type ApiSubmission = z.output<typeof apiSubmission>;
