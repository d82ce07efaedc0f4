import type { Side, TellingSubject } from '../domain/case.ts';
import type { Verdict } from '../domain/clocks.ts';
import type { Rating, Sentiment } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { HouseLanguage } from '../domain/language.ts';
import type { Listener } from '../domain/listener.ts';
import type { Unreachable } from '../domain/mail-gate.ts';
import type { Priority } from '../domain/priority.ts';
import type { SlaTarget } from '../domain/sla-target.ts';
import type { Tell } from '../domain/tellings.ts';
import type { EarlierFeedback } from '../ports.ts';
import type { Brand } from './mail.ts';

export interface OwnerClock {
  readonly target: SlaTarget;
  readonly side?: Side;
  readonly dueAt: Instant;
  readonly verdict: Verdict;
}

/** The round that a low answer ended, with names and root cause in words. */
export interface ToldRound {
  readonly by: string;
  readonly resolvedAt: Instant;
  readonly rootCause: string;
  /** What the customer was written. */
  readonly note: string;
  readonly answeredAt: Instant;
  readonly score: number;
  readonly mostScore: number;
  readonly comment?: string | undefined;
}

/** All that a mail about a case says to the person who owns it, leads the team or heads it. */
export interface OwnerNotificationView {
  readonly brand: Brand;
  readonly language: HouseLanguage;
  readonly timeZone: string;
  readonly about: TellingSubject;
  /** When it could have been told, had it been in the reader's hours. */
  readonly heldSince?: Tell['heldSince'] | undefined;
  /** Why it is told outside them. */
  readonly outOfHours?: Tell['outOfHours'] | undefined;
  readonly recipient: { readonly name?: string | undefined; readonly role: Listener };
  /** Or the team's, while the case is in its queue. */
  readonly ownerName: string;
  readonly isQueued?: boolean;
  /** Of those whom `about` speaks of, by address. */
  readonly names?: Readonly<Record<string, string>>;
  readonly caseId: string;
  readonly priority: Priority;
  readonly tier?: string | undefined;
  readonly customer: { readonly name?: string | undefined; readonly email?: string | undefined };
  /** Why the customer cannot be written to. */
  readonly unreachable?: Unreachable | undefined;
  /** What was said before the case was reopened. */
  readonly previously?: ToldRound | undefined;
  /** The score that says the least good. */
  readonly rating?: Rating | undefined;
  /** The same response’s other scores. */
  readonly otherRatings?: readonly Rating[];
  readonly comment?: string | undefined;
  readonly commentLanguage?: string | undefined;
  readonly contactRequested?: boolean | undefined;
  readonly contactTime?: string | undefined;
  readonly sentiment?: Sentiment | undefined;
  /** Names in the reader's language. */
  readonly themes: readonly string[];
  readonly surveyName: string;
  readonly channel?: string | undefined;
  readonly spokeAt: Instant;
  /** Newest first, as the store gives it; without the feedback that the case is about. */
  readonly history: readonly EarlierFeedback[];
  readonly clocks: readonly OwnerClock[];
  /** Of a page on which its reader can act, or for a watcher only look. */
  readonly actionUrl: string;
}
