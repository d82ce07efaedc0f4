import { standInFor } from './assignment.ts';
import { addWorked } from './calendar.ts';
import type {
  CaseEvent,
  CaseRecord,
  CaseState,
  ClosingReason,
  CustomerMailPurpose,
  Outcome,
  TellingSubject,
} from './case.ts';
import { standingEvents, stateOf } from './case-state.ts';
import { type Clock, clocksOf, longestWaitFrom } from './clocks.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { awayAt, timesAway } from './presence.ts';
import { policyFor } from './terms.ts';

/** Watchers and former owners are told, and cannot act; `team` is everybody who can take a case from its queue. */
export type Listener = 'owner' | 'former' | 'team' | 'lead' | 'head' | 'watcher';

/** Something that the loop itself has to do for a case, and when. */
export type Step =
  | {
      readonly kind: 'tell';
      readonly at: Instant;
      readonly key: string;
      readonly about: TellingSubject;
      readonly listeners: readonly Listener[];
      readonly reassignTo?: 'lead' | 'head';
      /** Whose the case was, for the listener of that name. */
      readonly former?: string;
    }
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
    case 'waiting': {
      const told = new Set(record.events.flatMap((event) => (event.type === 'told' ? [event.step] : [])));
      const tellings = [...news(record.events, state), ...deadlines(state, configuration, now)];
      return [
        ...handOver(state, configuration, now),
        ...tellings.filter((step) => !told.has(step.key)),
        ...endOfWait(state, configuration),
      ];
    }
  }
}

type Telling = Extract<Step, { kind: 'tell' }>;

function news(events: readonly CaseEvent[], state: CaseState): readonly Telling[] {
  const opening: Telling = {
    kind: 'tell',
    at: state.roundStartedAt,
    key: `round-${state.round}`,
    about: { what: state.round > 0 ? 'reopened' : 'opened' },
    listeners:
      state.round > 0 ? ['owner'] : ['owner', ...(state.queue ? (['team'] as const) : []), 'watcher'],
  };
  const later = standingEvents(events).flatMap(({ event, index }) => newsOf(event, index));
  return [opening, ...later];
}

function newsOf(event: CaseEvent, index: number): readonly Telling[] {
  const { at, type } = event;
  const key = `${type}-${index}`;
  switch (type) {
    case 'feedback-changed':
      return [{ kind: 'tell', at, key, about: { what: type }, listeners: ['owner'] }];
    case 'feedback-joined': {
      const { feedbackId } = event;
      return [{ kind: 'tell', at, key, about: { what: type, feedbackId }, listeners: ['owner'] }];
    }
    case 'handed-over': {
      const { why, from, back } = event;
      const absence = why && from !== undefined && back !== undefined ? { from, back } : {};
      const gained: Telling = {
        kind: 'tell',
        at,
        key,
        about: { what: type, ...absence },
        listeners: ['owner'],
      };
      return [gained, ...lost(event, index)];
    }
    case 'reassigned':
      return lost(event, index);
    default:
      return [];
  }
}

/** What somebody did themselves they know. */
function lost(
  event: Extract<CaseEvent, { type: 'handed-over' | 'reassigned' }>,
  index: number,
): readonly Telling[] {
  const { at, by, to, from: former } = event;
  if (former === undefined || former === by) return [];
  const about = {
    what: 'taken-over',
    to,
    why: event.type === 'reassigned' ? 'late' : (event.why ?? 'handed-over'),
    ...(event.type === 'handed-over' && event.back !== undefined && { back: event.back }),
  } as const;
  return [{ kind: 'tell', at, key: `taken-over-${index}`, about, listeners: ['former'], former }];
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

function deadlines(state: CaseState, configuration: Configuration, now: Instant): readonly Telling[] {
  const { ladder } = policyFor(state, configuration.policies);
  return clocksOf(state, configuration, now)
    .filter((clock) => clock.metAt === undefined)
    .flatMap((clock) => {
      const { target, side, dueAt, warnings, calendar } = clock;
      const name = nameOf(state, clock);
      const whose = side === 'customer' ? { side } : {};
      // A promise is broken after the team's own target, as a rule: one warning and one breach are enough for it.
      const shown = side === 'team' ? warnings : warnings.slice(-1);
      const rungs = side === 'team' ? ladder : ladder.slice(0, 1);
      const warned = shown.map(
        ({ percent, at }): Telling => ({
          kind: 'tell',
          at,
          key: `${name}/${percent}%`,
          about: { what: 'warning', target, percent, ...whose },
          listeners: ['owner'],
        }),
      );
      const breached = rungs.map(
        ({ after, tell, reassignTo }, rung): Telling => ({
          kind: 'tell',
          at: addWorked(calendar, dueAt, after),
          key: `${name}/breach-${rung}`,
          about: { what: 'breach', target, rung, ...whose },
          listeners: tell,
          ...(reassignTo && side === 'team' ? { reassignTo } : {}),
        }),
      );
      return [...warned, ...breached];
    });
}

/** Names a clock among all that a case ever has; an exchange is named for its place. */
function nameOf(state: CaseState, { target, side }: Clock): string {
  const name = target === 'nextResponse' ? `${target}-${state.exchanges.length}` : target;
  return `round-${state.round}/${name}${side === 'customer' ? '/promise' : ''}`;
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
