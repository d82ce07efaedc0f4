import type { Instant } from './instant.ts';

/** Something that happened at a source and that its operator wants to know when they ask whether it works. */
export type SourceNote =
  /** The survey tool posted a delivery that was accepted. */
  | { readonly what: 'received'; readonly at: Instant }
  /** Calls that were not proven; `at` is when the last of them came. */
  | { readonly what: 'refused'; readonly at: Instant; readonly count: number }
  /** A delivery that could not be read. */
  | { readonly what: 'set-aside'; readonly at: Instant }
  /** A response that no webhook had brought was found in the tool's API. */
  | { readonly what: 'repaired'; readonly at: Instant };

/** Calls to a source that were refused, counted by the door since it last said so. */
export interface Refusals {
  readonly source: string;
  readonly at: Instant;
  readonly count: number;
}

/** What is known of a source's deliveries; what never happened is absent. */
export interface SourceState {
  readonly received?: Instant;
  /** The last row of refusals: it begins anew when a delivery was received in between. */
  readonly refused?: { readonly at: Instant; readonly since: Instant; readonly count: number };
  readonly setAside?: Instant;
  readonly repaired?: { readonly at: Instant; readonly count: number };
}
