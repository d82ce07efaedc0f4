import { deputyOf, membersOf } from './assignment.ts';
import { addWorked } from './calendar.ts';
import type { CaseEvent, CaseRecord, CaseState, TellingSubject } from './case.ts';
import { standingEvents } from './case-state.ts';
import { type Clock, clocksOf } from './clocks.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { awayAt } from './presence.ts';
import { isStillNews } from './still-news.ts';
import { ownHours, type TellingTime, timeToTell } from './telling-time.ts';
import { policyFor } from './terms.ts';

/** Watchers and former owners are told, and cannot act; `team` is everybody who can take a case from its queue. */
export const listeners = ['owner', 'former', 'team', 'lead', 'head', 'watcher'] as const;
export type Listener = (typeof listeners)[number];

/** One person who is to be told of something, and when. */
export interface Tell extends TellingTime {
  readonly kind: 'tell';
  /** Names what is told among all that a case ever has to tell. */
  readonly key: string;
  readonly about: TellingSubject;
  readonly to: string;
  readonly role: Listener;
  /** The role, or of a role that several have, which of them. */
  readonly seat: string;
  /** Others are told of the same, at the same time or another: a colleague who is away as soon as they are back. */
  readonly isShared: boolean;
  /** It waits for nobody's hours, and for no overview. */
  readonly isUrgent: boolean;
  /** The case becomes theirs by it. */
  readonly reassigns: boolean;
}

/** Something to tell, before anybody's hours. */
interface Telling {
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

/** What is still to be told of a case that somebody works on, person by person, in no order. */
export function tellingsOf(
  record: CaseRecord,
  state: CaseState,
  configuration: Configuration,
  now: Instant,
): readonly Tell[] {
  const open = clocksOf(state, configuration, now).filter(({ metAt }) => metAt === undefined);
  const dues = open.filter(({ verdict }) => verdict !== 'paused');
  const tellings = [
    ...news(record.events, state, dues),
    ...nagging(record, state, dues, configuration),
    ...deadlines(state, open, configuration),
  ];
  const told = toldBefore(record.events);
  return tellings.flatMap((telling) => {
    const before = told.get(telling.key) ?? [];
    const isNews = isStillNews(telling.about, state, open);
    const isOver = (seat: Seat) => before.some((event) => hasHeard(seat, event)) || (mayAct(seat) && !isNews);
    return tells(telling, isOver, record, state, configuration, now);
  });
}

/** Watchers and former owners look on. */
export function mayAct({ role }: { readonly role: Listener }): boolean {
  return role !== 'watcher' && role !== 'former';
}

/** Whoever got a copy has not been told what they can do about it. */
function hasHeard({ role, seat, to }: Seat, event: Told): boolean {
  if (event.as === undefined || event.as.includes(seat)) return true;
  return event.to.includes(to) && !(mayAct({ role }) && event.as.includes(`watcher/${to}`));
}

type Told = Extract<CaseEvent, { type: 'told' }>;
interface Seat extends Pick<Tell, 'role' | 'seat' | 'to'> {
  /** They are away until then. */
  readonly back?: Instant;
}

function toldBefore(events: readonly CaseEvent[]): ReadonlyMap<string, readonly Told[]> {
  return Map.groupBy(
    events.flatMap((event) => (event.type === 'told' ? [event] : [])),
    ({ step }) => step,
  );
}

function tells(
  telling: Telling,
  isOver: (seat: Seat) => boolean,
  record: CaseRecord,
  state: CaseState,
  configuration: Configuration,
  now: Instant,
): readonly Tell[] {
  const { key, about, dues, reassignTo } = telling;
  const isUrgent = configuration.alerts.wakeFor.includes(state.priority);
  // Whoever the case goes to has to know.
  const roles = new Set([...telling.listeners, ...(reassignTo === undefined ? [] : [reassignTo])]);
  const at = Math.max(telling.since, now);
  const seats = [...roles].flatMap((role) => seatsOf(role, telling, record, state, configuration, at));
  // Of a team others may be there another time.
  const isShared = seats.length > 1 || roles.has('team');
  const left = seats.filter((one) => !isOver(one));
  return left.map(({ role, seat, to, back = telling.since }): Tell => {
    const waits = !mayAct({ role });
    const since = Math.max(isUrgent ? telling.since : beginningFor(to, telling, configuration), back);
    const tidings = { to, since, isUrgent: isUrgent && !waits, dues: waits ? [] : dues };
    return {
      kind: 'tell',
      ...timeToTell(tidings, configuration, now),
      key,
      about,
      to,
      role,
      seat,
      isShared,
      isUrgent: tidings.isUrgent,
      reassigns: role === reassignTo,
    };
  });
}

/** When the ladder comes to somebody: so long after the breach, in their own hours where they have some. */
function beginningFor(to: string, { since, rung }: Telling, configuration: Configuration): Instant {
  const hours = rung && ownHours(to, configuration);
  return hours ? addWorked(hours, rung.breachedAt, rung.after) : since;
}

function seatsOf(
  role: Listener,
  { former }: Telling,
  { events }: CaseRecord,
  { owner, team }: CaseState,
  configuration: Configuration,
  at: Instant,
): readonly Seat[] {
  const one = (to: string) => [{ role, seat: role, to }];
  const each = (addresses: readonly string[]) => addresses.map((to) => ({ role, seat: `${role}/${to}`, to }));
  switch (role) {
    case 'owner':
      return one(owner);
    case 'former':
      return former === undefined ? [] : one(former);
    case 'lead':
    case 'head':
      return one(inPlaceOf(configuration.teams[team]?.[role] ?? owner, configuration, at));
    case 'team':
      return each(membersOf(team, configuration).map(({ email }) => email)).map((seat): Seat => {
        const away = awayAt(seat.to, configuration, at);
        return away === undefined ? seat : { ...seat, back: away.back };
      });
    case 'watcher':
      return each(events.flatMap((event) => (event.type === 'opened' ? (event.watchers ?? []) : [])));
  }
}

/** A lead who is away has their deputy told. */
function inPlaceOf(email: string, configuration: Configuration, at: Instant): string {
  const isAway = awayAt(email, configuration, at) !== undefined;
  return (isAway ? deputyOf(email, configuration, at) : undefined) ?? email;
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
