import type { Configuration } from './configuration.ts';
import { type Band, type Feedback, type Rating, type Sentiment, spokeAt } from './feedback.ts';
import type { Instant } from './instant.ts';
import type { ConditionName, Conditions } from './rule.ts';
import { opensCases } from './opens-cases.ts';

/** What one condition of a rule says of a response; `why` holds nothing that the customer wrote. */
export interface ExplainedCondition {
  readonly name: ConditionName;
  readonly holds: boolean;
  readonly why: string;
}

export interface ExplainedRule {
  /** Its id. */
  readonly rule: string;
  /** Whether every condition holds. */
  readonly holds: boolean;
  readonly conditions: readonly ExplainedCondition[];
}

export const badBands: readonly Band[] = ['detractor', 'dissatisfied'];
export const goodBands: readonly Band[] = ['promoter', 'satisfied'];

/** How sure a tone must be to contradict a score. */
const contradicting = 0.7;

/**
 * Judges each rule of the configuration, in its order, condition by condition. All conditions on the score are judged by
 * one and the same score of the response: the one that meets the most of them.
 * @param history what the same customer said, as `needsHistory` asks for it; only what was said before counts
 */
export function explainRules(
  feedback: Feedback,
  history: readonly Feedback[],
  configuration: Configuration,
): readonly ExplainedRule[] {
  const facts = factsOf(feedback, history, configuration);
  return configuration.rules.map(({ id, when }) => {
    const conditions = [...scoreConditions(when, facts), ...otherConditions(when, facts)];
    return { rule: id, holds: conditions.every(({ holds }) => holds), conditions };
  });
}

/** Whether some rule looks at what the customer said before. */
export function needsHistory({ rules }: Pick<Configuration, 'rules'>): boolean {
  return rules.some(({ when }) => looksBack(when));
}

/** Whether conditions ask what the customer said before. */
export function looksBack({ repeatWithin, dropOf }: Conditions): boolean {
  return repeatWithin !== undefined || dropOf !== undefined;
}

/** Whether conditions ask for the tone of a comment, which may be found after the response was recorded. */
export function asksForTone({ sentiment, mismatch }: Conditions): boolean {
  return sentiment !== undefined || mismatch !== undefined;
}

/** A score of a response that its source lets open a case. */
interface Scored {
  /** The question's id; absent for the main one. */
  readonly question?: string;
  readonly rating: Rating;
}

interface Facts {
  readonly feedback: Feedback;
  readonly configuration: Configuration;
  readonly at: Instant;
  readonly scores: readonly Scored[];
  /** Newest first. */
  readonly earlier: readonly Feedback[];
}

function factsOf(feedback: Feedback, history: readonly Feedback[], configuration: Configuration): Facts {
  const at = spokeAt(feedback);
  const earlier = history
    .filter((one) => one.id !== feedback.id && spokeAt(one) < at)
    .toSorted((one, other) => spokeAt(other) - spokeAt(one));
  return { feedback, configuration, at, scores: decisiveScores(feedback, configuration), earlier };
}

function decisiveScores({ source, answers }: Feedback, { sources }: Configuration): readonly Scored[] {
  const mapping = sources[source] ?? { questions: [] };
  const { rating, scores = {} } = answers;
  const further = Object.entries(scores).flatMap(([question, rating]) =>
    opensCases(mapping, question) ? [{ question, rating }] : [],
  );
  return rating !== undefined && opensCases(mapping) ? [{ rating }, ...further] : further;
}

interface Judgement {
  readonly holds: boolean;
  readonly why: string;
}

/** Judges a condition, if the rule has it. */
function ask<Wanted>(
  name: ConditionName,
  wanted: Wanted | undefined,
  judge: (wanted: Wanted) => Judgement,
): readonly ExplainedCondition[] {
  return wanted === undefined ? [] : [{ name, ...judge(wanted) }];
}

function yes(why: string): Judgement {
  return { holds: true, why };
}

function no(why: string): Judgement {
  return { holds: false, why };
}

const aboutTheScore = ['bands', 'metrics', 'scoreAtMost', 'scoreAtLeast', 'mismatch', 'dropOf'] as const;

