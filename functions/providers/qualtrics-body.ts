import * as z from 'zod';
import { id, moment } from '../reading/given-text.ts';

/**
 * A response as Qualtrics' API gives it, alone or in an export (api.qualtrics.com, "Retrieve a Survey Response", and
 * captured answers). `values` holds answers, what Qualtrics notes of the response, and embedded data side by side.
 */
const loose = z.string().nullish().catch(undefined);
/** `1`, `true` or `"True"`, as the format of the export has it. */
const truth = z
  .union([z.boolean(), z.number(), z.string()])
  .nullish()
  .transform((given) =>
    given === undefined || given === null ? undefined : /^(1|true)$/i.test(String(given)),
  );
/** A number, or its words where an export has words for numbers: `Survey Preview`, `Survey Test`, `IP Address`. */
const statusBits = z
  .union([z.number(), z.string().transform(bitsOf)])
  .nullish()
  .catch(undefined);

const values = z.looseObject({
  recordedDate: moment.nullish(),
  endDate: moment.nullish().catch(undefined),
  status: statusBits,
  finished: truth,
  distributionChannel: loose,
  userLanguage: loose,
  recipientEmail: loose,
  recipientFirstName: loose,
  recipientLastName: loose,
  externalDataReference: loose,
});
export type Values = z.output<typeof values>;

function bitsOf(status: string): number {
  if (/^\d+$/.test(status)) return Number(status);
  if (/preview/i.test(status)) return 1;
  return /test/i.test(status) ? 2 : 0;
}

const lists = z.record(z.string(), z.unknown()).nullish().catch(undefined);

export const response = z.object({ responseId: id, values, labels: lists, displayedValues: lists });
export type QualtricsResponse = z.output<typeof response>;

/** What the API answered together with the survey that it was asked for, which it does not repeat. */
export const document = z.object({ surveyId: id.nullish(), response: z.unknown().optional() });
