import * as z from 'zod';
import { optionalGroup, optionalList, optionalText, unlessEmpty } from '../reading/answered.ts';
import { id, moment } from '../reading/given-text.ts';

/**
 * Help Scout's webhook bodies, as far as they are needed (developer.helpscout.com/webhooks, "Rating Object" and
 * "Survey Response Object"). All its times are UTC, some are written without saying so.
 */
const utcTime = unlessEmpty(
  z
    .string()
    .transform((text) => (/T[\d:.]+$/.test(text) ? `${text}Z` : text))
    .pipe(moment),
);

const emails = optionalList(z.object({ value: optionalText }));

/** The rating has the e-mails in the customer, the survey response one level further down. */
const customer = optionalGroup(
  z.object({
    id: optionalText,
    firstName: optionalText,
    lastName: optionalText,
    email: optionalText,
    emails,
    _embedded: optionalGroup(z.object({ emails })),
  }),
);
export type HelpscoutCustomer = z.output<typeof customer>;

export const rating = z.object({
  id,
  customer,
  ticketId: optionalText,
  conversationId: optionalText,
  threadId: optionalText,
  mailbox: optionalGroup(z.object({ id: optionalText, name: optionalText })),
  rating: optionalText,
  comments: z.unknown().optional(),
  createdAt: utcTime,
  modifiedAt: utcTime,
});
export type HelpscoutRating = z.output<typeof rating>;

export const surveyResponse = z.object({
  message: optionalGroup(z.object({ name: optionalText })),
  response: z.object({
    value: z.unknown().optional(),
    name: optionalText,
    category: optionalText,
    comment: z.unknown().optional(),
    timestamp: utcTime,
  }),
  _embedded: optionalGroup(z.object({ customer })),
});
export type HelpscoutSurveyResponse = z.output<typeof surveyResponse>;
