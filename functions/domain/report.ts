import type { CaseEvent, CaseRecord, CaseState, Side } from './case.ts';
import { standingEvents } from './case-state.ts';
import type { Configuration } from './configuration.ts';
import { type Feedback, ratingsOf, spokeAt } from './feedback.ts';
import { customersWord, firstContactResolved } from './first-contact.ts';
import type { Instant } from './instant.ts';
import { opensCases } from './opens-cases.ts';
import { hasTerms, type Round, type RoundClock, roundsOf, type TotalTime, totalTime } from './rounds.ts';
import { badBands } from './rules.ts';
import { type SlaTarget, slaTargets } from './sla-target.ts';

/** Figures over many cases, counted by the response's date: whoever asks later sees the same cases, further on. */

export const groupings = ['team', 'owner', 'source', 'priority'] as const;
export type Grouping = (typeof groupings)[number];

export type ShareId =
  | `${SlaTarget}/${Side}`
  | 'close-the-loop'
  | `escalated/${number}`
  | 'reopened'
  | 'recovered'
  | 'recovered-of-closed'
  | 'survey-answered'
  | 'first-contact-resolution/said'
  | 'first-contact-resolution/judged';
export type TimesId =
  | 'time-to-acknowledge'
  | 'time-to-first-contact'
  | 'time-to-close'
  | 'total-time/customer'
  | 'total-time/team';

/** A number without which a figure could be misread: what was left out of it, and why. */
export type BesideName =
  | 'missed'
  | 'overdueNow'
  | 'notDueYet'
  | 'withdrawn'
  | 'withoutCase'
  | 'lost'
  | 'noAnswer'
  | 'notYet';
export type Beside = Readonly<Partial<Record<BesideName, number>>>;

export type Figure =
  | {
      readonly kind: 'share';
      readonly id: ShareId;
      readonly part: number;
      readonly whole: number;
      readonly beside: Beside;
    }
  | {
      readonly kind: 'times';
      readonly id: TimesId;
      readonly count: number;
      /** Milliseconds; absent when there is none to count. */
      readonly median?: number;
      readonly p90?: number;
      readonly beside: Beside;
    };

export interface Group {
  /** What the group has in common; undefined for responses without a case, where the case would say. */
  readonly key: string | undefined;
  readonly responses: number;
  readonly unhappy: number;
  readonly cases: number;
  readonly open: number;
  readonly figures: readonly Figure[];
}

export interface Report {
  readonly all: Group;
  /** Empty when nothing was to be grouped by. */
  readonly groups: readonly Group[];
  /** Cases from before terms were written down: today's policies stand in for them. */
  readonly judgedByConfiguration: number;
}

/** What the figures need of a response. */
export interface Told {
  readonly id: string;
  readonly source: string;
  readonly spokeAt: Instant;
  readonly unhappy: boolean;
}

/** As it counts for figures; undefined for what was imported, which opens no case. */
export function toldOf(feedback: Feedback, { sources }: Pick<Configuration, 'sources'>): Told | undefined {
  if (feedback.historic) return undefined;
  const { id, source, answers } = feedback;
  const mapping = sources[source] ?? { questions: [] };
  const { rating, scores = {} } = answers;
  const counted = ratingsOf({
    ...(rating !== undefined && opensCases(mapping) && { rating }),
    scores: Object.fromEntries(Object.entries(scores).filter(([question]) => opensCases(mapping, question))),
  });
  const unhappy = counted.some(({ band }) => badBands.includes(band));
  return { id, source, spokeAt: spokeAt(feedback), unhappy };
}

/**
 * The figures of these responses and of the cases that they opened.
 * @param cases by the id of their feedback
 */
export function reportOf(
  responses: readonly Told[],
  cases: ReadonlyMap<string, CaseRecord>,
  configuration: Pick<Configuration, 'policies' | 'calendars' | 'undoWithin'>,
  now: Instant,
  by?: Grouping,
): Report {
  const all = responses.map((told) => factsOf(told, cases.get(told.id), configuration, now));
  const steps = all.reduce((most, { opened }) => Math.max(most, opened?.reached ?? 0), 1);
  return {
    all: groupOf(undefined, all, steps),
    groups: by === undefined ? [] : grouped(all, by, steps),
    judgedByConfiguration: all.filter(({ opened }) => opened !== undefined && !opened.hasTerms).length,
  };
}

interface Facts {
  readonly told: Told;
  readonly opened?: Opened;
}

