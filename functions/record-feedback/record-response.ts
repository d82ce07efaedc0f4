import type { Configuration } from '../domain/configuration.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { ConflictError, type DeferredSentiments, type DeliveryStore, type SourceLog } from '../ports.ts';
import { count } from '../runtime/log.ts';
import { CustomerHistory } from './customer-history.ts';
import { draftWithCase, type Tone } from './draft-feedback.ts';
import type { Brought } from './gathered.ts';
import { noteChange, untoldChange, visibleChange } from './note-change.ts';
import { type CasePorts, settleCase } from './settle-case.ts';
import { noteSource } from './source-notes.ts';

export interface ResponsePorts extends CasePorts {
  readonly deliveries: DeliveryStore;
  readonly deferred: DeferredSentiments;
  readonly sourceLog: Pick<SourceLog, 'note'>;
}

/** One response with all that a batch brings of it. */
export interface Response {
  readonly feedbackId: string;
  readonly arrivals: readonly Brought[];
  /** As it was stored when the batch began. */
  readonly known: Feedback | undefined;
  readonly tone: Tone | undefined;
}

/** A response before and after it was written; twice the very same where nothing was new. */
export interface Stored {
  readonly before: Feedback | undefined;
  readonly after: Feedback;
}

const attempts = 5;

/**
 * Stores a response, opens or informs its case, then records its deliveries and keeps them; of a response that was
 * deleted nothing is kept any more. Every step may run again.
 * @throws ConflictError when others kept writing the same response; whatever a port throws
 */
export async function recordResponse(
  ports: ResponsePorts,
  configuration: Configuration,
  response: Response,
  now: Instant,
): Promise<void> {
  const history = new CustomerHistory(ports.feedback, configuration);
  const stored = await store(ports, configuration, response, history);
  if (stored.before === undefined && response.arrivals.every(isReconciled)) {
    count('ResponsesRepaired');
    await noteSource(ports.sourceLog, configuration, stored.after.source, { what: 'repaired', at: now });
  }
  if (stored.after.sentimentPending) await defer(ports, response.feedbackId);
  await informCase(ports, configuration, stored, response.arrivals, history, now);
  if (stored.after.deleted) await ports.deliveries.forgetKept(response.feedbackId);
  for (const arrival of response.arrivals) await record(ports.deliveries, stored.after, arrival);
}

function isReconciled({ delivery }: Brought): boolean {
  return delivery.way === 'reconciled';
}

async function store(
  { feedback }: ResponsePorts,
  configuration: Configuration,
  { feedbackId, arrivals, known, tone }: Response,
  history: CustomerHistory,
): Promise<Stored> {
  let before = known;
  for (let attempt = 1; ; attempt += 1) {
    const draft = await draftWithCase(before, arrivals, configuration, history, tone);
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

export async function defer({ deferred }: ResponsePorts, feedbackId: string): Promise<void> {
  await deferred.defer(feedbackId);
  count('SentimentsDeferred');
}

/** Opens the case that a stored response should have, or tells it what is new. */
export async function informCase(
  ports: ResponsePorts,
  configuration: Configuration,
  { before, after }: Stored,
  arrivals: readonly Brought[],
  history: CustomerHistory,
  now: Instant,
): Promise<void> {
  const caseRecord = await settleCase(ports, configuration, after, history, now);
  if (caseRecord === undefined || isHistory(arrivals)) return;
  const seen = visibleChange(before, after);
  if (seen) return noteChange(ports, configuration, caseRecord.id, seen, now);
  if (before !== after) return;
  for (const arrival of arrivals) {
    const untold = untoldChange(after, arrival, caseRecord);
    // A repeat by the survey tool looks the same, but its delivery was recorded when all was done.
    if (untold && (await record(ports.deliveries, after, arrival)) === 'first')
      if (!(await wasTold(ports.deliveries, arrival)))
        return noteChange(ports, configuration, caseRecord.id, untold, now);
  }
}

/** What an old file knows better is nothing that an owner must be told. A rebuild has no arrivals. */
function isHistory(arrivals: readonly Brought[]): boolean {
  return arrivals.length > 0 && arrivals.every(({ historic }) => historic);
}

/**
 * Whether another delivery told the same, and was recorded when all was done: a webhook, and then the tool's API.
 * Of one that is not kept nobody knows what it told; better to believe it did than to report what is no news.
 */
async function wasTold(deliveries: DeliveryStore, { feedbackId, reading }: Brought): Promise<boolean> {
  const recorded = await deliveries.keptOf(feedbackId);
  return recorded.some(
    ({ id, kept }) => id !== reading.deliveryId && (kept === undefined || kept.order === reading.order),
  );
}

function record(deliveries: DeliveryStore, { deleted }: Feedback, arrival: Brought) {
  const { feedbackId, source, receivedAt, reading, delivery, keeps } = arrival;
  const { replayOf: _, ...whole } = delivery;
  const kept = keeps && !deleted && { kept: { delivery: whole, order: reading.order } };
  const outcome = { kind: 'recorded', feedbackId, ...kept } as const;
  return deliveries.record({ id: reading.deliveryId, source, receivedAt, outcome });
}
