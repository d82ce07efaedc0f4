import type { Configuration } from '../domain/configuration.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Feedback, NotAResponse, Reading } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { decideOpening, type Opening } from '../domain/opening.ts';
import type { DeliveryStore, FeedbackStore } from '../ports.ts';
import { contentsOf } from './delivery-contents.ts';
import { CustomerHistory } from './customer-history.ts';
import { draftWithCase } from './draft-feedback.ts';
import { arrivalOf } from './gathered.ts';
import { rebuiltFrom } from './rebuilt-feedback.ts';

export interface ForeseeingPorts {
  readonly feedback: Pick<FeedbackStore, 'get' | 'ofCustomer' | 'getMany'>;
  readonly deliveries: Pick<DeliveryStore, 'keptOf'>;
}

/** What would become of a delivery. */
export type Foreseen =
  | { readonly kind: 'read'; readonly tellings: readonly Telling[] }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'rebuild'; readonly rebuilding: ForeseenRebuilding };

export type Telling =
  | {
      readonly kind: 'response';
      readonly responseId: string;
      /** The response as it would be stored then, with all that is known of it. */
      readonly feedback: Feedback;
      /** The case that would be opened. */
      readonly opens?: Opening;
    }
  | { readonly kind: 'deletion'; readonly responseId: string }
  | { readonly kind: 'announcement'; readonly responseId: string }
  | { readonly kind: 'unsubscribe' }
  | { readonly kind: 'nothing'; readonly reason: NotAResponse };

/** What would become of a response that is built anew; `reason` holds no words of the customer. */
export type ForeseenRebuilding =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'changed';
      readonly before: Feedback;
      readonly after: Feedback;
      /** The case that would be opened. */
      readonly opens?: Opening;
    }
  | { readonly kind: 'incomplete'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** It was deleted; what is still kept of it would be forgotten. */
  | { readonly kind: 'deleted' };

/**
 * Says what the recorder would do with this configuration, by the very functions that it does it with, and does
 * nothing. Deliveries that are asked about one after the other build on each other, as they would when sent. Sentiment
 * is not looked for, so a case that only a tone opens is not foreseen.
 */
export class Foresight {
  private readonly ports: ForeseeingPorts;
  private readonly configuration: Configuration;
  private readonly now: Instant;
  private readonly drafted = new Map<string, Feedback>();
  private readonly history: CustomerHistory;

  constructor(ports: ForeseeingPorts, configuration: Configuration, now: Instant) {
    this.ports = ports;
    this.configuration = configuration;
    this.now = now;
    this.history = new CustomerHistory(ports.feedback, configuration);
  }

  async ofDelivery(delivery: Delivery): Promise<Foreseen> {
    const { rebuild } = delivery;
    if (rebuild !== undefined) return { kind: 'rebuild', rebuilding: await this.ofRebuilding(rebuild) };
    const contents = contentsOf(delivery, this.configuration);
    if (contents.kind === 'unreadable') return { kind: 'unreadable', reason: contents.setAside.reason };
    const tellings: Telling[] = [];
    for (const reading of contents.readings) tellings.push(await this.telling(delivery, reading));
    return { kind: 'read', tellings };
  }

  async ofRebuilding(feedbackId: string): Promise<ForeseenRebuilding> {
    const before = await this.ports.feedback.get(feedbackId);
    if (before === undefined) return { kind: 'incomplete', reason: 'there is no such response' };
    if (before.deleted) return { kind: 'deleted' };
    const recorded = await this.ports.deliveries.keptOf(feedbackId);
    const rebuilt = await rebuiltFrom(before, recorded, this.configuration, this.history, this.now);
    switch (rebuilt.kind) {
      case 'unchanged':
        return { kind: 'unchanged' };
      case 'changed': {
        const { feedback: after } = rebuilt;
        return { kind: 'changed', before, after, ...(await this.opening(before, after)) };
      }
      case 'incomplete':
      case 'unreadable':
        return rebuilt;
    }
  }

  private async telling(delivery: Delivery, reading: Reading): Promise<Telling> {
    switch (reading.kind) {
      case 'response': {
        const arrival = arrivalOf(delivery, reading);
        const { feedbackId } = arrival;
        const before = this.drafted.get(feedbackId) ?? (await this.ports.feedback.get(feedbackId));
        const feedback = await draftWithCase(before, [arrival], this.configuration, this.history);
        this.drafted.set(feedbackId, feedback);
        return {
          kind: 'response',
          responseId: reading.responseId,
          feedback,
          ...(await this.opening(before, feedback)),
        };
      }
      case 'deletion':
        return { kind: 'deletion', responseId: reading.responseId };
      case 'announcement':
        return { kind: 'announcement', responseId: reading.announced.responseId };
      case 'unsubscribe':
        return { kind: 'unsubscribe' };
      case 'nothing':
        return { kind: 'nothing', reason: reading.reason };
    }
  }

  private async opening(
    before: Feedback | undefined,
    after: Feedback,
  ): Promise<{ readonly opens?: Opening }> {
    const isNew = after.caseId !== undefined && before?.caseId === undefined;
    const opens = isNew
      ? decideOpening(after, await this.history.of(after), this.configuration, this.now)
      : undefined;
    return opens === undefined ? {} : { opens };
  }
}