function scoreConditions(when: Conditions, facts: Facts): readonly ExplainedCondition[] {
  const asked = aboutTheScore.filter((name) => when[name] !== undefined);
  const [best] = facts.scores
    .map((scored) => judgedBy(scored, when, facts))
    .toSorted((one, other) => nearness(other) - nearness(one));
  return best ?? asked.map((name) => ({ name, ...no('there is no score that may open a case') }));
}

/** A score of the metric that is asked for comes nearer than any other. */
function nearness(conditions: readonly ExplainedCondition[]): number {
  return conditions.reduce((sum, { name, holds }) => sum + (holds ? (name === 'metrics' ? 10 : 1) : 0), 0);
}

function judgedBy(scored: Scored, when: Conditions, facts: Facts): readonly ExplainedCondition[] {
  const { metric, score, band } = scored.rating;
  return [
    ...ask('bands', when.bands, (bands) =>
      bands.includes(band)
        ? yes(`the score is in the band ${band}`)
        : no(`the score is in the band ${band}, not ${either(bands)}`),
    ),
    ...ask('metrics', when.metrics, (metrics) =>
      metrics.includes(metric)
        ? yes(`the score’s metric is ${metric}`)
        : no(`the score’s metric is ${metric}, not ${either(metrics)}`),
    ),
    ...ask('scoreAtMost', when.scoreAtMost, (most) =>
      score <= most ? yes(`${score} is at most ${most}`) : no(`${score} is more than ${most}`),
    ),
    ...ask('scoreAtLeast', when.scoreAtLeast, (least) =>
      score >= least ? yes(`${score} is at least ${least}`) : no(`${score} is less than ${least}`),
    ),
    ...ask('mismatch', when.mismatch, () => mismatch(band, facts.feedback.sentiment)),
    ...ask('dropOf', when.dropOf, (points) => drop(points, scored, facts)),
  ];
}

function mismatch(band: Band, sentiment: Sentiment | undefined): Judgement {
  if (sentiment === undefined) return no('no tone of a comment is known');
  const { label, confidence } = sentiment;
  const told = `a ${band} score with ${toneText(sentiment)}`;
  const contradicts =
    (goodBands.includes(band) && label === 'negative') || (badBands.includes(band) && label === 'positive');
  if (!contradicts) return no(`${told} is no contradiction`);
  return confidence >= contradicting ? yes(told) : no(`${told} is too unsure: it takes ${contradicting}`);
}

function drop(points: number, scored: Scored, { earlier, configuration }: Facts): Judgement {
  const last = lastLike(scored, earlier, configuration);
  if (last === undefined) return no('no earlier score of the customer is on the same metric and scale');
  const { score, direction } = scored.rating;
  const fall = direction === 'higher-is-better' ? last.score - score : score - last.score;
  // Tenths of points are no exact binary numbers.
  const down = Math.round(fall * 1e6) / 1e6;
  const told = `${last.score} before, ${score} now`;
  return down >= points
    ? yes(`${told}: ${pointsText(down)} worse`)
    : no(`${told}: ${down > 0 ? pointsText(down) : 'no point'} worse, not ${points}`);
}

/** The newest earlier score that can be compared: of the same question where it was asked again. */
function lastLike(
  { question, rating }: Scored,
  earlier: readonly Feedback[],
  configuration: Configuration,
): Rating | undefined {
  for (const one of earlier) {
    const alike = decisiveScores(one, configuration).filter((other) => areAlike(rating, other.rating));
    const found = alike.find((other) => other.question === question) ?? alike[0];
    if (found !== undefined) return found.rating;
  }
  return undefined;
}

function areAlike(one: Rating, other: Rating): boolean {
  return (
    one.metric === other.metric &&
    one.direction === other.direction &&
    one.scale.min === other.scale.min &&
    one.scale.max === other.scale.max
  );
}

