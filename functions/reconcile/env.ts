import * as z from 'zod';

export const environment = z.object({
  DELIVERIES_TABLE: z.string().min(1),
  INTAKE_QUEUE_URL: z.url(),
  API_CREDENTIALS_PREFIX: z.string().min(1),
});
export type Environment = z.input<typeof environment>;
