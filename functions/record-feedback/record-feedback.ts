import type { Configuration } from '../domain/configuration.ts';
import type { Delivery, DeliveryRecord, SetAside } from '../domain/delivery.ts';
import type { Reading } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { customerKeyOf, deliveryIdOf } from '../identifiers.ts';
import type { CustomerStore, Fetches, Sentiments } from '../ports.ts';
import { count, log } from '../runtime/log.ts';
import type { MessageOutcome } from '../runtime/queue.ts';
import { contentsOf } from './delivery-contents.ts';
import { draftFeedback } from './draft-feedback.ts';
import { findTonesIfPossible } from './find-tones.ts';
import { type Gathered, gather } from './gathered.ts';
import { withKnown } from './known-feedback.ts';
import { Outcomes } from './outcomes.ts';
import { rebuildFeedback } from './rebuild-feedback.ts';
import { type ResponsePorts, recordResponse } from './record-response.ts';
import { noteReceived, noteSource } from './source-notes.ts';

export interface RecordingPorts extends ResponsePorts {
  readonly sentiments: Sentiments;
  readonly fetches: Fetches;
  readonly customers: Pick<CustomerStore, 'suppress' | 'claimCase'>;
}

/**
 * Records a batch of authentic deliveries. Those of one response are merged first and written once; the sentiments of
 * all new comments are asked for in one call. What asks to build a response anew comes last, so that it finds them all.
 * One outcome per delivery, in order: a failed one has to come again.
 */
export async function recordFeedback(
  ports: RecordingPorts,
  configuration: Configuration,
  deliveries: readonly Delivery[],
  now: Instant,
): Promise<readonly MessageOutcome[]> {
  const outcomes = new Outcomes(deliveries.length);
  const unread = new Set<number>();
  const gathered = new Map<string, Gathered>();
  const asides = deliveries.map(async (delivery, message) => {
    if (delivery.rebuild !== undefined) return;
    const contents = contentsOf(delivery, configuration);
    if (contents.kind === 'unreadable') {
      unread.add(message);
      return outcomes.attempt([message], () => setAside(ports, configuration, contents.setAside));
    }
    gather(gathered, delivery, contents.readings, message, configuration);
    return outcomes.attempt([message], async () => {
      for (const reading of contents.readings) await heed(ports, delivery, reading);
    });
  });
  await Promise.all(asides);
  await recordGathered(ports, configuration, gathered, outcomes, now);
  for (const [message, delivery] of deliveries.entries())
    await outcomes.attempt([message], async () => {
      const wasRead = await rebuildIfAsked(ports, configuration, delivery, now);
      if (!wasRead) unread.add(message);
    });
  const recorded = outcomes.list();
  const forgotten = deliveries.map(async ({ replayOf }, message) => {
    if (replayOf === undefined || unread.has(message) || recorded[message]?.failed !== false) return;
    await outcomes.attempt([message], () => ports.deliveries.forgetSetAside(replayOf));
  });
  await Promise.all(forgotten);
  await noteReceived(ports.sourceLog, configuration, deliveries);
  return outcomes.list();
}

async function setAside(
  { deliveries, sourceLog }: RecordingPorts,
  configuration: Configuration,
  unreadable: SetAside,
): Promise<void> {
  await deliveries.setAside(unreadable);
  count('DeliveriesSetAside');
  const { id: deliveryId, delivery, reason } = unreadable;
  const { source, receivedAt: at } = delivery;
  log.warn('delivery set aside', { source, deliveryId, reason });
  await noteSource(sourceLog, configuration, source, { what: 'set-aside', at });
}

/**
 * Builds a response anew where a delivery asks for it. What cannot be read for it is reported as any delivery is, by
 * setting the request aside: it holds no words, and replaying it asks again.
 * @returns false when it was set aside
 */
async function rebuildIfAsked(
  ports: RecordingPorts,
  configuration: Configuration,
  delivery: Delivery,
  now: Instant,
): Promise<boolean> {
  const { source, rebuild: feedbackId } = delivery;
  if (feedbackId === undefined) return true;
  const rebuilding = await rebuildFeedback(ports, configuration, feedbackId, now);
  const reason = 'reason' in rebuilding ? { reason: rebuilding.reason } : {};
  log.info('asked to build a response anew', { source, feedbackId, outcome: rebuilding.kind, ...reason });
  if (rebuilding.kind !== 'unreadable') return true;
  const id = deliveryIdOf(source, `rebuild-${feedbackId}`);
  await setAside(ports, configuration, { id, delivery, reason: rebuilding.reason });
  return false;
}

/** Does what a reading asks for that is no response; it is done before it is recorded as done. */
async function heed(
  { deliveries, fetches, customers }: RecordingPorts,
  { source, receivedAt }: Delivery,
  reading: Reading,
): Promise<void> {
  const { deliveryId: id } = reading;
  const record = (outcome: DeliveryRecord['outcome']) =>
    deliveries.record({ id, source, receivedAt, outcome });
  switch (reading.kind) {
    case 'response':
    case 'deletion':
      return;
    case 'announcement': {
      const { announced } = reading;
      await fetches.request({ source, deliveryId: id, receivedAt, announced, attempts: 0 });
      await record({ kind: 'announced', responseId: announced.responseId });
      return;
    }
    case 'unsubscribe':
      await customers.suppress(customerKeyOf(reading.email), reading.email, 'unsubscribed', receivedAt);
      count('AddressesSuppressed');
      await record({ kind: 'unsubscribed' });
      return;
    case 'nothing':
      await record({ kind: 'nothing', reason: reading.reason });
  }
}

async function recordGathered(
  ports: RecordingPorts,
  configuration: Configuration,
  gathered: ReadonlyMap<string, Gathered>,
  outcomes: Outcomes,
  now: Instant,
): Promise<void> {
  const responses = await withKnown(ports.feedback, gathered, outcomes);
  const drafts = responses.flatMap(({ known, arrivals }) => {
    try {
      return [draftFeedback(known, arrivals, configuration)];
    } catch {
      // Recording this one will fail the same way, and then for itself alone.
      return [];
    }
  });
  const tones = await findTonesIfPossible(ports.sentiments, drafts);
  const work = responses.map((response) =>
    outcomes.attempt(response.messages, () =>
      recordResponse(ports, configuration, { ...response, tone: tones.get(response.feedbackId) }, now),
    ),
  );
  await Promise.all(work);
}
