import { type Loads, ownershipOf } from './assignment.ts';
import type { CaseEventBody } from './case.ts';
import type { Configuration } from './configuration.ts';
import { type Feedback, spokeAt } from './feedback.ts';
import type { Instant } from './instant.ts';
import type { Rule } from './rule.ts';
import { explainRules } from './rules.ts';

export type Opening = Extract<CaseEventBody, { type: 'opened' }>;

/**
 * Says whether somebody owes an answer to this feedback, who, and how soon: the first rule that holds decides, and
 * whoever any rule that holds has watch is told, too. Undefined when none holds.
 * @param history what the same customer said, where `needsHistory`; only what was said before counts
 * @param at when the case opens, for who is there to own it
 * @param loads how many cases those have who are told by `ownersByLoad`; by lot alone when left out
 */
export function decideOpening(
  feedback: Feedback,
  history: readonly Feedback[],
  configuration: Configuration,
  at: Instant = spokeAt(feedback),
  loads?: Loads,
): Opening | undefined {
  const holding = rulesHolding(feedback, history, configuration);
  const [rule] = holding;
  if (rule === undefined) return undefined;
  const giving = { rule, feedback, configuration, at, ...(loads && { loads }) };
  const { owner, ownerFrom, team, queue } = ownershipOf(giving);
  const tier = feedback.answers.attributes?.[configuration.tierAttribute];
  const watchers = watchersOf(holding, owner, configuration);
  return {
    type: 'opened',
    rule: rule.id,
    priority: rule.priority,
    owner,
    ownerFrom,
    team,
    ...(queue && { queue }),
    ...(tier !== undefined && { tier }),
    ...(watchers.length > 0 && { watchers }),
  };
}

/** Whose number of cases decides who gets the one that would open; nobody's in most configurations. */
export function ownersByLoad(
  feedback: Feedback,
  history: readonly Feedback[],
  configuration: Configuration,
  at: Instant,
): readonly string[] {
  if (!assignsByLoad(configuration)) return [];
  const [rule] = rulesHolding(feedback, history, configuration);
  return (rule && ownershipOf({ rule, feedback, configuration, at }).among) ?? [];
}

export function assignsByLoad({ teams }: Pick<Configuration, 'teams'>): boolean {
  return Object.values(teams).some(({ assign }) => assign === 'load');
}

function rulesHolding(
  feedback: Feedback,
  history: readonly Feedback[],
  configuration: Configuration,
): readonly Rule[] {
  if (feedback.deleted) return [];
  const explained = explainRules(feedback, history, configuration);
  return configuration.rules.filter((_, index) => explained[index]?.holds);
}

/** Each once, in the order of the rules; the owner hears of the case anyway. */
function watchersOf(rules: readonly Rule[], owner: string, { people }: Configuration): readonly string[] {
  const named = rules
    .flatMap(({ watch = [] }) => watch)
    .flatMap((one) =>
      typeof one === 'string'
        ? [one]
        : people.filter(({ team }) => team === one.team).map(({ email }) => email),
    );
  return [...new Set(named)].filter((address) => address !== owner);
}
