import { addWorked, type Calendar, workedBetween } from './calendar.ts';
import type { CaseState, Side } from './case.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { type SlaTarget, slaTargets } from './sla-target.ts';
import { type TargetTerms, type Terms, termsFor } from './terms.ts';

export const verdicts = ['running', 'warned', 'met', 'missed', 'paused'] as const;
export type Verdict = (typeof verdicts)[number];

/** One target of a case's current round on one clock, as it stands at an instant. Durations are of that clock. */
export interface Clock {
  readonly target: SlaTarget;
  readonly side: Side;
  readonly startedAt: Instant;
  /** While the clock is paused: when it would be due if the wait lasted its longest. */
  readonly dueAt: Instant;
  readonly verdict: Verdict;
  readonly metAt?: Instant;
  /** Time used, up to the action that met the target or up to now. */
  readonly usedMs: number;
  /** Time left; negative once it is over; absent when met. */
  readonly remainingMs?: number;
  /** When missed: by how much, up to the action or up to now. A clock that stands still outside its hours may have none yet. */
  readonly lateMs?: number;
  readonly warnings: readonly { readonly percent: number; readonly at: Instant }[];
  readonly calendar: Calendar;
  /** What the clock counted by, one after the other. */
  readonly legs: readonly ClockLeg[];
  /** When the clock stood still for the customer, and how much of its time that took. */
  readonly pauses: readonly { readonly from: Instant; readonly to: Instant; readonly ms: number }[];
}

/** A stretch of a clock's course under the same terms. */
export interface ClockLeg {
  readonly from: Instant;
  /** Up to the next terms, to the action, or to now. */
  readonly to: Instant;
  readonly policy: string;
  readonly within: number;
  /** Of the team's calendar; the customer's clock has none. */
  readonly calendarName?: string;
  /** What was left of the target at its beginning, and how much of that it used. */
  readonly leftMs: number;
  readonly usedMs: number;
  /** When the target was due as long as these terms held. */
  readonly dueAt: Instant;
}

/**
 * Every clock of the current round, target by target, the team's before the customer's. The terms come from the case's
 * own events; the configuration stands in for cases from before those were written down.
 */
export function clocksOf(
  state: CaseState,
  configuration: Pick<Configuration, 'policies' | 'calendars'>,
  now: Instant,
): readonly Clock[] {
  const held = termsHeld(state, configuration);
  return slaTargets.flatMap((target) => {
    const course = courseOf(state, target);
    if (course === undefined) return [];
    return (['team', 'customer'] as const).flatMap((side) => {
      const legs = held.flatMap(({ at, terms }) => legOf(terms, target, side, at) ?? []);
      return legs.length === 0
        ? []
        : [clock({ target, side, ...course }, legs, pausesOf(state, target, held), now)];
    });
  });
}

type Held = readonly { readonly at: Instant; readonly terms: Terms }[];

function termsHeld(state: CaseState, configuration: Pick<Configuration, 'policies' | 'calendars'>): Held {
  if (state.terms.length > 0) return state.terms;
  return [{ at: state.roundStartedAt, terms: termsFor(state, configuration, state.roundStartedAt) }];
}

/** Milliseconds that a wait which begins at `from` stops the clocks at most. */
export function longestWaitFrom(
  state: CaseState,
  configuration: Pick<Configuration, 'policies' | 'calendars'>,
  from: Instant,
): number {
  return longestWait(termsHeld(state, configuration), from);
}

function longestWait(held: Held, from: Instant): number {
  const { terms } = held.findLast(({ at }) => at <= from) ?? held[0] ?? {};
  return terms?.longestWait ?? 0;
}

/** From when to when a target runs; undefined while nobody is held to it. */
function courseOf(
  state: CaseState,
  target: SlaTarget,
): { readonly startedAt: Instant; readonly metAt?: Instant } | undefined {
  if (target !== 'nextResponse') {
    const metAt = metAtOf(state, target);
    return { startedAt: state.roundStartedAt, ...(metAt !== undefined && { metAt }) };
  }
  const last = state.exchanges.at(-1);
  if (last === undefined) return undefined;
  const metAt = last.answeredAt ?? (state.status === 'closed' ? state.closedAt : undefined);
  return { startedAt: last.askedAt, ...(metAt !== undefined && { metAt }) };
}

