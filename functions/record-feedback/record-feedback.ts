import type { Configuration } from '../domain/configuration.ts';
import type { Delivery, SetAside } from '../domain/delivery.ts';
import type { Reading } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { ResponseReading } from '../domain/merge.ts';
import { feedbackIdOf } from '../identifiers.ts';
import type { DeliveryStore, Sentiments } from '../ports.ts';
import { count, log } from '../runtime/log.ts';
import type { MessageOutcome } from '../runtime/queue.ts';
import { contentsOf } from './delivery-contents.ts';
import { draftFeedback } from './draft-feedback.ts';
import { findTonesIfPossible } from './find-tones.ts';
import { type Gathered, withKnown } from './known-feedback.ts';
import { Outcomes } from './outcomes.ts';
import { type ResponsePorts, recordResponse } from './record-response.ts';

export interface RecordingPorts extends ResponsePorts {
  readonly sentiments: Sentiments;
}

/**
 * Records a batch of authentic deliveries. Those of one response are merged first and written once; the sentiments of
 * all new comments are asked for in one call. One outcome per delivery, in order: a failed one has to come again.
 */
export async function recordFeedback(
  ports: RecordingPorts,
  configuration: Configuration,
  deliveries: readonly Delivery[],
  now: Instant,
): Promise<readonly MessageOutcome[]> {
  const outcomes = new Outcomes(deliveries.length);
  const readReplays: { readonly message: number; readonly id: string }[] = [];
  const gathered = new Map<string, Gathered>();
  const asides = deliveries.map(async (delivery, message) => {
    const contents = contentsOf(delivery, configuration);
    if (contents.kind === 'unreadable')
      return outcomes.attempt([message], () => setAside(ports.deliveries, contents.setAside));
    if (delivery.replayOf !== undefined) readReplays.push({ message, id: delivery.replayOf });
    for (const reading of contents.readings)
      if (reading.kind !== 'nothing') gather(gathered, delivery, reading, message);
    return outcomes.attempt([message], () => recordNothings(ports.deliveries, delivery, contents.readings));
  });
  await Promise.all(asides);
  await recordGathered(ports, configuration, gathered, outcomes, now);
  const recorded = outcomes.list();
  const forgotten = readReplays
    .filter(({ message }) => recorded[message]?.failed === false)
    .map(({ message, id }) => outcomes.attempt([message], () => ports.deliveries.forgetSetAside(id)));
  await Promise.all(forgotten);
  return outcomes.list();
}

async function setAside(deliveries: DeliveryStore, unreadable: SetAside): Promise<void> {
  await deliveries.setAside(unreadable);
  count('DeliveriesSetAside');
  const { id: deliveryId, delivery, reason } = unreadable;
  log.warn('delivery set aside', { source: delivery.source, deliveryId, reason });
}

async function recordNothings(
  deliveries: DeliveryStore,
  { source, receivedAt }: Delivery,
  readings: readonly Reading[],
): Promise<void> {
  for (const reading of readings) {
    if (reading.kind !== 'nothing') continue;
    const { deliveryId: id, kind, reason } = reading;
    await deliveries.record({ id, source, receivedAt, outcome: { kind, reason } });
  }
}

function gather(
  gathered: Map<string, Gathered>,
  { source, receivedAt }: Delivery,
  reading: ResponseReading,
  message: number,
): void {
  const feedbackId = feedbackIdOf(source, reading.responseId);
  const one = gathered.get(feedbackId) ?? { arrivals: [], messages: new Set() };
  one.arrivals.push({ feedbackId, source, receivedAt, reading });
  one.messages.add(message);
  gathered.set(feedbackId, one);
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
