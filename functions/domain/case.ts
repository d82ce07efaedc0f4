import type { Priority, SlaTarget } from './configuration.ts';
import type { Instant } from './instant.ts';

/**
 * A case is its events. State, clocks and verdicts are computed from them, so whatever is shown today
 * can be shown again, the same, years later.
 */

/** Who did it: the loop itself, the customer, or a person by address. */
export type Actor = 'retour' | 'customer' | (string & {});

export type CaseEventBody =
  | {
      readonly type: 'opened';
      readonly rule: string;
      readonly priority: Priority;
      readonly owner: string;
      readonly ownerFrom: 'response' | 'survey' | 'theme' | 'fallback';
      readonly team: string;
      readonly tier?: string;
    }
  | { readonly type: 'acknowledged' }
  | { readonly type: 'contacted'; readonly note: string }
  | { readonly type: 'waiting'; readonly note: string }
  | { readonly type: 'resumed'; readonly note: string }
  | { readonly type: 'resolved'; readonly rootCause: string; readonly note: string }
  | { readonly type: 'handed-over'; readonly to: string; readonly team: string; readonly note: string }
  | { readonly type: 'undone'; readonly event: number }
  /** A step of the agenda was carried out: who was told, by which mail. */
  | {
      readonly type: 'told';
      readonly step: string;
      readonly to: readonly string[];
      readonly about: TellingSubject;
    }
  | { readonly type: 'reassigned'; readonly to: string; readonly team: string }
  | { readonly type: 'feedback-changed'; readonly score?: number; readonly comment: boolean }
  | { readonly type: 'mailed'; readonly mail: CustomerMailPurpose; readonly round: number }
  /** A customer mail was not sent, for good, and why. */
  | {
      readonly type: 'not-mailed';
      readonly mail: CustomerMailPurpose;
      readonly round: number;
      readonly reason: NotMailedReason;
    }
  /** A customer mail waits until then. */
  | {
      readonly type: 'mail-postponed';
      readonly mail: CustomerMailPurpose;
      readonly round: number;
      readonly until: Instant;
    }
  | { readonly type: 'survey-answered'; readonly score: number; readonly comment?: string }
  | { readonly type: 'reopened'; readonly priority: Priority; readonly reason: 'low-recovery-answer' }
  | { readonly type: 'closed'; readonly outcome: Outcome; readonly reason: ClosingReason };

export type CaseEvent = CaseEventBody & { readonly at: Instant; readonly by: Actor };

export type TellingSubject =
  | { readonly what: 'opened' | 'reopened' | 'handed-over' | 'feedback-changed' }
  | { readonly what: 'warning'; readonly target: SlaTarget; readonly percent: number }
  | { readonly what: 'breach'; readonly target: SlaTarget; readonly rung: number };

export type CustomerMailPurpose = 'follow-up' | 'recovery-survey';
export type NotMailedReason =
  | 'no-address'
  | 'no-consent'
  | 'unsubscribed'
  | 'bounced'
  | 'complained'
  | 'asked-recently'
  | 'deleted'
  | 'failed';

export type Outcome = 'recovered' | 'lost' | 'no-answer';
export type ClosingReason =
  | 'answered'
  | 'answered-low-again'
  | 'nobody-answered'
  | 'customer-cannot-be-asked'
  | 'feedback-deleted';

/** A case as it is kept: one item, whose events only ever grow. */
export interface CaseRecord {
  readonly id: string;
  readonly feedbackId: string;
  readonly customerKey?: string;
  readonly events: readonly CaseEvent[];
}

interface Common {
  readonly id: string;
  readonly feedbackId: string;
  readonly openedAt: Instant;
  readonly priority: Priority;
  readonly tier?: string;
  readonly owner: string;
  readonly team: string;
  readonly rule: string;
  /** 0 until the case is reopened; clocks start anew in each round. */
  readonly round: number;
  readonly roundStartedAt: Instant;
  readonly acknowledgedAt?: Instant;
  readonly contactedAt?: Instant;
  /** Time in this round when the customer had the ball; the last one may still run. */
  readonly waits: readonly { readonly from: Instant; readonly to?: Instant }[];
  /** The last thing a person did, while it can be taken back. */
  readonly undoable?: { readonly event: number; readonly type: CaseEvent['type']; readonly until: Instant };
}

export interface Resolution {
  readonly at: Instant;
  readonly by: Actor;
  readonly rootCause: string;
  readonly note: string;
}

/** What a case is now. Each status has exactly the facts that come with it. */
export type CaseState = Common &
  (
    | { readonly status: 'open' | 'reopened' }
    | { readonly status: 'acknowledged'; readonly acknowledgedAt: Instant }
    | { readonly status: 'contacted'; readonly contactedAt: Instant }
    | { readonly status: 'waiting'; readonly contactedAt: Instant; readonly waitingSince: Instant }
    | { readonly status: 'resolved'; readonly resolution: Resolution }
    | {
        readonly status: 'closed';
        readonly closedAt: Instant;
        readonly outcome: Outcome;
        readonly reason: ClosingReason;
        readonly resolution?: Resolution;
      }
  );