/** What the figures need of a case. */
interface Opened {
  readonly first: CaseState;
  readonly last: CaseState;
  readonly clocks: readonly RoundClock[];
  /** The team's first contact in the first round. */
  readonly contact: RoundClock | undefined;
  readonly total: TotalTime | undefined;
  /** The furthest step of the ladder that anybody was told of, from 1; 0 when none was. */
  readonly reached: number;
  readonly wasResolved: boolean;
  readonly wasAsked: boolean;
  readonly hasAnswered: boolean;
  /** Whether the first contact settled it: what the customer said of it, and what the events say on the whole. */
  readonly saidSettled: boolean | undefined;
  readonly settled: boolean | undefined;
  readonly hasTerms: boolean;
}

function factsOf(
  told: Told,
  record: CaseRecord | undefined,
  configuration: Pick<Configuration, 'policies' | 'calendars' | 'undoWithin'>,
  now: Instant,
): Facts {
  if (record === undefined) return { told };
  const rounds = roundsOf(record, configuration, now);
  const [first, last] = [rounds[0], rounds.at(-1)];
  if (first === undefined || last === undefined) return { told };
  const events = standingEvents(record.events).map(({ event }) => event);
  return {
    told,
    opened: {
      first: first.state,
      last: last.state,
      clocks: rounds.flatMap(({ clocks }) => clocks),
      contact: first.clocks.find(({ target, side }) => target === 'firstContact' && side === 'team'),
      total: totalTime(record, configuration),
      reached: events.reduce((furthest, event) => Math.max(furthest, stepOf(event)), 0),
      wasResolved: rounds.some(isResolved),
      wasAsked: events.some((event) => event.type === 'mailed' && event.mail === 'recovery-survey'),
      hasAnswered: events.some(({ type }) => type === 'survey-answered'),
      saidSettled: customersWord(events),
      settled: firstContactResolved(record),
      hasTerms: hasTerms(record),
    },
  };
}

function stepOf(event: CaseEvent): number {
  return event.type === 'told' && event.about.what === 'breach' ? event.about.rung + 1 : 0;
}

function isResolved({ state }: Round): boolean {
  return 'resolution' in state && state.resolution !== undefined;
}

function grouped(all: readonly Facts[], by: Grouping, steps: number): readonly Group[] {
  const groups = new Map<string | undefined, Facts[]>();
  for (const facts of all) {
    const key = keyOf(facts, by);
    const group = groups.get(key);
    if (group) group.push(facts);
    else groups.set(key, [facts]);
  }
  return [...groups]
    .toSorted(([one = '\uffff'], [other = '\uffff']) => (one < other ? -1 : 1))
    .map(([key, facts]) => groupOf(key, facts, steps));
}

/** The team and the owner are those that have the case now; the priority is the one that it opened with. */
function keyOf({ told, opened }: Facts, by: Grouping): string | undefined {
  switch (by) {
    case 'source':
      return told.source;
    case 'team':
    case 'owner':
      return opened?.last[by];
    case 'priority':
      return opened?.first.priority;
  }
}

/** @param steps of the ladder that are counted; the same for each group, so that they can be compared */
function groupOf(key: string | undefined, all: readonly Facts[], steps: number): Group {
  const cases = all.flatMap(({ told, opened }) => (opened === undefined ? [] : [{ ...opened, told }]));
  return {
    key,
    responses: all.length,
    unhappy: all.filter(({ told }) => told.unhappy).length,
    cases: cases.length,
    open: cases.filter(({ last }) => last.status !== 'closed').length,
    figures: [
      ...compliance(cases),
      closeTheLoop(all),
      ...escalations(cases, steps),
      ...timesOf(cases),
      ...outcomes(cases),
      ...firstContactResolution(cases),
    ],
  };
}

type Case = Opened & { readonly told: Told };

/** How a clock counts. What nobody was held to in the end, since the answer was deleted in time, counts for nothing. */
type Count = 'met' | 'missed' | 'notDueYet' | 'withdrawn';

function countOf({ verdict, stoppedBy }: RoundClock): Count {
  if (verdict === 'missed') return 'missed';
  if (verdict !== 'met') return 'notDueYet';
  return stoppedBy === 'closing' ? 'withdrawn' : 'met';
}

function tally(clocks: readonly RoundClock[]) {
  const of = (count: Count) => clocks.filter((clock) => countOf(clock) === count).length;
  const overdueNow = clocks.filter(
    ({ verdict, metAt }) => verdict === 'missed' && metAt === undefined,
  ).length;
  return {
    met: of('met'),
    missed: of('missed'),
    overdueNow,
    notDueYet: of('notDueYet'),
    withdrawn: of('withdrawn'),
  };
}

function compliance(cases: readonly Case[]): readonly Figure[] {
  const clocks = cases.flatMap((one) => one.clocks);
  return slaTargets.flatMap((target) =>
    (['team', 'customer'] as const).flatMap((side): readonly Figure[] => {
      const own = clocks.filter((clock) => clock.target === target && clock.side === side);
      if (own.length === 0) return [];
      const { met, ...beside } = tally(own);
      return [{ kind: 'share', id: `${target}/${side}`, part: met, whole: met + beside.missed, beside }];
    }),
  );
}

