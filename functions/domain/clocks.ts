import { addWorked, type Calendar, workedBetween } from './calendar.ts';
import type { CaseState } from './case.ts';
import { type Configuration, type Policy, type SlaTarget, slaTargets } from './configuration.ts';
import type { Instant } from './instant.ts';

export const verdicts = ['running', 'warned', 'met', 'missed', 'paused'] as const;
export type Verdict = (typeof verdicts)[number];

/** One target of a case's current round, as it stands at an instant. Durations are milliseconds of its calendar. */
export interface Clock {
  readonly target: SlaTarget;
  readonly startedAt: Instant;
  /** While the clock is paused: when it would be due if the wait lasted its longest. */
  readonly dueAt: Instant;
  readonly verdict: Verdict;
  readonly metAt?: Instant;
  /** Time left; negative once it is over; absent when met. */
  readonly remainingMs?: number;
  readonly warnings: readonly { readonly percent: number; readonly at: Instant }[];
  readonly calendar: Calendar;
}

/** The first policy that holds for the case; configurations end with one that always does. */
export function policyFor(
  state: Pick<CaseState, 'priority' | 'tier'>,
  policies: Configuration['policies'],
): Policy {
  const found = policies.find(
    ({ when }) =>
      (when.priorities === undefined || when.priorities.includes(state.priority)) &&
      (when.tiers === undefined || (state.tier !== undefined && when.tiers.includes(state.tier))),
  );
  if (!found) throw new RangeError('no policy holds for every case');
  return found;
}

/** Every clock of the current round, in the order in which they fall due as configured. */
export function clocksOf(
  state: CaseState,
  { policies, calendars }: Pick<Configuration, 'policies' | 'calendars'>,
  now: Instant,
): readonly Clock[] {
  const policy = policyFor(state, policies);
  return slaTargets.map((target) => {
    const { within, calendar: name } = policy.targets[target];
    const calendar = calendars[name];
    if (!calendar) throw new RangeError(`policy ${policy.id} names a calendar that is not configured`);
    return clock(state, { target, within, calendar, policy }, now);
  });
}

interface Aim {
  readonly target: SlaTarget;
  readonly within: number;
  readonly calendar: Calendar;
  readonly policy: Policy;
}

function clock(state: CaseState, { target, within, calendar, policy }: Aim, now: Instant): Clock {
  const startedAt = state.roundStartedAt;
  const pauses = target === 'resolution' ? pausesOf(state, policy.longestWait) : [];
  const after = (ms: number) => instantAfter(calendar, startedAt, pauses, ms);
  const dueAt = after(within);
  const metAt = metAtOf(state, target);
  const warnings = policy.warnAt.map((percent) => ({ percent, at: after((within * percent) / 100) }));
  const shape = { target, startedAt, dueAt, warnings, calendar };
  if (metAt !== undefined) return { ...shape, metAt, verdict: metAt <= dueAt ? 'met' : 'missed' };
  const remainingMs = within - used(calendar, startedAt, pauses, now);
  if (remainingMs <= 0) return { ...shape, remainingMs, verdict: 'missed' };
  if (pauses.some(({ from, to }) => from <= now && now < to))
    return { ...shape, remainingMs, verdict: 'paused' };
  const warned = warnings.some(({ at }) => at <= now);
  return { ...shape, remainingMs, verdict: warned ? 'warned' : 'running' };
}

function metAtOf(state: CaseState, target: SlaTarget): Instant | undefined {
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

interface Pause {
  readonly from: Instant;
  readonly to: Instant;
}

/** A wait stops the clock for `longest` at most, whether or not anybody said that it was over. */
function pausesOf(state: CaseState, longest: number): readonly Pause[] {
  return state.waits.map(({ from, to }) => ({
    from,
    to: Math.min(to ?? Number.POSITIVE_INFINITY, from + longest),
  }));
}

function used(calendar: Calendar, from: Instant, pauses: readonly Pause[], to: Instant): number {
  const paused = pauses.reduce(
    (sum, pause) => sum + workedBetween(calendar, pause.from, Math.min(pause.to, to)),
    0,
  );
  return workedBetween(calendar, from, to) - paused;
}

/** The instant at which `ms` were used, stepping over the pauses that begin before it. */
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
