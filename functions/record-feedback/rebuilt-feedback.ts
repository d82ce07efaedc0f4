import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from '../domain/configuration.ts';
import { type RecordedDelivery, rememberedFor } from '../domain/delivery.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { Arrival } from '../domain/merge.ts';
import type { CustomerHistory } from './customer-history.ts';
import { contentsOf } from './delivery-contents.ts';
import { draftFeedback, type Tone, withCase } from './draft-feedback.ts';
import { arrivalOf, isOfResponse } from './gathered.ts';

/** What reading a response's kept deliveries anew gives; `reason` holds no words of the customer. */
export type Rebuilt =
  | { readonly kind: 'unchanged'; readonly reordered: readonly Reordered[] }
  | { readonly kind: 'changed'; readonly feedback: Feedback; readonly reordered: readonly Reordered[] }
  /** Not everything that was said is kept: without it the response would lose something. */
  | { readonly kind: 'incomplete'; readonly reason: string }
  /** A delivery that was read once cannot be read now: the mapping or the adapter is not mended yet. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A kept delivery that is read as another telling by now. */
export interface Reordered {
  readonly deliveryId: string;
  readonly order: number;
}

/**
 * Reads all deliveries of a response anew with today's configuration and merges them from nothing, so that a field
 * which nobody says any more is gone. Its name, revision, case and first arrival stay, and whether it is history.
 *
 * It is certain that nothing is lost because a delivery is recorded with its body or, visibly, without; because no
 * record has expired as long as the first arrival is younger than records grow; and because each telling that the
 * stored fields come from is found again among the records, by its order as it was read last or is read now.
 */
export async function rebuiltFrom(
  stored: Feedback,
  recorded: readonly RecordedDelivery[],
  configuration: Configuration,
  history: CustomerHistory,
  now: Instant,
): Promise<Rebuilt> {
  const kept = recorded.flatMap(({ id, kept: one }) => (one ? [{ id, ...one }] : []));
  if (kept.length < recorded.length) return incomplete('not all of its deliveries were kept');
  if (now >= stored.receivedAt + rememberedFor)
    return incomplete('it first came more than 100 days ago, and what is kept so long is being forgotten');
  const arrivals: Arrival[] = [];
  const reordered: Reordered[] = [];
  for (const { id, delivery, order } of kept) {
    const contents = contentsOf(delivery, configuration);
    if (contents.kind === 'unreadable') return unreadable(id, contents.setAside.reason);
    const told = contents.readings.filter(isOfResponse).map((reading) => arrivalOf(delivery, reading));
    const own = told.filter(({ feedbackId }) => feedbackId === stored.id);
    if (own.length === 0) return unreadable(id, 'it says nothing of this response any more');
    arrivals.push(...own);
    const orderNow = orderIn(own, id);
    if (orderNow !== order) reordered.push({ deliveryId: id, order: orderNow });
  }
  const known = new Set([...kept, ...arrivals.map(({ reading }) => reading)].map(({ order }) => order));
  if (![stored.order, ...Object.values(stored.orders ?? {})].every((order) => known.has(order)))
    return incomplete('a delivery that it comes from was not kept');
  const succeeding = successorOf(stored, arrivals, configuration);
  const feedback = withCase(succeeding, await history.of(succeeding), configuration);
  return isDeepStrictEqual(stored, feedback)
    ? { kind: 'unchanged', reordered }
    : { kind: 'changed', feedback, reordered };
}

/** A body may tell of its response twice; an adapter may have come to name its tellings otherwise. */
function orderIn(own: readonly Arrival[], deliveryId: string): number {
  const same = own.find(({ reading }) => reading.deliveryId === deliveryId);
  return same?.reading.order ?? Math.max(...own.map(({ reading }) => reading.order));
}

function successorOf(stored: Feedback, arrivals: readonly Arrival[], configuration: Configuration): Feedback {
  const drafted = draftFeedback(undefined, arrivals, configuration, toneOf(stored));
  const { historic: _, ...said } = drafted;
  const { revision, caseId, historic } = stored;
  const receivedAt = Math.min(stored.receivedAt, said.receivedAt);
  const kept = { ...(caseId !== undefined && { caseId }), ...(historic && { historic }) };
  return { ...said, revision, receivedAt, ...kept };
}

/** A comment that stays as it was needs no other sentiment. */
function toneOf({ answers: { comment }, language, sentiment, sentimentPending }: Feedback): Tone | undefined {
  if (comment === undefined || language === undefined || sentimentPending) return undefined;
  return { text: comment, language, sentiment };
}

function incomplete(reason: string): Rebuilt {
  return { kind: 'incomplete', reason };
}

function unreadable(deliveryId: string, reason: string): Rebuilt {
  return { kind: 'unreadable', reason: `delivery ${deliveryId}: ${reason}` };
}