function otherConditions(when: Conditions, facts: Facts): readonly ExplainedCondition[] {
  const { feedback, configuration } = facts;
  const { answers, source } = feedback;
  const { tierAttribute, touchpointAttribute } = configuration;
  const attribute = (name: string | undefined, wanted: readonly string[]) =>
    oneOf(
      `attribute ${name}`,
      name === undefined ? undefined : attributeIn(answers.attributes, name),
      wanted,
    );
  return [
    ...ask('sentiment', when.sentiment, (wanted) => tone(wanted, feedback.sentiment)),
    ...ask('themes', when.themes, (wanted) => spokenOf(feedback.themes, wanted)),
    ...ask('surveys', when.surveys, (wanted) => oneOf('survey', answers.survey, wanted)),
    ...ask('sources', when.sources, (wanted) => oneOf('source', source, wanted)),
    ...ask('touchpoints', when.touchpoints, (wanted) => attribute(touchpointAttribute, wanted)),
    ...ask('channels', when.channels, (wanted) => oneOf('channel', answers.channel, wanted)),
    ...ask('attributes', when.attributes, (wanted) =>
      all(Object.entries(wanted).map(([name, values]) => attribute(name, values))),
    ),
    ...ask('tiers', when.tiers, (wanted) => attribute(tierAttribute, wanted)),
    ...ask('contactRequested', when.contactRequested, () =>
      answers.contactRequested === true
        ? yes('the customer asks to be contacted')
        : no('the customer does not ask to be contacted'),
    ),
    ...ask('repeatWithin', when.repeatWithin, (within) => repeated(within, facts)),
  ];
}

function tone(wanted: NonNullable<Conditions['sentiment']>, found: Sentiment | undefined): Judgement {
  if (found === undefined) return no('no tone of a comment is known');
  const told = `the comment has ${toneText(found)}`;
  if (found.label !== wanted.label) return no(`${told}, not a ${wanted.label} one`);
  return found.confidence >= wanted.confidence
    ? yes(told)
    : no(`${told}, which is less sure than ${wanted.confidence}`);
}

function spokenOf(themes: readonly string[], wanted: readonly string[]): Judgement {
  const found = wanted.filter((theme) => themes.includes(theme));
  return found.length > 0
    ? yes(`the comment speaks of ${found.join(', ')}`)
    : no(`the comment does not speak of ${either(wanted)}`);
}

/** A value is told only where the configuration names it: others are the customer's own affair. */
function oneOf(what: string, value: string | undefined, wanted: readonly string[]): Judgement {
  if (value === undefined) return no(`the response has no ${what}`);
  return wanted.includes(value) ? yes(`the ${what} is ${value}`) : no(`the ${what} is not ${either(wanted)}`);
}

function all(judgements: readonly Judgement[]): Judgement {
  const against = judgements.filter(({ holds }) => !holds);
  const told = against.length > 0 ? against : judgements;
  return { holds: against.length === 0, why: told.map(({ why }) => why).join('; ') };
}

function repeated(within: number, { feedback, earlier, at, configuration }: Facts): Judgement {
  if (feedback.customerKey === undefined) return no('nothing tells who the customer is');
  const before = earlier.find(
    (one) => at - spokeAt(one) <= within && (one.caseId !== undefined || isBad(one, configuration)),
  );
  if (before === undefined)
    return no(`the customer had no bad score and no case in the ${spanText(within)} before`);
  const what = before.caseId === undefined ? 'a bad score' : 'a case';
  return yes(`the customer had ${what} ${spanText(at - spokeAt(before))} before`);
}

function isBad(feedback: Feedback, configuration: Configuration): boolean {
  return decisiveScores(feedback, configuration).some(({ rating }) => badBands.includes(rating.band));
}

function attributeIn(attributes: Readonly<Record<string, string>> = {}, name: string): string | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function either(names: readonly string[]): string {
  return names.join(' or ');
}

function toneText({ label, confidence }: Sentiment): string {
  return `a ${label} tone (${confidence})`;
}

function pointsText(points: number): string {
  return `${points} ${points === 1 ? 'point' : 'points'}`;
}

const hour = 3_600_000;

function spanText(ms: number): string {
  const hours = Math.round(ms / hour);
  if (hours < 1) return 'less than an hour';
  const days = Math.round(hours / 24);
  if (hours < 48) return `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  return `${days} days`;
}
