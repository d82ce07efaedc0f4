import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { ConflictError } from '../ports.ts';
import { CustomerHistory } from './customer-history.ts';
import { defer, informCase, type ResponsePorts, type Stored } from './record-response.ts';
import { type Rebuilt, rebuiltFrom } from './rebuilt-feedback.ts';

export type Rebuilding =
  | Rebuilt
  /** What is left of a deleted response's bodies was forgotten. */
  | { readonly kind: 'deleted' };

const attempts = 5;

/**
 * Builds a response anew from its kept deliveries, then opens or informs its case as if they had just come. It may be
 * asked again: what was done stays done. Nothing changes unless all of its deliveries are kept and can be read.
 * @throws ConflictError when others kept writing the same response; whatever a port throws
 */
export async function rebuildFeedback(
  ports: ResponsePorts,
  configuration: Configuration,
  feedbackId: string,
  now: Instant,
): Promise<Rebuilding> {
  const history = new CustomerHistory(ports.feedback, configuration);
  const { rebuilding, stored } = await store(ports, configuration, feedbackId, history, now);
  if ('reordered' in rebuilding)
    for (const { deliveryId, order } of rebuilding.reordered)
      await ports.deliveries.reorderKept(feedbackId, deliveryId, order);
  if (stored?.after.sentimentPending) await defer(ports, feedbackId);
  if (stored) await informCase(ports, configuration, stored, [], history, now);
  return rebuilding;
}

/** `stored` is absent when the response could not be built anew. */
async function store(
  ports: ResponsePorts,
  configuration: Configuration,
  feedbackId: string,
  history: CustomerHistory,
  now: Instant,
): Promise<{ readonly rebuilding: Rebuilding; readonly stored?: Stored }> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await ports.feedback.get(feedbackId);
    if (before === undefined)
      return { rebuilding: { kind: 'incomplete', reason: 'there is no such response' } };
    if (before.deleted) {
      await ports.deliveries.forgetKept(feedbackId);
      return { rebuilding: { kind: 'deleted' } };
    }
    const recorded = await ports.deliveries.keptOf(feedbackId);
    const rebuilding = await rebuiltFrom(before, recorded, configuration, history, now);
    if (rebuilding.kind === 'unchanged') return { rebuilding, stored: { before, after: before } };
    if (rebuilding.kind !== 'changed') return { rebuilding };
    const after = { ...rebuilding.feedback, revision: before.revision + 1 };
    try {
      await ports.feedback.save(after);
      return { rebuilding, stored: { before, after } };
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === attempts) throw error;
    }
  }
}
