import type { Instant } from './instant.ts';

/** One webhook call as it came in and was proven authentic; it travels so until it is read. */
export interface Delivery {
  readonly source: string;
  readonly receivedAt: Instant;
  /** Headers that an adapter may need, lower-case names; never the signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body. */
  readonly body: Buffer;
  /** The set-aside delivery that this one is, sent through the intake again; it is forgotten once it was read. */
  readonly replayOf?: string;
}

/** What became of a delivery. */
export interface DeliveryRecord {
  readonly id: string;
  readonly source: string;
  readonly receivedAt: Instant;
  readonly outcome:
    | { readonly kind: 'recorded'; readonly feedbackId: string }
    | { readonly kind: 'nothing'; readonly reason: string };
}

/** A delivery that could not be read, kept whole until it is replayed. */
export interface SetAside {
  readonly id: string;
  readonly delivery: Delivery;
  /** What is wrong, by path; holds no words of the customer. */
  readonly reason: string;
}
