import * as z from 'zod';
import { ServiceError } from './engine.ts';

export const FaultRequest = z.object({
  service: z.string(),
  /** `*` stands for every action of the service. */
  action: z.string().default('*'),
  error: z.string(),
  status: z.number().int().min(400).max(599).default(400),
  count: z.number().int().positive().default(1),
});
export type FaultRequest = z.infer<typeof FaultRequest>;

/** Failures that a test ordered for the next calls of a service. */
export class Faults {
  private ordered: { request: FaultRequest; left: number }[] = [];

  order(request: FaultRequest): void {
    this.ordered.push({ request, left: request.count });
  }

  clear(): void {
    this.ordered = [];
  }

  next(service: string, action: string): ServiceError | undefined {
    if (this.ordered.length === 0) return undefined;
    const fault = this.ordered.find(
      ({ request }) => request.service === service && (request.action === '*' || request.action === action),
    );
    if (fault === undefined) return undefined;
    fault.left -= 1;
    this.ordered = this.ordered.filter(({ left }) => left > 0);
    return new ServiceError(fault.request.error, 'a fault that a test ordered', fault.request.status);
  }
}
