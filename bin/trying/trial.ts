import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from '../../functions/domain/configuration.ts';
import { type Feedback, type Rating, ratingsOf, spokeAt } from '../../functions/domain/feedback.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import type { Opening } from '../../functions/domain/opening.ts';
import { zoneOf } from '../../functions/domain/presence.ts';
import { lowestOf } from '../../functions/domain/rating.ts';
import { needsHistory } from '../../functions/domain/rules.ts';
import type { CaseStore, FeedbackStore } from '../../functions/ports.ts';
import { cameAt, type Openings, openingsSoFar, openingsUnder } from './openings.ts';

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

/** Counts without the tried rules and with them. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}

export interface RuleRow extends Pair {
  readonly rule: string;
}

export interface ToldRow {
  readonly address: string;
  readonly name?: string;
  readonly owned: Pair;
  /** As a watcher. */
  readonly copies: Pair;
  /** Of both, how many came at night or at the weekend where they live. */
  readonly offHours: Pair;
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

function toldRows(
  configuration: Configuration,
  judged: readonly Feedback[],
  before: Openings,
  after: Openings,
): readonly ToldRow[] {
  const messages = { before: messagesOf(judged, before), after: messagesOf(judged, after) };
  const addresses = new Set([...messages.before, ...messages.after].map(({ to }) => to));
  return [...addresses]
    .map((address): ToldRow => {
      const counted = (fits: (message: Message) => boolean): Pair => {
        const count = (list: readonly Message[]) =>
          list.filter((message) => message.to === address && fits(message)).length;
        return { before: count(messages.before), after: count(messages.after) };
      };
      const person = configuration.people.find(({ email }) => email === address);
      const timeZone = person ? zoneOf(person, configuration) : configuration.brand.timeZone;
      return {
        address,
        ...(person && { name: person.name }),
        owned: counted(({ isCopy }) => !isCopy),
        copies: counted(({ isCopy }) => isCopy),
        offHours: counted(({ at }) => isOffHours(at, timeZone)),
      };
    })
    .toSorted((one, other) => weight(other) - weight(one) || (one.address < other.address ? -1 : 1));
}

interface Message {
  readonly to: string;
  readonly at: Instant;
  readonly isCopy: boolean;
}

function messagesOf(judged: readonly Feedback[], openings: Openings): readonly Message[] {
  return judged.flatMap((feedback) => {
    const opening = openings.get(feedback.id);
    if (opening === undefined) return [];
    const at = cameAt(feedback);
    const copies = (opening.watchers ?? []).map((to) => ({ to, at, isCopy: true }));
    return [{ to: opening.owner, at, isCopy: false }, ...copies];
  });
}

function weight({ owned, copies }: ToldRow): number {
  return owned.after + owned.before + copies.after + copies.before;
}

/** From 22:00 to 07:00, and all Saturday and Sunday. */
function isOffHours(at: Instant, timeZone: string): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const hour = Number(part('hour'));
  return hour < 7 || hour >= 22 || ['Sat', 'Sun'].includes(part('weekday'));
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
