import { deputyOf, membersOf } from './assignment.ts';
import { addWorked } from './calendar.ts';
import type { CaseEvent, CaseRecord, CaseState, TellingSubject } from './case.ts';
import { clocksOf } from './clocks.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { type Listener, mayAct } from './listener.ts';
import { awayAt } from './presence.ts';
import { isStillNews } from './still-news.ts';
import { ownHours, type TellingTime, timeToTell } from './telling-time.ts';
import { type Telling, whatToTell } from './what-to-tell.ts';

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

/** What is still to be told of a case that somebody works on, person by person, in no order. */
export function tellingsOf(
  record: CaseRecord,
  state: CaseState,
  configuration: Configuration,
  now: Instant,
): readonly Tell[] {
  const open = clocksOf(state, configuration, now).filter(({ metAt }) => metAt === undefined);
  const tellings = whatToTell(record, state, open, configuration);
  const told = toldBefore(record.events);
  return tellings.flatMap((telling) => {
    const before = told.get(telling.key) ?? [];
    const isNews = isStillNews(telling.about, state, open);
    const isOver = (seat: Seat) => before.some((event) => hasHeard(seat, event)) || (mayAct(seat) && !isNews);
    return tells(telling, isOver, record, state, configuration, now);
  });
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
