import type { TellingSubject } from '../domain/case.ts';
import type { Verdict } from '../domain/clocks.ts';
import type { Priority, SlaTarget } from '../domain/configuration.ts';
import type { Rating, Sentiment } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { HouseLanguage } from '../domain/language.ts';
import type { EarlierFeedback } from '../ports.ts';
import type { Brand } from './mail.ts';

export interface OwnerClock {
  readonly target: SlaTarget;
  readonly dueAt: Instant;
  readonly verdict: Verdict;
}

/** All that a mail about a case says to the person who owns it, leads the team or heads it. */
export interface OwnerNotificationView {
  readonly brand: Brand;
  readonly language: HouseLanguage;
  readonly timeZone: string;
  readonly about: TellingSubject;
  readonly recipient: { readonly name?: string | undefined; readonly role: 'owner' | 'lead' | 'head' };
  readonly ownerName: string;
  readonly caseId: string;
  readonly priority: Priority;
  readonly tier?: string | undefined;
  readonly customer: { readonly name?: string | undefined; readonly email?: string | undefined };
  /** The score that says the least good. */
  readonly rating?: Rating | undefined;
  /** The same response’s other scores. */
  readonly otherRatings?: readonly Rating[];
  readonly comment?: string | undefined;
  readonly commentLanguage?: string | undefined;
  readonly sentiment?: Sentiment | undefined;
  /** Names in the reader's language. */
  readonly themes: readonly string[];
  readonly surveyName: string;
  readonly channel?: string | undefined;
  readonly spokeAt: Instant;
  /** Newest first, as the store gives it; without the feedback that the case is about. */
  readonly history: readonly EarlierFeedback[];
  readonly clocks: readonly OwnerClock[];
  readonly actionUrl: string;
}
