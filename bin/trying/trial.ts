import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from '../../functions/domain/configuration.ts';
import { type Feedback, type Rating, ratingsOf, spokeAt } from '../../functions/domain/feedback.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import type { Opening } from '../../functions/domain/opening.ts';
import { lowestOf } from '../../functions/domain/rating.ts';
import { needsHistory } from '../../functions/domain/rules.ts';
import type { CaseStore, FeedbackStore } from '../../functions/ports.ts';
import { type Openings, openingsSoFar, openingsUnder } from './openings.ts';
import type { Pair } from './pair.ts';
import { type ToldRow, toldRows } from './told.ts';

/** What other rules would have done with the responses of some time. */
export interface Trial {
  /** Responses that were decided on. */
  readonly judged: number;
  /** Imported responses that were not, as they open no case. */
  readonly imported: number;
  /** Of those judged, how many have a comment whose tone is not found yet. */
  readonly toneless: number;
  readonly cases: Pair;
  /** In the order of the tried rules, then those that are gone. */
  readonly rules: readonly RuleRow[];
  /** Whoever hears of most cases comes first. */
  readonly told: readonly ToldRow[];
  /** Oldest first. */
  readonly differences: readonly Difference[];
}

export interface RuleRow extends Pair {
  readonly rule: string;
}

export interface Difference {
  readonly feedbackId: string;
  readonly spokeAt: Instant;
  /** The score that says the least good. */
  readonly rating?: Rating;
  readonly comment?: string;
  readonly before?: Decision;
  readonly after?: Decision;
}

export type Decision = Pick<Opening, 'rule' | 'priority' | 'owner' | 'team' | 'watchers'>;

export interface TrialPorts {
  readonly feedback: Pick<FeedbackStore, 'list'>;
  readonly cases: Pick<CaseStore, 'get'>;
}

export interface TrialWish {
  readonly since: Instant;
  /** All sources when left out. */
  readonly source?: string;
  /** Decides on imported responses, too, as if they had come by themselves. */
  readonly imported: boolean;
}

/**
 * Decides on stored responses by the rules that are tried.
 * @param present the rules to compare them with; what really happened when left out
 */
export async function tryRules(
  ports: TrialPorts,
  tried: Configuration,
  present: Configuration | undefined,
  wish: TrialWish,
): Promise<Trial> {
  const looksBack = needsHistory(tried) || (present !== undefined && needsHistory(present));
  const stored: Feedback[] = [];
  for await (const one of ports.feedback.list(looksBack ? 0 : wish.since)) stored.push(one);
  const within = stored.filter((one) => isMeant(one, wish));
  const judged = within.filter(({ historic }) => wish.imported || !historic);
  const ids = new Set(judged.map(({ id }) => id));
  const before =
    present === undefined ? await openingsSoFar(ports.cases, judged) : openingsUnder(present, stored, ids);
  const after = openingsUnder(tried, stored, ids);
  return {
    judged: judged.length,
    imported: within.length - judged.length,
    toneless: judged.filter(({ sentimentPending }) => sentimentPending).length,
    cases: { before: before.size, after: after.size },
    rules: ruleRows(tried, before, after),
    told: toldRows(tried, judged, before, after),
    differences: differencesOf(judged, before, after),
  };
}

function isMeant(feedback: Feedback, { since, source = feedback.source }: TrialWish): boolean {
  return !feedback.deleted && feedback.source === source && spokeAt(feedback) >= since;
}

function ruleRows({ rules }: Configuration, before: Openings, after: Openings): readonly RuleRow[] {
  const deciding = (openings: Openings) => [...openings.values()].map(({ rule }) => rule);
  const [was, is] = [deciding(before), deciding(after)];
  const names = new Set([...rules.map(({ id }) => id), ...was.toSorted()]);
  const countIn = (list: readonly string[], rule: string) => list.filter((one) => one === rule).length;
  return [...names].map((rule) => ({ rule, before: countIn(was, rule), after: countIn(is, rule) }));
}

function differencesOf(
  judged: readonly Feedback[],
  before: Openings,
  after: Openings,
): readonly Difference[] {
  return judged
    .flatMap((feedback): readonly Difference[] => {
      const [was, is] = [decisionOf(before.get(feedback.id)), decisionOf(after.get(feedback.id))];
      if (isDeepStrictEqual(was, is)) return [];
      const rating = lowestOf(ratingsOf(feedback.answers));
      const { comment } = feedback.answers;
      return [
        {
          feedbackId: feedback.id,
          spokeAt: spokeAt(feedback),
          ...(rating && { rating }),
          ...(comment !== undefined && { comment }),
          ...(was && { before: was }),
          ...(is && { after: is }),
        },
      ];
    })
    .toSorted((one, other) => one.spokeAt - other.spokeAt);
}

function decisionOf(opening: Opening | undefined): Decision | undefined {
  if (opening === undefined) return undefined;
  const { rule, priority, owner, team, watchers } = opening;
  return { rule, priority, owner, team, ...(watchers && { watchers }) };
}
