import * as z from 'zod';

export const environment = z.object({
  INTAKE_QUEUE_URL: z.url(),
  /** Name of a source's secret without the source. */
  SOURCE_SECRETS_PREFIX: z.string().min(1),
});
export type Environment = z.input<typeof environment>;
