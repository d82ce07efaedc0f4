import type { Configuration } from '../../functions/domain/configuration.ts';
import type { Delivery } from '../../functions/domain/delivery.ts';
import type { Feedback, Reading } from '../../functions/domain/feedback.ts';
import type { Arrival } from '../../functions/domain/merge.ts';
import { decideOpening, type Opening } from '../../functions/domain/opening.ts';
import type { SourceConfiguration } from '../../functions/domain/source.ts';
import { feedbackIdOf } from '../../functions/identifiers.ts';
import type { Message } from '../../functions/providers/provider.ts';
import { providerNamed } from '../../functions/providers/providers.ts';
import { type Explanation, explain } from '../../functions/reading/explain.ts';
import { messagesOf } from '../../functions/reading/readings.ts';
import { contentsOf } from '../../functions/record-feedback/delivery-contents.ts';
import { draftFeedback, withCase } from '../../functions/record-feedback/draft-feedback.ts';

/** What deliveries would become if they came to a stage: nothing is stored, sent or asked of anybody. */
export interface Check {
  readonly deliveries: readonly CheckedDelivery[];
  /** One per response, all deliveries merged. */
  readonly responses: readonly CheckedResponse[];
}

export interface CheckedDelivery {
  readonly delivery: Delivery;
  /** What it says before anything is mapped; empty where not even that could be read. */
  readonly messages: readonly CheckedMessage[];
  readonly readings: readonly Reading[];
  /** Why it would be set aside. */
  readonly unreadable?: string;
}

export interface CheckedMessage {
  readonly message: Message;
  /** Of a response. */
  readonly explanation?: Explanation;
}

export interface CheckedResponse {
  readonly feedback: Feedback;
  /** The case that would open for it, as far as its sentiment has no say. */
  readonly opening: Opening | undefined;
}

/** Checks deliveries of one configured source. */
export function check(deliveries: readonly Delivery[], configuration: Configuration): Check {
  const checked = deliveries.map((delivery) => checkDelivery(delivery, configuration));
  return { deliveries: checked, responses: mergedResponses(checked, configuration) };
}

function checkDelivery(delivery: Delivery, configuration: Configuration): CheckedDelivery {
  const contents = contentsOf(delivery, configuration);
  const source = configuration.sources[delivery.source];
  const messages = source === undefined ? [] : messagesIn(delivery, source);
  return contents.kind === 'read'
    ? { delivery, messages, readings: contents.readings }
    : { delivery, messages, readings: [], unreadable: contents.setAside.reason };
}

function messagesIn(delivery: Delivery, source: SourceConfiguration): readonly CheckedMessage[] {
  const provider = providerNamed(source.provider);
  return messagesFrom(delivery, source).map((message) =>
    message.kind === 'response'
      ? { message, explanation: explain(message.response, source, provider.questions) }
      : { message },
  );
}

/** None where the body cannot be read; `contentsOf` says why. */
function messagesFrom(delivery: Delivery, source: SourceConfiguration): readonly Message[] {
  try {
    return messagesOf(delivery, providerNamed(source.provider));
  } catch {
    return [];
  }
}

function mergedResponses(
  checked: readonly CheckedDelivery[],
  configuration: Configuration,
): readonly CheckedResponse[] {
  const gathered = new Map<string, Arrival[]>();
  for (const { delivery, readings } of checked)
    for (const reading of readings) {
      if (reading.kind !== 'response' && reading.kind !== 'deletion') continue;
      const { source, receivedAt } = delivery;
      const feedbackId = feedbackIdOf(source, reading.responseId);
      const arrivals = gathered.get(feedbackId) ?? [];
      arrivals.push({ feedbackId, source, receivedAt, reading });
      gathered.set(feedbackId, arrivals);
    }
  return [...gathered.values()].map((arrivals) => {
    const draft = draftFeedback(undefined, arrivals, configuration);
    // Nobody else's answers are at hand, nor what this customer said before.
    return { feedback: withCase(draft, [], configuration), opening: decideOpening(draft, [], configuration) };
  });
}
