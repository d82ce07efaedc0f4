import * as z from 'zod';

export const environment = z.object({
  FEEDBACK_TABLE: z.string().min(1),
  CUSTOMERS_TABLE: z.string().min(1),
  IMPROVEMENTS_TABLE: z.string().min(1),
  LINK_KEY_SECRET: z.string().min(1),
  BASE_URL: z.url(),
  MAIL_CONFIGURATION_SET: z.string().min(1),
});
export type Environment = z.input<typeof environment>;
