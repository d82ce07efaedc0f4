import * as z from 'zod';

export const environment = z.object({
  CASES_TABLE: z.string().min(1),
  FEEDBACK_TABLE: z.string().min(1),
  OWNERS_TABLE: z.string().min(1),
  LINK_KEY_SECRET: z.string().min(1),
  BASE_URL: z.url(),
  MAIL_CONFIGURATION_SET: z.string().min(1),
});
export type Environment = z.input<typeof environment>;
