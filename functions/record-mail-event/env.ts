import * as z from 'zod';

export const environment = z.object({ CUSTOMERS_TABLE: z.string().min(1) });
export type Environment = z.input<typeof environment>;
