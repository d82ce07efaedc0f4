import type { ActionField, ActionName } from '../domain/actions.ts';
import type { CaseEvent, CaseState, Side } from '../domain/case.ts';
import type { Verdict } from '../domain/clocks.ts';
import type { Unreachable } from '../domain/mail-gate.ts';
import type { SlaTarget } from '../domain/sla-target.ts';
import type { Feedback, Scale } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { HouseLanguage } from '../domain/language.ts';
import type { Cause } from '../domain/root-cause.ts';
import type { EarlierFeedback } from '../ports.ts';
import type { Problem, Refusal } from '../words/action-words.ts';
import type { PageBrand } from './document.ts';

export interface PageClock {
  readonly target: SlaTarget;
  readonly side?: Side;
  readonly startedAt: Instant;
  readonly dueAt: Instant;
  readonly verdict: Verdict;
  readonly metAt?: Instant | undefined;
  /** Time that the clock itself still has, which stands still outside its calendar's hours. */
  readonly remainingMs?: number | undefined;
}

export interface CasePageView {
  readonly brand: PageBrand;
  readonly language: HouseLanguage;
  readonly timeZone: string;
  readonly now: Instant;
  readonly state: CaseState;
  /** Of the case's team, in the reader's language. */
  readonly teamName?: string | undefined;
  readonly events: readonly CaseEvent[];
  readonly feedback: Feedback;
  /** In the reader's language. */
  readonly surveyName: string;
  readonly themeNames: readonly string[];
  /** Further answers that are part of the case, oldest first. */
  readonly joined?: readonly Feedback[] | undefined;
  /** Newest first, without the feedback that the case is about. */
  readonly history: readonly EarlierFeedback[];
  readonly clocks: readonly PageClock[];
  readonly actions: readonly ActionName[];
  /** False for who follows the case and can do nothing about it. */
  readonly mayAct: boolean;
  readonly people: readonly { readonly email: string; readonly name: string }[];
  readonly rootCauses: readonly Cause<string>[];
  /** Of the question whether we put it right. */
  readonly recoveryScale: Scale;
  /** Why the customer cannot be written to. */
  readonly unreachable?: Unreachable | undefined;
  /** The address to which the link was sent. */
  readonly viewer: string;
  readonly flash?:
    | { readonly kind: 'done'; readonly what: ActionName }
    | { readonly kind: 'refused'; readonly what: Refusal }
    | undefined;
  readonly problems?: readonly { readonly field: ActionField; readonly message: Problem }[] | undefined;
  /** What was posted and refused, to be shown again; `problems` are about this action's fields. */
  readonly typed?:
    | {
        readonly action: ActionName;
        readonly note?: string | undefined;
        readonly rootCause?: string | undefined;
        readonly to?: string | undefined;
      }
    | undefined;
}
