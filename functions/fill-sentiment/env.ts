import * as z from 'zod';

export const environment = z.object({
  FEEDBACK_TABLE: z.string().min(1),
  CASES_TABLE: z.string().min(1),
  CUSTOMERS_TABLE: z.string().min(1),
  CASE_MACHINE_ARN: z.string().min(1),
});
export type Environment = z.input<typeof environment>;
