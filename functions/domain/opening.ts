import type { CaseEventBody } from './case.ts';
import type { Configuration, Rule } from './configuration.ts';
import type { Feedback } from './feedback.ts';

export type Opening = Extract<CaseEventBody, { type: 'opened' }>;
type Ownership = Pick<Opening, 'owner' | 'ownerFrom'>;

/**
 * Says whether somebody owes an answer to this feedback, who, and how soon:
 * the first rule that holds decides. Undefined when none does.
 */
export function decideOpening(feedback: Feedback, configuration: Configuration): Opening | undefined {
  if (feedback.deleted) return undefined;
  const tier = feedback.answers.attributes?.[configuration.tierAttribute];
  const rule = configuration.rules.find(({ when }) => holds(when, feedback, tier));
  if (rule === undefined) return undefined;
  const { owner, ownerFrom } = ownership(feedback, configuration);
  const opening = { type: 'opened', rule: rule.id, priority: rule.priority, owner, ownerFrom } as const;
  const team = teamOf(owner, configuration);
  return tier === undefined ? { ...opening, team } : { ...opening, team, tier };
}

/** Every condition that is given must hold; one that asks for what the feedback has not got does not. */
function holds(
  when: Rule['when'],
  { answers, sentiment, themes }: Feedback,
  tier: string | undefined,
): boolean {
  const { rating } = answers;
  const conditions: readonly (boolean | undefined)[] = [
    when.bands && rating !== undefined && when.bands.includes(rating.band),
    when.metrics && rating !== undefined && when.metrics.includes(rating.metric),
    when.scoreAtMost === undefined ? undefined : rating !== undefined && rating.score <= when.scoreAtMost,
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