function closeTheLoop(all: readonly Facts[]): Figure {
  const unhappy = all.filter(({ told }) => told.unhappy);
  const clocks = unhappy.flatMap(({ opened }) => opened?.contact ?? []);
  const withoutCase = unhappy.length - clocks.length;
  const { met, missed, overdueNow, notDueYet } = tally(clocks);
  const whole = met + missed + withoutCase;
  return {
    kind: 'share',
    id: 'close-the-loop',
    part: met,
    whole,
    beside: { missed, overdueNow, notDueYet, withoutCase },
  };
}

function escalations(cases: readonly Case[], steps: number): readonly Figure[] {
  return Array.from({ length: steps }, (_, index) => index + 1).map((step) =>
    share(`escalated/${step}`, cases.filter(({ reached }) => reached >= step).length, cases.length, {}),
  );
}

function timesOf(cases: readonly Case[]): readonly Figure[] {
  const since = (start: Instant, end: Instant | undefined) => (end === undefined ? undefined : end - start);
  const standing = cases.filter((one) => !isWithdrawn(one));
  return [
    times(
      'time-to-acknowledge',
      standing.map(({ first }) => since(first.openedAt, first.acknowledgedAt)),
    ),
    times(
      'time-to-first-contact',
      // A survey tool's clock may be a little ahead of ours.
      standing.map(({ first, told }) =>
        since(Math.min(told.spokeAt, first.contactedAt ?? 0), first.contactedAt),
      ),
    ),
    times(
      'time-to-close',
      standing.map(({ last }) => since(last.openedAt, last.status === 'closed' ? last.closedAt : undefined)),
    ),
    times(
      'total-time/customer',
      standing.map(({ total }) => total?.customerMs),
    ),
    times(
      'total-time/team',
      standing.map(({ total }) => total?.teamMs),
    ),
  ];
}

/** The customer's answer was deleted: nobody owes anything any more. */
function isWithdrawn({ last }: Opened): boolean {
  return last.status === 'closed' && last.reason === 'feedback-deleted';
}

function times(id: TimesId, all: readonly (number | undefined)[]): Figure {
  const known = all.filter((one) => one !== undefined).toSorted((one, other) => one - other);
  const [median, p90] = [nearestRank(known, 0.5), nearestRank(known, 0.9)];
  return {
    kind: 'times',
    id,
    count: known.length,
    ...(median !== undefined && { median }),
    ...(p90 !== undefined && { p90 }),
    beside: { notYet: all.length - known.length },
  };
}

/** The smallest value that a share of all do not exceed; always one that there is. */
function nearestRank(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.ceil(share * sorted.length) - 1];
}

function outcomes(cases: readonly Case[]): readonly Figure[] {
  const closed = cases.filter((one) => !isWithdrawn(one)).map(({ last }) => last);
  const ended = (outcome: 'recovered' | 'lost' | 'no-answer') =>
    closed.filter((state) => state.status === 'closed' && state.outcome === outcome).length;
  const [recovered, lost, noAnswer] = [ended('recovered'), ended('lost'), ended('no-answer')];
  const asked = cases.filter(({ wasAsked }) => wasAsked);
  const resolved = cases.filter(({ wasResolved }) => wasResolved);
  const withdrawn = cases.filter(isWithdrawn).length;
  return [
    share('reopened', resolved.filter(({ last }) => last.round > 0).length, resolved.length, {}),
    share('recovered', recovered, recovered + lost, { lost, noAnswer, withdrawn }),
    share('recovered-of-closed', recovered, recovered + lost + noAnswer, { lost, noAnswer, withdrawn }),
    share('survey-answered', asked.filter(({ hasAnswered }) => hasAnswered).length, asked.length, {}),
  ];
}

function firstContactResolution(cases: readonly Case[]): readonly Figure[] {
  const of = (id: ShareId, all: readonly (boolean | undefined)[]) => {
    const known = all.filter((one) => one !== undefined);
    return share(id, known.filter(Boolean).length, known.length, { notYet: all.length - known.length });
  };
  const standing = cases.filter((one) => !isWithdrawn(one));
  return [
    of(
      'first-contact-resolution/said',
      standing.filter(({ hasAnswered }) => hasAnswered).map(({ saidSettled }) => saidSettled),
    ),
    of(
      'first-contact-resolution/judged',
      standing.map(({ settled }) => settled),
    ),
  ];
}

function share(id: ShareId, part: number, whole: number, beside: Beside): Figure {
  return { kind: 'share', id, part, whole, beside };
}
