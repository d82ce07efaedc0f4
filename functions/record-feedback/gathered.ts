import type { Configuration } from '../domain/configuration.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Reading } from '../domain/feedback.ts';
import type { Arrival, ResponseReading } from '../domain/merge.ts';
import { feedbackIdOf } from '../identifiers.ts';

/** An arrival with the delivery that brought it. */
export interface Brought extends Arrival {
  readonly delivery: Delivery;
  /** Whether the delivery may be kept with its record. */
  readonly keeps: boolean;
}

/** What a batch brings of one response, and the messages that brought it. */
export interface Gathered {
  readonly arrivals: Brought[];
  readonly messages: Set<number>;
}

/** Adds what a delivery tells of responses to what the batch has brought so far, by feedback id. */
export function gather(
  gathered: Map<string, Gathered>,
  delivery: Delivery,
  readings: readonly Reading[],
  message: number,
  configuration: Configuration,
): void {
  const told = readings.filter(isOfResponse);
  const keeps = keepsBody(delivery, told, configuration);
  for (const reading of told) {
    const arrival = arrivalOf(delivery, reading);
    const one = gathered.get(arrival.feedbackId) ?? { arrivals: [], messages: new Set() };
    one.arrivals.push({ ...arrival, delivery, keeps });
    one.messages.add(message);
    gathered.set(arrival.feedbackId, one);
  }
}

export function isOfResponse(reading: Reading): reading is ResponseReading {
  return reading.kind === 'response' || reading.kind === 'deletion';
}

export function arrivalOf({ source, receivedAt, historic }: Delivery, reading: ResponseReading): Arrival {
  const feedbackId = feedbackIdOf(source, reading.responseId);
  return { feedbackId, source, receivedAt, reading, ...(historic && { historic }) };
}

/** A body that tells of several responses could not be forgotten with one of them, so it is never kept. */
function keepsBody(
  { source }: Delivery,
  told: readonly ResponseReading[],
  { sources }: Configuration,
): boolean {
  const isOfOne = new Set(told.map(({ responseId }) => responseId)).size === 1;
  return isOfOne && sources[source]?.keepBodies === true && told.every(({ kind }) => kind === 'response');
}
