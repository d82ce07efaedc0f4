import { workedBetween } from './calendar.ts';
import type { CaseRecord, CaseState } from './case.ts';
import { standingEvents, stateOf } from './case-state.ts';
import { type Clock, clocksOf } from './clocks.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { type Terms, termsFor } from './terms.ts';

/** A clock of a round that may be over. */
export interface RoundClock extends Clock {
  /** Which of the round's exchanges with the customer it is about, from 1; only for the next answer. */
  readonly exchange?: number;
  /** What stopped it: what somebody did, or the mere closing of the case; absent while it runs. */
  readonly stoppedBy?: 'action' | 'closing';
}

/** What a case was between its opening or a reopening and the next one. */
export interface Round {
  /** 0 is the first. */
  readonly round: number;
  readonly from: Instant;
  /** When the case was reopened; absent for the last round. */
  readonly to?: Instant;
  /**
   * As it was at the end of the round. Its terms are never empty: a case from before terms were written down has those
   * of the configuration, so that the clocks follow from this state alone.
   */
  readonly state: CaseState;
  /** Target by target, the team's before the customer's; an exchange with the customer has its own. */
  readonly clocks: readonly RoundClock[];
}

/**
 * The rounds of a case, each with all of its clocks, which have stopped in every round but the last.
 * @param now up to when the clocks of the last round have run
 * @throws NotACaseError when the record does not begin with its opening
 */
export function roundsOf(
  record: CaseRecord,
  configuration: Pick<Configuration, 'policies' | 'calendars' | 'undoWithin'>,
  now: Instant,
): readonly Round[] {
  return roundEnds(record, configuration).map(({ state, to }) => ({
    round: state.round,
    from: state.roundStartedAt,
    ...(to !== undefined && { to }),
    state,
    clocks: clocksOfRound(state, configuration, to ?? now),
  }));
}

function roundEnds(
  record: CaseRecord,
  configuration: Pick<Configuration, 'policies' | 'calendars' | 'undoWithin'>,
): readonly { readonly state: CaseState; readonly to: Instant | undefined }[] {
  const reopenings = standingEvents(record.events).filter(({ event }) => event.type === 'reopened');
  return [...reopenings, undefined].map((next) => {
    const events = record.events.slice(0, next?.index);
    const state = stateOf({ ...record, events }, configuration.undoWithin);
    return { state: withTerms(state, configuration), to: next?.event.at };
  });
}

/** Whether the case was told from its beginning on what it is held to; else the configuration says so. */
export function hasTerms({ events }: CaseRecord): boolean {
  return events.every(
    (event) => (event.type !== 'opened' && event.type !== 'reopened') || event.terms !== undefined,
  );
}

function withTerms(
  state: CaseState,
  configuration: Pick<Configuration, 'policies' | 'calendars'>,
): CaseState {
  if (state.terms.length > 0) return state;
  const at = state.roundStartedAt;
  return { ...state, terms: [{ at, terms: termsFor(state, configuration, at) }] };
}

/** Every clock that a round has had so far. The state alone decides, where it has terms. */
export function clocksOfRound(
  state: CaseState,
  configuration: Pick<Configuration, 'policies' | 'calendars'>,
  now: Instant,
): readonly RoundClock[] {
  const lasting = clocksOf({ ...state, exchanges: [] }, configuration, now);
  const exchanges = state.exchanges.flatMap((exchange, index) =>
    clocksOf({ ...state, exchanges: [exchange] }, configuration, now)
      .filter(({ target }) => target === 'nextResponse')
      .map((clock) => ({ ...clock, exchange: index + 1 })),
  );
  const isBeforeExchanges = ({ target }: Clock) => target === 'acknowledge' || target === 'firstContact';
  return [
    ...lasting.filter(isBeforeExchanges),
    ...exchanges,
    ...lasting.filter((clock) => !isBeforeExchanges(clock)),
  ].map((clock) => ({ ...clock, ...stopped(state, clock) }));
}

function stopped(state: CaseState, clock: RoundClock): Pick<RoundClock, 'stoppedBy'> {
  if (clock.metAt === undefined) return {};
  return { stoppedBy: wasActedOn(state, clock) ? 'action' : 'closing' };
}

function wasActedOn(state: CaseState, { target, exchange = 1 }: RoundClock): boolean {
  switch (target) {
    case 'acknowledge':
      return state.acknowledgedAt !== undefined;
    case 'firstContact':
      return state.contactedAt !== undefined;
    case 'nextResponse':
      return state.exchanges[exchange - 1]?.answeredAt !== undefined;
    case 'resolution':
      return 'resolution' in state && state.resolution !== undefined;
  }
}

/** How long a customer had to wait for the last resolution. Nothing is taken off, neither waits nor the time between rounds. */
export interface TotalTime {
  readonly openedAt: Instant;
  readonly resolvedAt: Instant;
  readonly reopenings: number;
  /** Day and night. */
  readonly customerMs: number;
  /** Of the resolution target's calendars, each for as long as it was in force. */
  readonly teamMs: number;
}

/** From the opening to the last resolution, over all reopenings; undefined while the case is not resolved. */
export function totalTime(
  record: CaseRecord,
  configuration: Pick<Configuration, 'policies' | 'calendars' | 'undoWithin'>,
): TotalTime | undefined {
  const states = roundEnds(record, configuration).map(({ state }) => state);
  const [first, last] = [states[0], states.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const resolvedAt = 'resolution' in last ? last.resolution?.at : undefined;
  if (resolvedAt === undefined) return undefined;
  const { openedAt } = first;
  const held = states.flatMap(({ terms }) => terms);
  const teamMs = held.reduce((sum, { at, terms }, index) => {
    const from = index === 0 ? openedAt : at;
    const to = Math.min(held[index + 1]?.at ?? resolvedAt, resolvedAt);
    return sum + workedUnder(terms, from, to);
  }, 0);
  return { openedAt, resolvedAt, reopenings: last.round, customerMs: resolvedAt - openedAt, teamMs };
}

function workedUnder({ targets, calendars }: Terms, from: Instant, to: Instant): number {
  const calendar = calendars[targets.resolution?.calendar ?? ''];
  return calendar === undefined ? 0 : workedBetween(calendar, from, to);
}
