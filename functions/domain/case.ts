import type { SlaTarget } from './sla-target.ts';
import type { Instant } from './instant.ts';
import type { Priority } from './priority.ts';
import type { Terms } from './terms.ts';

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
      readonly ownerFrom: OwnerFrom;
      readonly team: string;
      /** In the queue of its team, whose lead is told as the owner, until somebody takes it. */
      readonly queue?: true;
      /** The open case that the same customer had. */
      readonly linkedTo?: string;
      readonly tier?: string;
      /** Who else is told that it opened, by address; they cannot act on it. */
      readonly watchers?: readonly string[];
      /** What the case is held to; absent in cases from before that was written down. */
      readonly terms?: Terms;
    }
  /** The configuration changed: what the case is held to from here on. */
  | { readonly type: 'terms'; readonly terms: Terms }
  | { readonly type: 'acknowledged' }
  | { readonly type: 'contacted'; readonly note: string }
  | { readonly type: 'waiting'; readonly note: string }
  | { readonly type: 'resumed'; readonly note: string }
  | { readonly type: 'resolved'; readonly rootCause: string; readonly note: string }
  | {
      readonly type: 'handed-over';
      readonly to: string;
      readonly team: string;
      readonly note: string;
      /** Whose it was; absent where it was the team's, and in events from before that was written down. */
      readonly from?: string;
      /** `from` is away, so that the loop itself handed it over. */
      readonly why?: 'absent';
      /** The day on which `from` is there again, `YYYY-MM-DD`. */
      readonly back?: string;
    }
  /** Somebody took it from the queue of their team, which acknowledges it. */
  | { readonly type: 'taken'; readonly to: string; readonly team: string }
  | { readonly type: 'undone'; readonly event: number }
  /** A step of the agenda was carried out: who was told, by which mail. */
  | {
      readonly type: 'told';
      readonly step: string;
      /** Nobody where something graver was to be told at the same moment. */
      readonly to: readonly string[];
      readonly about: TellingSubject;
      /** Who of them had enough messages that day, and gets it in an overview. */
      readonly inOverview?: readonly string[];
      /** As what they were told (`owner`, `lead`, `team/…`); absent where that was all who were to be told. */
      readonly as?: readonly string[];
      /** When they could have been told, had it been in their hours. */
      readonly heldSince?: Instant;
      /** Why they were told outside their hours. */
      readonly outOfHours?: OutOfHours;
    }
  | { readonly type: 'reassigned'; readonly to: string; readonly team: string; readonly from?: string }
  | {
      readonly type: 'feedback-changed';
      readonly score?: number;
      readonly comment: boolean;
      /** True for a kind word: nobody owes an answer to it. */
      readonly thanks?: true;
    }
  /** Another case of the same customer was opened beside it. */
  | { readonly type: 'linked'; readonly case: string }
  /** The same customer gave another answer that would have opened a case. */
  | { readonly type: 'feedback-joined'; readonly feedbackId: string }
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
  | {
      readonly type: 'survey-answered';
      readonly score: number;
      readonly comment?: string;
      /** First contact resolution: whether our first answer settled it. Absent when the customer left it open. */
      readonly fcr?: boolean;
    }
  | {
      readonly type: 'reopened';
      readonly priority: Priority;
      readonly reason: 'low-recovery-answer';
      readonly terms?: Terms;
    }
  | { readonly type: 'closed'; readonly outcome: Outcome; readonly reason: ClosingReason };

export type CaseEvent = CaseEventBody & { readonly at: Instant; readonly by: Actor };

/** Why a case is somebody's; `load` when they had the fewest, `lead` when nobody else of the team was there. */
export type OwnerFrom =
  | 'rule'
  | 'response'
  | 'account'
  | 'survey'
  | 'theme'
  | 'team'
  | 'load'
  | 'queue'
  | 'deputy'
  | 'lead'
  | 'fallback';

export type TellingSubject =
  | { readonly what: 'opened' | 'reopened' | 'feedback-changed' }
  | { readonly what: 'feedback-joined'; readonly feedbackId: string }
  /** Nobody has acknowledged it yet: the reader is told again, for the so-manieth time. */
  | { readonly what: 'unacknowledged'; readonly times: number }
  /** The case is the reader's now; with who is away and until when, where that is why. */
  | { readonly what: 'handed-over'; readonly from?: string; readonly back?: string }
  /** The case was the reader's. */
  | {
      readonly what: 'taken-over';
      readonly to: string;
      readonly why: 'absent' | 'late' | 'handed-over';
      /** The day on which the reader is there again, `YYYY-MM-DD`. */
      readonly back?: string;
    }
  | {
      readonly what: 'warning';
      readonly target: SlaTarget;
      readonly percent: number;
      /** Whose clock; the team's when left out. */
      readonly side?: Side;
    }
  | { readonly what: 'breach'; readonly target: SlaTarget; readonly rung: number; readonly side?: Side };

/** Why news does not wait until its reader is back: the case is urgent, or a target falls due before that. */
export type OutOfHours =
  | { readonly why: 'urgent' }
  | {
      readonly why: 'due';
      readonly target: SlaTarget;
      readonly side: Side;
      readonly dueAt: Instant;
      readonly back: Instant;
    };

/** Whose clock: the team's counts working time, the customer's never stops for the night. */
export type Side = 'team' | 'customer';

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
  /** It is the team's, and anybody of it may take it; `owner` is told in its name. */
  readonly queue?: true;
  readonly rule: string;
  /** 0 until the case is reopened; clocks start anew in each round. */
  readonly round: number;
  readonly roundStartedAt: Instant;
  readonly acknowledgedAt?: Instant;
  readonly contactedAt?: Instant;
  /** What the round is held to, each from its instant on. Empty for a case from before terms were written down. */
  readonly terms: readonly { readonly at: Instant; readonly terms: Terms }[];
  /** The customer's words after the first contact in this round, each with our answer to it. */
  readonly exchanges: readonly { readonly askedAt: Instant; readonly answeredAt?: Instant }[];
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
