import { standInFor } from './assignment.ts';
import type {
  CaseEvent,
  CaseRecord,
  CaseState,
  ClosingReason,
  CustomerMailPurpose,
  Outcome,
} from './case.ts';
import { stateOf } from './case-state.ts';
import { clocksOf, longestWaitFrom } from './clocks.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { awayAt, timesAway } from './presence.ts';
import { type Tell, tellingsOf } from './tellings.ts';

/** Something that the loop itself has to do for a case, and when. */
export type Step =
  | Tell
  /** The owner is away until after the next target is due: somebody else is to meet it. */
  | {
      readonly kind: 'hand-over';
      readonly at: Instant;
      readonly to: string;
      /** The day on which the owner is there again, `YYYY-MM-DD`. */
      readonly back: string;
    }
  | { readonly kind: 'resume'; readonly at: Instant }
  | {
      readonly kind: 'mail';
      readonly at: Instant;
      readonly mail: CustomerMailPurpose;
      readonly round: number;
    }
  | {
      readonly kind: 'close';
      readonly at: Instant;
      readonly outcome: Outcome;
      readonly reason: ClosingReason;
    };

/** A wait of an execution is never longer; a case that needs longer is looked at again and waits on. */
export const longestWaitSeconds = 7 * 24 * 3600;

/**
 * What is still to be done for a case, earliest first: a pure function of its events, the configuration and the time.
 * Steps that lie in the future are what would fall due if nothing else happened.
 */
export function agendaOf(record: CaseRecord, configuration: Configuration, now: Instant): readonly Step[] {
  const state = stateOf(record, configuration.undoWithin);
  return steps(record, state, configuration, now).toSorted((one, other) => one.at - other.at);
}

function steps(
  record: CaseRecord,
  state: CaseState,
  configuration: Configuration,
  now: Instant,
): readonly Step[] {
  switch (state.status) {
    case 'closed':
      return [];
    case 'resolved':
      return [afterResolution(record.events, state, configuration)];
    case 'open':
    case 'reopened':
    case 'acknowledged':
    case 'contacted':
    case 'waiting':
      return [
        ...handOver(state, configuration, now),
        ...tellingsOf(record, state, configuration, now),
        ...endOfWait(state, configuration),
      ];
  }
}

/**
 * Somebody who will not be back before a target is due hands the case over when they leave, or at once if they have
 * left, as long as somebody is there to take it. What is overdue already counts, too. A queue's case is nobody's yet.
 */
function handOver(state: CaseState, configuration: Configuration, now: Instant): readonly Step[] {
  const owner = configuration.people.find(({ email }) => email === state.owner);
  const times = owner && !state.queue ? timesAway(owner, configuration, now) : [];
  if (times.length === 0) return [];
  const open = clocksOf(state, configuration, now).filter(({ metAt }) => metAt === undefined);
  const nextDue = Math.min(...open.map(({ dueAt }) => dueAt));
  for (const { from } of times) {
    const at = Math.max(from, now);
    const away = awayAt(state.owner, configuration, at);
    const to = away && nextDue < away.back ? standInFor(state.owner, state, configuration, at) : undefined;
    if (away && to !== undefined) return [{ kind: 'hand-over', at, to, back: away.backOn }];
  }
  return [];
}

function endOfWait(state: CaseState, configuration: Configuration): readonly Step[] {
  if (state.status !== 'waiting') return [];
  const longest = longestWaitFrom(state, configuration, state.waitingSince);
  return [{ kind: 'resume', at: state.waitingSince + longest }];
}

function afterResolution(
  events: readonly CaseEvent[],
  state: Extract<CaseState, { status: 'resolved' }>,
  configuration: Configuration,
): Step {
  const { round, resolution } = state;
  const fate = (mail: CustomerMailPurpose) =>
    events.findLast(
      (event) =>
        (event.type === 'mailed' || event.type === 'not-mailed' || event.type === 'mail-postponed') &&
        event.mail === mail &&
        event.round === round,
    );
  const mailAt = (mail: CustomerMailPurpose, at: Instant): Step => {
    const postponed = fate(mail);
    return { kind: 'mail', mail, round, at: postponed?.type === 'mail-postponed' ? postponed.until : at };
  };
  const cannotBeAsked = (at: Instant): Step => ({
    kind: 'close',
    at,
    outcome: 'no-answer',
    reason: 'customer-cannot-be-asked',
  });
  const followUp = fate('follow-up');
  if (followUp?.type === 'not-mailed') return cannotBeAsked(followUp.at);
  if (followUp?.type !== 'mailed') return mailAt('follow-up', resolution.at + configuration.undoWithin);
  const survey = fate('recovery-survey');
  if (survey?.type === 'not-mailed') return cannotBeAsked(survey.at);
  if (survey?.type !== 'mailed')
    return mailAt('recovery-survey', followUp.at + configuration.recovery.askAfter);
  return {
    kind: 'close',
    at: survey.at + configuration.recovery.closeAfter,
    outcome: 'no-answer',
    reason: 'nobody-answered',
  };
}

/** Whole seconds until the first step is due, from 1 (due already) to seven days. */
export function secondsUntilNext(agenda: readonly Step[], now: Instant): number {
  const next = agenda[0];
  if (!next) return longestWaitSeconds;
  return Math.min(longestWaitSeconds, Math.max(1, Math.ceil((next.at - now) / 1000)));
}
