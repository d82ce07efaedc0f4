import { addWorked } from './calendar.ts';
import type { CaseEvent, CaseRecord, CaseState, TellingSubject } from './case.ts';
import { standingEvents } from './case-state.ts';
import type { Clock } from './clocks.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import type { Listener } from './listener.ts';
import { ownHours } from './telling-time.ts';
import { policyFor } from './terms.ts';

/** Something to tell, before anybody's hours. */
export interface Telling {
  readonly since: Instant;
  readonly key: string;
  readonly about: TellingSubject;
  readonly listeners: readonly Listener[];
  /** Whose the case was, for the listener of that name. */
  readonly former?: string;
  /** A step of the ladder: its time after the breach runs in the hours of whoever is told. */
  readonly rung?: { readonly breachedAt: Instant; readonly after: number };
  readonly reassignTo?: 'lead' | 'head';
  readonly dues: readonly Clock[];
}

/**
 * All that a case which somebody works on has to tell, told before or not.
 * @param open its clocks that are not met yet
 */
export function whatToTell(
  record: CaseRecord,
  state: CaseState,
  open: readonly Clock[],
  configuration: Configuration,
): readonly Telling[] {
  const dues = open.filter(({ verdict }) => verdict !== 'paused');
  return [
    ...news(record.events, state, dues),
    ...nagging(record, state, dues, configuration),
    ...deadlines(state, open, configuration),
  ];
}

function news(events: readonly CaseEvent[], state: CaseState, dues: readonly Clock[]): readonly Telling[] {
  const opening: Telling = {
    since: state.roundStartedAt,
    key: `round-${state.round}`,
    about: { what: state.round > 0 ? 'reopened' : 'opened' },
    listeners:
      state.round > 0 ? ['owner'] : ['owner', ...(state.queue ? (['team'] as const) : []), 'watcher'],
    dues,
  };
  const later = standingEvents(events).flatMap(({ event, index }) => newsOf(event, index, dues));
  return [opening, ...later];
}

function newsOf(event: CaseEvent, index: number, dues: readonly Clock[]): readonly Telling[] {
  const { at: since, type } = event;
  const shape = { since, key: `${type}-${index}`, listeners: ['owner'], dues } as const;
  switch (type) {
    case 'feedback-changed':
      return [{ ...shape, about: { what: type } }];
    case 'feedback-joined':
      return [{ ...shape, about: { what: type, feedbackId: event.feedbackId } }];
    case 'handed-over': {
      const { why, from, back } = event;
      const absence = why && from !== undefined && back !== undefined ? { from, back } : {};
      return [{ ...shape, about: { what: type, ...absence } }, ...lost(event, index)];
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
  const { at: since, by, to, from: former } = event;
  if (former === undefined || former === by) return [];
  const about = {
    what: 'taken-over',
    to,
    why: event.type === 'reassigned' ? 'late' : (event.why ?? 'handed-over'),
    ...(event.type === 'handed-over' && event.back !== undefined && { back: event.back }),
  } as const;
  return [{ since, key: `taken-over-${index}`, about, listeners: ['former'], former, dues: [] }];
}

const day = 86_400_000;
/** Whoever did not react so often does not to the next ten, either; and a case's events are not without end. */
const oftenReminded = 10;

/** Until somebody acknowledges the case, its owner is told again, so long after they were last told anything of it. */
function nagging(
  { events }: CaseRecord,
  state: CaseState,
  dues: readonly Clock[],
  configuration: Configuration,
): readonly Telling[] {
  const { nagEvery } = policyFor(state, configuration.policies);
  const clock = dues.find(({ target }) => target === 'acknowledge');
  const told = toldInRound(events, state);
  const last = told.findLast(({ to }) => to.includes(state.owner));
  if (nagEvery === undefined || clock === undefined || last === undefined) return [];
  const isUrgent = configuration.alerts.wakeFor.includes(state.priority);
  const hours = (isUrgent ? undefined : ownHours(state.owner, configuration)) ?? clock.calendar;
  const reminders = told.filter(({ about }) => about.what === 'unacknowledged');
  const times = reminders.filter(({ to }) => to.includes(state.owner)).length + 1;
  const next = addWorked(hours, last.at, nagEvery);
  return [
    {
      since: times > oftenReminded ? Math.max(next, last.at + day) : next,
      key: `round-${state.round}/unacknowledged-${reminders.length + 1}`,
      about: { what: 'unacknowledged', times },
      listeners: ['owner'],
      dues,
    },
  ];
}

type Told = Extract<CaseEvent, { type: 'told' }>;

function toldInRound(events: readonly CaseEvent[], { roundStartedAt }: CaseState): readonly Told[] {
  return events.flatMap((event) => (event.type === 'told' && event.at >= roundStartedAt ? [event] : []));
}

function deadlines(
  state: CaseState,
  open: readonly Clock[],
  configuration: Configuration,
): readonly Telling[] {
  const { ladder } = policyFor(state, configuration.policies);
  return open.flatMap((clock) => {
    const { target, side, dueAt, warnings, calendar } = clock;
    const name = nameOf(state, clock);
    const whose = side === 'customer' ? { side } : {};
    // A promise is broken after the team's own target, as a rule: one warning and one breach are enough for it.
    const shown = side === 'team' ? warnings : warnings.slice(-1);
    const rungs = side === 'team' ? ladder : ladder.slice(0, 1);
    const warned = shown.map(
      ({ percent, at: since }): Telling => ({
        since,
        key: `${name}/${percent}%`,
        about: { what: 'warning', target, percent, ...whose },
        listeners: ['owner'],
        dues: [clock],
      }),
    );
    const breached = rungs.map(
      ({ after, tell, reassignTo }, rung): Telling => ({
        since: addWorked(calendar, dueAt, after),
        key: `${name}/breach-${rung}`,
        about: { what: 'breach', target, rung, ...whose },
        listeners: tell,
        rung: { breachedAt: dueAt, after },
        ...(reassignTo && side === 'team' ? { reassignTo } : {}),
        dues: [],
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
