import type { Configuration } from '../domain/configuration.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { Arrival } from '../domain/merge.ts';
import { ConflictError, type DeferredSentiments, type DeliveryStore } from '../ports.ts';
import { count } from '../runtime/log.ts';
import { draftFeedback, type Tone } from './draft-feedback.ts';
import { noteChange, untoldChange, visibleChange } from './note-change.ts';
import { type CasePorts, settleCase } from './settle-case.ts';

export interface ResponsePorts extends CasePorts {
  readonly deliveries: DeliveryStore;
  readonly deferred: DeferredSentiments;
}

/** One response with all that a batch brings of it. */
export interface Response {
  readonly feedbackId: string;
  readonly arrivals: readonly Arrival[];
  /** As it was stored when the batch began. */
  readonly known: Feedback | undefined;
  readonly tone: Tone | undefined;
}

interface Stored {
  readonly before: Feedback | undefined;
  readonly after: Feedback;
}

const attempts = 5;

/**
 * Stores a response, opens or informs its case, then records its deliveries. Every step may run again.
 * @throws ConflictError when others kept writing the same response; whatever a port throws
 */
export async function recordResponse(
  ports: ResponsePorts,
  configuration: Configuration,
  response: Response,
  now: Instant,
): Promise<void> {
  const stored = await store(ports, configuration, response);
  if (stored.after.sentimentPending) await defer(ports, response.feedbackId);
  await informCase(ports, configuration, stored, response.arrivals, now);
  for (const arrival of response.arrivals) await record(ports.deliveries, arrival);
}

async function store(
  { feedback }: ResponsePorts,
  configuration: Configuration,
  { feedbackId, arrivals, known, tone }: Response,
): Promise<Stored> {
  let before = known;
  for (let attempt = 1; ; attempt += 1) {
    const draft = draftFeedback(before, arrivals, configuration, tone);
    if (draft === before) return { before, after: before };
    const after = { ...draft, revision: draft.revision + 1 };
    try {
      await feedback.save(after);
      if (before === undefined) count('ResponsesRecorded');
      return { before, after };
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === attempts) throw error;
      before = await feedback.get(feedbackId);
    }
  }
}

async function defer({ deferred }: ResponsePorts, feedbackId: string): Promise<void> {
  await deferred.defer(feedbackId);
  count('SentimentsDeferred');
}

async function informCase(
  ports: ResponsePorts,
  configuration: Configuration,
  { before, after }: Stored,
  arrivals: readonly Arrival[],
  now: Instant,
): Promise<void> {
  const caseRecord = await settleCase(ports, configuration, after, now);
  if (caseRecord === undefined) return;
  const seen = visibleChange(before, after);
  if (seen) return noteChange(ports, configuration, caseRecord.id, seen, now);
  if (before !== after) return;
  for (const arrival of arrivals) {
    const untold = untoldChange(after, arrival, caseRecord);
    // A repeat by the survey tool looks the same, but its delivery was recorded when all was done.
    if (untold && (await record(ports.deliveries, arrival)) === 'first')
      return noteChange(ports, configuration, caseRecord.id, untold, now);
  }
}

function record(deliveries: DeliveryStore, { feedbackId, source, receivedAt, reading }: Arrival) {
  const outcome = { kind: 'recorded', feedbackId } as const;
  return deliveries.record({ id: reading.deliveryId, source, receivedAt, outcome });
}
