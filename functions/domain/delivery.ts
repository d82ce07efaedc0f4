import type { Instant } from './instant.ts';

/**
 * How a delivery came: posted by the survey tool, fetched from its API because a webhook announced it, found there
 * because no webhook brought it, or imported from a file. One that is `announced` holds no response but our own word
 * that there is one to be fetched.
 */
export const deliveryWays = ['posted', 'fetched', 'reconciled', 'imported', 'announced'] as const;
export type DeliveryWay = (typeof deliveryWays)[number];

/** One webhook call as it came in and was proven authentic; it travels so until it is read. */
export interface Delivery {
  readonly source: string;
  readonly receivedAt: Instant;
  /** `posted` when left out. */
  readonly way?: DeliveryWay;
  /** Headers that an adapter may need, lower-case names; never the signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body. */
  readonly body: Buffer;
  /** True for history: what it says is recorded, but opens no case. */
  readonly historic?: true;
  /** The set-aside delivery that this one is, sent through the intake again; it is forgotten once it was read. */
  readonly replayOf?: string;
  /** The feedback that is to be built anew from the deliveries kept of it; such a delivery has no body. */
  readonly rebuild?: string;
}

/**
 * How long what became of a delivery is remembered, and its body kept, in milliseconds: tools retry for 76 hours at
 * most, a queue and its dead letters hold a message for 28 days.
 */
export const rememberedFor = 100 * 86_400_000;

/** A delivery kept with its record, so that it can be read again under another mapping. */
export interface KeptDelivery {
  readonly delivery: Delivery;
  /** Which telling of its response it was when its response was last built of it. */
  readonly order: number;
}

/** A delivery that was recorded for a response. */
export interface RecordedDelivery {
  readonly id: string;
  /** Absent when it was not kept, or was forgotten. */
  readonly kept?: KeptDelivery;
}

/** What became of a delivery. */
export interface DeliveryRecord {
  readonly id: string;
  readonly source: string;
  readonly receivedAt: Instant;
  readonly outcome:
    | { readonly kind: 'recorded'; readonly feedbackId: string; readonly kept?: KeptDelivery }
    | { readonly kind: 'announced'; readonly responseId: string }
    | { readonly kind: 'unsubscribed' }
    | { readonly kind: 'nothing'; readonly reason: string };
}

/** A delivery that could not be read, kept whole until it is replayed. */
export interface SetAside {
  readonly id: string;
  readonly delivery: Delivery;
  /** What is wrong, by path; holds no words of the customer. */
  readonly reason: string;
}
