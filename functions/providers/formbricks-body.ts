import * as z from 'zod';
import { optionalRecord, optionalText, unlessEmpty } from '../reading/answered.ts';
import { id, moment } from '../reading/given-text.ts';

/**
 * Formbricks' webhook body and its API's response, as far as they are needed (formbricks.com/docs).
 * Before 2025 `contact` was called `person`.
 */
export const envelope = z.object({ event: z.string() });

const person = z.object({ id: optionalText, userId: optionalText }).nullish().catch(undefined);

export const formbricksResponse = z.object({
  id,
  surveyId: optionalText,
  createdAt: unlessEmpty(moment),
  updatedAt: unlessEmpty(moment),
  finished: z.boolean().nullish().catch(undefined),
  data: z.record(z.string(), z.unknown()),
  variables: optionalRecord,
  ttc: optionalRecord,
  language: optionalText,
  contact: person,
  contactId: optionalText,
  contactAttributes: optionalRecord,
  person,
  personAttributes: optionalRecord,
  meta: optionalRecord,
});
export type FormbricksResponse = z.output<typeof formbricksResponse>;

export const responseBody = z.object({ data: formbricksResponse });
