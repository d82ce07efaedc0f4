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
import { clocksOf, policyFor } from './clocks.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';

export type Listener = 'owner' | 'lead' | 'head';

/** Something that the loop itself has to do for a case, and when. */
export type Step =
  | {
      readonly kind: 'tell';
      readonly at: Instant;
      readonly key: string;
      readonly about: TellingSubject;
      readonly listeners: readonly Listener[];
      readonly reassignTo?: 'lead' | 'head';
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
      return [...tellings.filter((step) => !told.has(step.key)), ...endOfWait(state, configuration)];
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
    listeners: ['owner'],
  };
  const later = standingEvents(events).flatMap(({ event, index }): readonly Telling[] =>
    event.type === 'handed-over' || event.type === 'feedback-changed'
      ? [
          {
            kind: 'tell',
            at: event.at,
            key: `${event.type}-${index}`,
            about: { what: event.type },
            listeners: ['owner'],
          },
        ]
      : [],
  );
  return [opening, ...later];
}

function deadlines(state: CaseState, configuration: Configuration, now: Instant): readonly Telling[] {
  const { ladder } = policyFor(state, configuration.policies);
  return clocksOf(state, configuration, now)
    .filter((clock) => clock.metAt === undefined)
    .flatMap(({ target, dueAt, warnings, calendar }) => {
      const name = `round-${state.round}/${target}`;
      const warned = warnings.map(
        ({ percent, at }): Telling => ({
          kind: 'tell',
          at,
          key: `${name}/${percent}%`,
          about: { what: 'warning', target, percent },
          listeners: ['owner'],
        }),
      );
      const breached = ladder.map(
        ({ after, tell, reassignTo }, rung): Telling => ({
          kind: 'tell',
          at: addWorked(calendar, dueAt, after),
          key: `${name}/breach-${rung}`,
          about: { what: 'breach', target, rung },
          listeners: tell,
          ...(reassignTo ? { reassignTo } : {}),
        }),
      );
      return [...warned, ...breached];
    });
}

function endOfWait(state: CaseState, configuration: Configuration): readonly Step[] {
  if (state.status !== 'waiting') return [];
  const { longestWait } = policyFor(state, configuration.policies);
  return [{ kind: 'resume', at: state.waitingSince + longestWait }];
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
