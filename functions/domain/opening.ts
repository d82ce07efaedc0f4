import type { CaseEventBody } from './case.ts';
import type { Configuration, Rule } from './configuration.ts';
import type { Feedback, Rating } from './feedback.ts';
import { opensCases } from './source.ts';

export type Opening = Extract<CaseEventBody, { type: 'opened' }>;
type Ownership = Pick<Opening, 'owner' | 'ownerFrom'>;

/**
 * Says whether somebody owes an answer to this feedback, who, and how soon:
 * the first rule that holds decides. Undefined when none does.
 */
export function decideOpening(feedback: Feedback, configuration: Configuration): Opening | undefined {
  if (feedback.deleted) return undefined;
  const tier = feedback.answers.attributes?.[configuration.tierAttribute];
  const ratings = decisiveRatings(feedback, configuration);
  const rule = configuration.rules.find(({ when }) => holds(when, feedback, ratings, tier));
  if (rule === undefined) return undefined;
  const { owner, ownerFrom } = ownership(feedback, configuration);
  const opening = { type: 'opened', rule: rule.id, priority: rule.priority, owner, ownerFrom } as const;
  const team = teamOf(owner, configuration);
  return tier === undefined ? { ...opening, team } : { ...opening, team, tier };
}

/** The scores of a response that its source lets open a case. */
function decisiveRatings({ source, answers }: Feedback, { sources }: Configuration): readonly Rating[] {
  const mapping = sources[source] ?? { questions: [] };
  const further = Object.entries(answers.scores ?? {}).flatMap(([id, rating]) =>
    opensCases(mapping, id) ? [rating] : [],
  );
  return answers.rating !== undefined && opensCases(mapping) ? [answers.rating, ...further] : further;
}

/** Every condition that is given must hold; one that asks for what the feedback has not got does not. */
function holds(
  when: Rule['when'],
  { answers, sentiment, themes }: Feedback,
  ratings: readonly Rating[],
  tier: string | undefined,
): boolean {
  const conditions: readonly (boolean | undefined)[] = [
    asksForScore(when) ? ratings.some((rating) => fits(when, rating)) : undefined,
    when.sentiment &&
      sentiment !== undefined &&
      sentiment.label === when.sentiment.label &&
      sentiment.confidence >= when.sentiment.confidence,
    when.contactRequested && answers.contactRequested === true,
    when.themes?.some((theme) => themes.includes(theme)),
    when.tiers && tier !== undefined && when.tiers.includes(tier),
  ];
  return conditions.every((condition) => condition !== false);
}

function asksForScore({ bands, metrics, scoreAtMost }: Rule['when']): boolean {
  return bands !== undefined || metrics !== undefined || scoreAtMost !== undefined;
}

/** The conditions on a score are about one and the same score. */
function fits({ bands, metrics, scoreAtMost }: Rule['when'], { band, metric, score }: Rating): boolean {
  return (
    (bands?.includes(band) ?? true) &&
    (metrics?.includes(metric) ?? true) &&
    (scoreAtMost === undefined || score <= scoreAtMost)
  );
}

function ownership(feedback: Feedback, configuration: Configuration): Ownership {
  const named = namedOwner(feedback, configuration);
  if (named !== undefined) return { owner: named, ownerFrom: 'response' };
  const survey = configuration.sources[feedback.source]?.owner;
  if (survey !== undefined) return { owner: survey, ownerFrom: 'survey' };
  const theme = configuration.themes.find(
    ({ id, owner }) => owner !== undefined && feedback.themes.includes(id),
  )?.owner;
  if (theme !== undefined) return { owner: theme, ownerFrom: 'theme' };
  return { owner: configuration.ownership.fallback, ownerFrom: 'fallback' };
}

/** A respondent can forge a hidden field, so only colleagues can be named by it. */
function namedOwner(feedback: Feedback, { people, ownership }: Configuration): string | undefined {
  const address = feedback.answers.attributes?.[ownership.attribute]?.trim().toLowerCase();
  if (address === undefined) return undefined;
  if (people.some(({ email }) => email === address)) return address;
  const domain = /^[a-z0-9][a-z0-9._%+-]{0,63}@([a-z0-9.-]{1,253})$/.exec(address)?.[1];
  return ownership.domains.some((one) => one.toLowerCase() === domain) ? address : undefined;
}

function teamOf(owner: string, { people, ownership, teams }: Configuration): string {
  const team = (address: string) => people.find(({ email }) => email === address)?.team;
  const found = team(owner) ?? team(ownership.fallback) ?? Object.keys(teams)[0];
  if (found === undefined) throw new Error('the configuration has no team');
  return found;
}
