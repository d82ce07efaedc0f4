import { type Band, npsBands, type SentimentLabel, satisfactionBands } from './feedback.ts';
import { rate } from './rating.ts';
import type { Conditions, Rule } from './rule.ts';
import { badBands, goodBands } from './rules.ts';

/** What the rules of a configuration speak of. */
export interface RuleContext {
  readonly rules: readonly Rule[];
  readonly themes: readonly { readonly id: string }[];
  readonly sources: Readonly<Record<string, unknown>>;
  readonly people: readonly { readonly email: string; readonly team: string }[];
  readonly teams: Readonly<Record<string, unknown>>;
  readonly tierAttribute: string;
  readonly touchpointAttribute?: string | undefined;
}

/**
 * What is wrong with the rules as a whole, a sentence each: a name that nothing has, a rule that can never hold, and
 * one that never decides because an earlier one holds whenever it does.
 */
export function ruleMistakes(context: RuleContext): readonly string[] {
  return context.rules.flatMap((rule, index) => {
    const never = whyNever(rule.when, context);
    const told = [
      ...twice(rule, context.rules.slice(0, index)),
      ...unknownNames(rule, context),
      ...(never === undefined
        ? shadows(rule, context.rules.slice(0, index), context)
        : [`never holds: ${never}`]),
    ];
    return told.map((mistake) => `rule ${rule.id}: ${mistake}`);
  });
}

function twice({ id }: Rule, earlier: readonly Rule[]): readonly string[] {
  return earlier.some((one) => one.id === id) ? ['an earlier rule has the same id'] : [];
}

function unknownNames({ when, owner, team, watch = [] }: Rule, context: RuleContext): readonly string[] {
  const { themes, sources, people, teams, touchpointAttribute } = context;
  const hasPerson = (address: string) => people.some(({ email }) => email === address);
  const unless = (known: boolean, mistake: string) => (known ? [] : [mistake]);
  const watchers = watch.flatMap((one) => {
    if (typeof one === 'string') return unless(hasPerson(one), `${one} is not among the people`);
    if (!Object.hasOwn(teams, one.team)) return [`no team "${one.team}"`];
    return unless(
      people.some((person) => person.team === one.team),
      `nobody is in the team "${one.team}"`,
    );
  });
  return [
    ...(when.themes ?? []).flatMap((id) =>
      unless(
        themes.some((one) => one.id === id),
        `no theme "${id}"`,
      ),
    ),
    ...(when.sources ?? []).flatMap((id) => unless(Object.hasOwn(sources, id), `no source "${id}"`)),
    ...unless(
      when.touchpoints === undefined || touchpointAttribute !== undefined,
      'it asks for touchpoints, and no touchpointAttribute is set',
    ),
    ...unless(owner === undefined || hasPerson(owner), `${owner} is not among the people`),
    ...unless(team === undefined || Object.hasOwn(teams, team), `no team "${team}"`),
    ...watchers,
  ];
}

/** Why no response can ever meet the conditions; undefined where one could. */
function whyNever(when: Conditions, context: RuleContext): string | undefined {
  const { scoreAtLeast = Number.NEGATIVE_INFINITY, scoreAtMost = Number.POSITIVE_INFINITY } = when;
  if (scoreAtLeast > scoreAtMost) return `no score is at least ${scoreAtLeast} and at most ${scoreAtMost}`;
  if (bandsOf(when).length === 0) return 'its bands, its sentiment and a mismatch contradict each other';
  if (asksForScore(when) && npsScoresOf(when).length === 0 && !allowsOtherScores(when))
    return 'no score meets its conditions on metric, band and points together';
  const torn = attributesOf(when, context).find(({ values }) => values.length === 0);
  return torn && `it asks for different values of the attribute "${torn.name}"`;
}

/** A rule that adds nobody to be told is of no use where another always comes first. */
function shadows(rule: Rule, earlier: readonly Rule[], context: RuleContext): readonly string[] {
  if (rule.watch !== undefined) return [];
  const first = earlier.find(({ when }) => implies(rule.when, when, context));
  return first === undefined
    ? []
    : [
        `never decides: rule ${first.id} comes first and holds whenever it does; put it before that, or give it somebody to "watch"`,
      ];
}

/** Whether every response that meets `one` meets `other`, as far as the conditions alone tell. */
function implies(one: Conditions, other: Conditions, context: RuleContext): boolean {
  return impliesScore(one, other) && impliesRest(one, other, context);
}

function impliesScore(one: Conditions, other: Conditions): boolean {
  if (!asksForScore(other)) return true;
  if (!asksForScore(one)) return false;
  const { mismatch: _, dropOf: __, ...plain } = other;
  const others = npsScoresOf(plain);
  return (
    isWithin(other.mismatch, one.mismatch, () => true) &&
    isWithin(other.dropOf, one.dropOf, (wide, narrow) => narrow >= wide) &&
    npsScoresOf(one).every((score) => others.includes(score)) &&
    (!allowsOtherScores(one) || impliesOtherScores(one, other))
  );
}

