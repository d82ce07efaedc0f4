import type { CaseRecord, CaseState, Outcome, Side } from './case.ts';
import { stateOf } from './case-state.ts';
import { type Clock, clocksOf } from './clocks.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import type { SlaTarget } from './sla-target.ts';

/** A case as a line of somebody's list. */
export interface DigestEntry {
  readonly caseId: string;
  readonly feedbackId: string;
  readonly owner: string;
  /** Nobody's yet. */
  readonly isQueued: boolean;
  readonly isAcknowledged: boolean;
  readonly fate:
    | {
        readonly kind: 'due' | 'slipped';
        readonly target: SlaTarget;
        readonly side: Side;
        readonly dueAt: Instant;
      }
    | { readonly kind: 'closed'; readonly outcome: Outcome; readonly closedAt: Instant }
    /** In hand, and nothing of it is due before long. */
    | { readonly kind: 'open' };
}

/**
 * What a list says of a case: what has slipped, or else what falls due first until then, or how it ended. Undefined
 * while it is with the customer, who says whether it helped.
 */
export function digestEntry(
  record: CaseRecord,
  configuration: Configuration,
  now: Instant,
  until: Instant,
): DigestEntry | undefined {
  const state = stateOf(record, configuration.undoWithin);
  const fate = fateOf(state, configuration, now, until);
  if (fate === undefined) return undefined;
  const { id: caseId, feedbackId, owner, queue, acknowledgedAt } = state;
  return {
    caseId,
    feedbackId,
    owner,
    isQueued: queue ?? false,
    isAcknowledged: acknowledgedAt !== undefined,
    fate,
  };
}

function fateOf(
  state: CaseState,
  configuration: Configuration,
  now: Instant,
  until: Instant,
): DigestEntry['fate'] | undefined {
  switch (state.status) {
    case 'resolved':
      return undefined;
    case 'closed':
      return { kind: 'closed', outcome: state.outcome, closedAt: state.closedAt };
    case 'open':
    case 'reopened':
    case 'acknowledged':
    case 'contacted':
    case 'waiting': {
      const open = clocksOf(state, configuration, now)
        .filter(({ metAt, verdict }) => metAt === undefined && verdict !== 'paused')
        .toSorted((one, other) => one.dueAt - other.dueAt);
      const slipped = open.find(({ dueAt }) => dueAt <= now);
      if (slipped) return { kind: 'slipped', ...named(slipped) };
      const due = open.find(({ dueAt }) => dueAt <= until);
      return due ? { kind: 'due', ...named(due) } : { kind: 'open' };
    }
  }
}

function named({ target, side, dueAt }: Clock) {
  return { target, side, dueAt };
}