function metAtOf(state: CaseState, target: Exclude<SlaTarget, 'nextResponse'>): Instant | undefined {
  const closedAt = state.status === 'closed' ? state.closedAt : undefined;
  switch (target) {
    case 'acknowledge':
      return state.acknowledgedAt ?? closedAt;
    case 'firstContact':
      return state.contactedAt ?? closedAt;
    case 'resolution':
      return state.status === 'resolved'
        ? state.resolution.at
        : state.status === 'closed'
          ? (state.resolution?.at ?? closedAt)
          : undefined;
  }
}

/** A stretch of a clock's course under the same terms, up to the next leg. */
interface Leg {
  readonly from: Instant;
  readonly policy: string;
  readonly calendarName?: string;
  readonly within: number;
  readonly calendar: Calendar;
  readonly warnAt: readonly number[];
}

/** The customer's clock: day and night, every day, wherever they are. */
const dayAndNight = [['00:00', '24:00']] as const;
const wallClock: Calendar = {
  timeZone: 'UTC',
  hours: {
    mon: dayAndNight,
    tue: dayAndNight,
    wed: dayAndNight,
    thu: dayAndNight,
    fri: dayAndNight,
    sat: dayAndNight,
    sun: dayAndNight,
  },
  holidays: [],
};

function legOf(
  { policy, targets, calendars, warnAt }: Terms,
  target: SlaTarget,
  side: Side,
  from: Instant,
): Leg | undefined {
  const terms: TargetTerms | undefined = targets[target];
  if (terms === undefined) return undefined;
  if (side === 'customer')
    return terms.promised === undefined
      ? undefined
      : { from, policy, within: terms.promised, calendar: wallClock, warnAt };
  const calendar = calendars[terms.calendar];
  if (!calendar) throw new RangeError(`the terms name no calendar "${terms.calendar}"`);
  const { within, calendar: calendarName } = terms;
  return { from, policy, within, calendarName, calendar: theSame(calendar), warnAt };
}

/** Calendars that were written down many times are reckoned with once: their timetables are remembered by object. */
const known = new Map<string, Calendar>();
const mostKnown = 200;

function theSame(calendar: Calendar): Calendar {
  const spelled = JSON.stringify(calendar);
  const before = known.get(spelled);
  if (before) return before;
  if (known.size >= mostKnown) known.clear();
  known.set(spelled, calendar);
  return calendar;
}

interface Course {
  readonly target: SlaTarget;
  readonly side: Side;
  readonly startedAt: Instant;
  readonly metAt?: Instant;
}

function clock(course: Course, all: readonly Leg[], pauses: readonly Pause[], now: Instant): Clock {
  const { metAt, startedAt } = course;
  const end = metAt ?? now;
  const legs = legsFrom(all, startedAt).filter(({ from }, index) => index === 0 || from <= end);
  const last = legs.at(-1);
  if (last === undefined) throw new RangeError('a clock needs terms');
  const dueAt = reached(legs, pauses, 1);
  const warnings = last.warnAt.map((percent) => ({ percent, at: reached(legs, pauses, percent / 100) }));
  const usedMs = usedUpTo(legs, pauses, end);
  const shape = {
    ...course,
    dueAt,
    warnings,
    usedMs,
    calendar: last.calendar,
    legs: accountOf(legs, pauses, end),
    pauses: pausesWithin(legs, pauses, end),
  };
  const late = () => ({ verdict: 'missed', lateMs: usedMs - usedUpTo(legs, pauses, dueAt) }) as const;
  if (metAt !== undefined) return metAt <= dueAt ? { ...shape, verdict: 'met' } : { ...shape, ...late() };
  const remainingMs = last.within - usedMs;
  if (dueAt <= now) return { ...shape, ...late(), remainingMs: Math.min(remainingMs, 0) };
  if (pauses.some(({ from, to }) => from <= now && now < to))
    return { ...shape, remainingMs, verdict: 'paused' };
  const warned = warnings.some(({ at }) => at <= now);
  return { ...shape, remainingMs, verdict: warned ? 'warned' : 'running' };
}

