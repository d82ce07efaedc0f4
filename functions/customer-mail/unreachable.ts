import type { Configuration } from '../domain/configuration.ts';
import type { Feedback } from '../domain/feedback.ts';
import { reachOf, type Unreachable } from '../domain/mail-gate.ts';
import type { CustomerStore } from '../ports.ts';

/** Why nothing that is written to this customer would reach them; undefined when it would, as far as is known now. */
export async function whyUnreachable(
  customers: Pick<CustomerStore, 'get'>,
  feedback: Feedback,
  configuration: Configuration,
): Promise<Unreachable | undefined> {
  const { customerKey } = feedback;
  const customer = customerKey === undefined ? undefined : await customers.get(customerKey);
  const reach = reachOf(feedback, customer, configuration);
  return reach.kind === 'unreachable' ? reach.reason : undefined;
}
