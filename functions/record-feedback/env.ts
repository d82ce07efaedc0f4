import * as z from 'zod';

export const environment = z.object({
  DELIVERIES_TABLE: z.string().min(1),
  FEEDBACK_TABLE: z.string().min(1),
  CASES_TABLE: z.string().min(1),
  CUSTOMERS_TABLE: z.string().min(1),
  SENTIMENT_QUEUE_URL: z.url(),
  FETCH_QUEUE_URL: z.url(),
  CASE_MACHINE_ARN: z.string().min(1),
});
export type Environment = z.input<typeof environment>;