/** The legs that a course meets: the one it starts in, from its start, and those after. */
function legsFrom(legs: readonly Leg[], start: Instant): readonly Leg[] {
  const first = Math.max(
    legs.findLastIndex(({ from }) => from <= start),
    0,
  );
  return legs.slice(first).map((leg, index) => (index === 0 ? { ...leg, from: start } : leg));
}

/**
 * When a share of the target is used up. Time that was used under earlier terms stays used as it was counted then;
 * what is left of the new target counts by the new terms, and is due at their beginning at the earliest. What fell due
 * under earlier terms stays due then.
 */
function reached(legs: readonly Leg[], pauses: readonly Pause[], share: number): Instant {
  let used = 0;
  let due = Number.POSITIVE_INFINITY;
  for (const [index, leg] of legs.entries()) {
    const next = legs[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    due = instantAfter(leg.calendar, leg.from, pauses, Math.max(leg.within * share - used, 0));
    if (due <= next) return due;
    used += usedBetween(leg, pauses, leg.from, next);
  }
  return due;
}

/** The same reckoning, leg by leg. */
function accountOf(legs: readonly Leg[], pauses: readonly Pause[], end: Instant): readonly ClockLeg[] {
  const account: ClockLeg[] = [];
  let used = 0;
  let fallen: Instant | undefined;
  for (const [index, leg] of legs.entries()) {
    const { from, policy, within, calendar, calendarName } = leg;
    const next = legs[index + 1]?.from;
    const leftMs = Math.max(within - used, 0);
    const dueAt = fallen ?? instantAfter(calendar, from, pauses, leftMs);
    if (next === undefined || dueAt <= next) fallen = dueAt;
    const to = Math.min(next ?? end, end);
    const usedMs = usedBetween(leg, pauses, from, to);
    used += usedMs;
    account.push({
      from,
      to,
      policy,
      within,
      leftMs,
      usedMs,
      dueAt,
      ...(calendarName !== undefined && { calendarName }),
    });
  }
  return account;
}

function pausesWithin(legs: readonly Leg[], pauses: readonly Pause[], end: Instant): Clock['pauses'] {
  const start = legs[0]?.from ?? end;
  return pauses.flatMap((pause) => {
    const [from, to] = [Math.max(pause.from, start), Math.min(pause.to, end)];
    return to > from ? [{ from, to, ms: usedUpTo(legs, [], to) - usedUpTo(legs, [], from) }] : [];
  });
}

function usedUpTo(legs: readonly Leg[], pauses: readonly Pause[], to: Instant): number {
  return legs.reduce((sum, leg, index) => {
    const end = Math.min(legs[index + 1]?.from ?? Number.POSITIVE_INFINITY, to);
    return sum + usedBetween(leg, pauses, leg.from, end);
  }, 0);
}

interface Pause {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * When the customer had the ball, which stops the clocks of the resolution. A wait stops them for the longest that the
 * terms at its beginning allow, whether or not anybody said that it was over.
 */
function pausesOf({ waits }: CaseState, target: SlaTarget, held: Held): readonly Pause[] {
  if (target !== 'resolution') return [];
  return waits.map(({ from, to }) => ({
    from,
    to: Math.min(to ?? Number.POSITIVE_INFINITY, from + longestWait(held, from)),
  }));
}

function usedBetween({ calendar }: Leg, pauses: readonly Pause[], from: Instant, to: Instant): number {
  const paused = pauses.reduce((sum, pause) => {
    const [start, end] = [Math.max(pause.from, from), Math.min(pause.to, to)];
    return sum + workedBetween(calendar, start, end);
  }, 0);
  return workedBetween(calendar, from, to) - paused;
}

/** The instant at which `ms` were used, stepping over the pauses. */
function instantAfter(calendar: Calendar, from: Instant, pauses: readonly Pause[], ms: number): Instant {
  let start = from;
  let left = ms;
  for (const pause of pauses) {
    const before = workedBetween(calendar, start, pause.from);
    if (before >= left) break;
    left -= before;
    start = Math.max(start, pause.to);
  }
  return addWorked(calendar, start, left);
}