function impliesOtherScores(one: Conditions, other: Conditions): boolean {
  const bands = bandsOf(one).filter((band) => satisfactionBands.some((name) => name === band));
  const metrics = one.metrics?.filter((metric) => metric !== 'nps');
  return (
    (other.bands === undefined || isSubset(bands, other.bands)) &&
    isWithin(other.metrics, metrics, (wide, narrow) => isSubset(narrow, wide)) &&
    isWithin(other.scoreAtMost, one.scoreAtMost, (wide, narrow) => narrow <= wide) &&
    isWithin(other.scoreAtLeast, one.scoreAtLeast, (wide, narrow) => narrow >= wide)
  );
}

const listConditions = ['themes', 'surveys', 'sources', 'channels'] as const;

function impliesRest(one: Conditions, other: Conditions, context: RuleContext): boolean {
  const own = attributesOf(one, context);
  return (
    listConditions.every((name) =>
      isWithin<readonly string[]>(other[name], one[name], (wide, narrow) => isSubset(narrow, wide)),
    ) &&
    attributesOf(other, context).every(({ name, values }) =>
      isWithin(values, own.find((same) => same.name === name)?.values, (wide, narrow) =>
        isSubset(narrow, wide),
      ),
    ) &&
    isWithin(
      other.sentiment,
      one.sentiment,
      (wide, narrow) => narrow.label === wide.label && narrow.confidence >= wide.confidence,
    ) &&
    isWithin(other.contactRequested, one.contactRequested, () => true) &&
    isWithin(other.repeatWithin, one.repeatWithin, (wide, narrow) => narrow <= wide)
  );
}

/** Whether a condition is met wherever the other one is: always where it is not asked for. */
function isWithin<Wanted>(
  wide: Wanted | undefined,
  narrow: Wanted | undefined,
  fits: (wide: Wanted, narrow: Wanted) => boolean,
): boolean {
  return wide === undefined || (narrow !== undefined && fits(wide, narrow));
}

function isSubset<Item>(narrow: readonly Item[], wide: readonly Item[]): boolean {
  return narrow.every((item) => wide.includes(item));
}

function asksForScore({ bands, metrics, scoreAtMost, scoreAtLeast, mismatch, dropOf }: Conditions): boolean {
  return [bands, metrics, scoreAtMost, scoreAtLeast, mismatch, dropOf].some((one) => one !== undefined);
}

/** The bands that a score can be in. */
function bandsOf({ bands, mismatch, sentiment }: Conditions): readonly Band[] {
  const named = bands ?? [...npsBands, ...satisfactionBands];
  if (!mismatch) return named;
  const against = sentiment === undefined ? [...goodBands, ...badBands] : contradicted[sentiment.label];
  return named.filter((band) => against.includes(band));
}

/** The bands that a tone contradicts. */
const contradicted: Readonly<Record<SentimentLabel, readonly Band[]>> = {
  negative: goodBands,
  positive: badBands,
  neutral: [],
  mixed: [],
};

const npsRatings = Array.from({ length: 11 }, (_, score) =>
  rate(score, { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' }),
);

/** NPS has one scale, so that the scores which a rule is about can be counted out. */
function npsScoresOf(when: Conditions): readonly number[] {
  const { metrics, scoreAtMost = 10, scoreAtLeast = 0, dropOf = 0 } = when;
  if (metrics !== undefined && !metrics.includes('nps')) return [];
  const bands = bandsOf(when);
  return npsRatings.flatMap(({ score, band }) =>
    bands.includes(band) && score <= scoreAtMost && score >= scoreAtLeast && score + dropOf <= 10
      ? [score]
      : [],
  );
}

/** Whether a score of another metric could do; its scale is the source's, so any number may lie on it. */
function allowsOtherScores(when: Conditions): boolean {
  const { metrics } = when;
  return (
    (metrics === undefined || metrics.some((metric) => metric !== 'nps')) &&
    bandsOf(when).some((band) => satisfactionBands.some((name) => name === band))
  );
}

interface WantedAttribute {
  readonly name: string;
  /** Those that every condition on the attribute allows. */
  readonly values: readonly string[];
}

/** Tiers and touchpoints are attributes, too. */
function attributesOf(
  { attributes = {}, tiers, touchpoints }: Conditions,
  { tierAttribute, touchpointAttribute }: RuleContext,
): readonly WantedAttribute[] {
  const wanted: readonly (readonly [string, readonly string[]])[] = [
    ...Object.entries(attributes),
    ...(tiers ? [[tierAttribute, tiers] as const] : []),
    ...(touchpoints && touchpointAttribute !== undefined
      ? [[touchpointAttribute, touchpoints] as const]
      : []),
  ];
  const byName = new Map<string, readonly string[]>();
  for (const [name, values] of wanted)
    byName.set(
      name,
      values.filter((value) => byName.get(name)?.includes(value) ?? true),
    );
  return [...byName].map(([name, values]) => ({ name, values }));
}
