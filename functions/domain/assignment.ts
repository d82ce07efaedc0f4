import type { CaseEventBody } from './case.ts';
import type { Configuration } from './configuration.ts';
import { type Feedback, languageOf } from './feedback.ts';
import type { Instant } from './instant.ts';
import type { Person } from './person.ts';
import { awayAt } from './presence.ts';
import type { Rule } from './rule.ts';

/** Who gets a case when it opens, and who stands in for somebody who is away. */

type Opening = Extract<CaseEventBody, { type: 'opened' }>;
export type Ownership = Pick<Opening, 'owner' | 'ownerFrom' | 'team' | 'queue'> & {
  /** Among whom the owner is chosen by how many cases each has. */
  readonly among?: readonly string[];
};
/** How many cases lie with people, by address. */
export type Loads = ReadonlyMap<string, number>;
type Named = Pick<Opening, 'owner' | 'ownerFrom'>;

/** What a case is given away by. */
interface Giving {
  readonly rule: Rule;
  readonly feedback: Feedback;
  readonly configuration: Configuration;
  /** When the case opens, for who is there. */
  readonly at: Instant;
  /** Whoever is not in it has none. */
  readonly loads?: Loads;
}

/**
 * The owner of a case that opens at an instant: whom the rule names, else the response, the account, the survey, the
 * theme, else the team as it is configured to. Somebody who is away is passed over for who stands in for them.
 */
export function ownershipOf(giving: Giving): Ownership {
  const { rule, feedback, configuration } = giving;
  const named =
    ruleOwner(rule) ?? (rule.team === undefined ? usualOwner(feedback, configuration) : undefined);
  if (named === undefined) return teamsChoice(giving);
  const team = rule.team ?? teamOf(named.owner, configuration);
  return inPlaceOf({ ...named, team }, giving);
}

function ruleOwner({ owner }: Rule): Named | undefined {
  return owner === undefined ? undefined : { owner, ownerFrom: 'rule' };
}

function usualOwner(feedback: Feedback, configuration: Configuration): Named | undefined {
  const named = ownerInResponse(feedback, configuration);
  if (named !== undefined) return { owner: named, ownerFrom: 'response' };
  const account = ownerOfAccount(feedback, configuration);
  if (account !== undefined) return { owner: account, ownerFrom: 'account' };
  const survey = configuration.sources[feedback.source]?.owner;
  if (survey !== undefined) return { owner: survey, ownerFrom: 'survey' };
  const theme = configuration.themes.find(
    ({ id, owner }) => owner !== undefined && feedback.themes.includes(id),
  )?.owner;
  return theme === undefined ? undefined : { owner: theme, ownerFrom: 'theme' };
}

/** A respondent can forge a hidden field, so only colleagues can be named by it. */
function ownerInResponse(feedback: Feedback, { people, ownership }: Configuration): string | undefined {
  const address = attributeOf(feedback, ownership.attribute)?.toLowerCase();
  if (address === undefined) return undefined;
  if (people.some(({ email }) => email === address)) return address;
  const domain = /^[a-z0-9][a-z0-9._%+-]{0,63}@([a-z0-9.-]{1,253})$/.exec(address)?.[1];
  return ownership.domains.some((one) => one.toLowerCase() === domain) ? address : undefined;
}

/** Spellings of an account's name differ in case only too often. */
function ownerOfAccount(feedback: Feedback, { ownership }: Configuration): string | undefined {
  if (ownership.accounts === undefined) return undefined;
  const { attribute, owners } = ownership.accounts;
  const account = attributeOf(feedback, attribute)?.toLowerCase();
  return Object.entries(owners).find(([name]) => name.toLowerCase() === account)?.[1];
}

function attributeOf({ answers: { attributes = {} } }: Feedback, name: string): string | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name]?.trim() : undefined;
}

/** The team of a person, or that of the fallback owner for somebody outside the roster. */
function teamOf(owner: string, { people, ownership, teams }: Configuration): string {
  const team = (address: string) => people.find(({ email }) => email === address)?.team;
  const found = team(owner) ?? team(ownership.fallback) ?? Object.keys(teams)[0];
  if (found === undefined) throw new Error('the configuration has no team');
  return found;
}

/** The case of somebody who is there stays theirs. */
function inPlaceOf(named: Named & Pick<Opening, 'team'>, giving: Giving): Ownership {
  const { rule, configuration, at } = giving;
  if (awayAt(named.owner, configuration, at) === undefined) return named;
  const deputy = deputyOf(named.owner, configuration, at);
  const team = (owner: string) => rule.team ?? teamOf(owner, configuration);
  if (deputy !== undefined) return { owner: deputy, ownerFrom: 'deputy', team: team(deputy) };
  return oneOfTeam(named.team, giving);
}

/** Where nobody is named: the team's way, or without one the fallback owner, for a rule's team its lead. */
function teamsChoice(giving: Giving): Ownership {
  const { rule, configuration } = giving;
  const { fallback } = configuration.ownership;
  const team = rule.team ?? teamOf(fallback, configuration);
  if (configuration.teams[team]?.assign !== undefined) return oneOfTeam(team, giving);
  const lead = rule.team === undefined ? undefined : configuration.teams[rule.team]?.lead;
  const named: Named =
    lead === undefined ? { owner: fallback, ownerFrom: 'fallback' } : { owner: lead, ownerFrom: 'rule' };
  return inPlaceOf({ ...named, team }, giving);
}

/** One of the team who is there, or its queue; its lead when nobody is. */
function oneOfTeam(team: string, { feedback, configuration, at, loads }: Giving): Ownership {
  const lead = configuration.teams[team]?.lead ?? configuration.ownership.fallback;
  const way = configuration.teams[team]?.assign;
  if (way === 'queue') {
    const told = awayAt(lead, configuration, at) ? deputyOf(lead, configuration, at) : undefined;
    return { owner: told ?? lead, ownerFrom: 'queue', team, queue: true };
  }
  const there = membersThere(team, configuration, at);
  const speakers =
    way === 'language' ? there.filter((one) => speaks(one, languageOf(feedback), configuration)) : [];
  if (way === 'load' && there.length > 0) {
    const owner = chosenOf(leastLoaded(there, loads), feedback.id);
    const among = there.map(({ email }) => email);
    if (owner !== undefined) return { owner, ownerFrom: 'load', team, among };
  }
  const chosen = chosenOf(speakers.length > 0 ? speakers : there, feedback.id);
  if (chosen !== undefined) return { owner: chosen, ownerFrom: 'team', team };
  const standIn = awayAt(lead, configuration, at) ? deputyOf(lead, configuration, at) : undefined;
  return standIn === undefined
    ? { owner: lead, ownerFrom: 'lead', team }
    : { owner: standIn, ownerFrom: 'deputy', team };
}

/** The first deputy in the chain who is there. */
export function deputyOf(away: string, configuration: Configuration, at: Instant): string | undefined {
  const seen = new Set([away]);
  let deputy = configuration.people.find(({ email }) => email === away)?.deputy;
  while (deputy !== undefined && !seen.has(deputy)) {
    const candidate = deputy;
    if (awayAt(candidate, configuration, at) === undefined) return candidate;
    seen.add(candidate);
    deputy = configuration.people.find(({ email }) => email === candidate)?.deputy;
  }
  return undefined;
}

/**
 * Who takes a case over from somebody who is away: their deputy, else one of the team, else its lead, else its head.
 * Undefined when none of them is there either.
 */
export function standInFor(
  away: string,
  { id, team }: { readonly id: string; readonly team: string },
  configuration: Configuration,
  at: Instant,
): string | undefined {
  const there = (address: string | undefined): address is string =>
    address !== undefined && address !== away && awayAt(address, configuration, at) === undefined;
  const { lead, head } = configuration.teams[team] ?? {};
  return (
    deputyOf(away, configuration, at) ??
    chosenOf(
      membersThere(team, configuration, at).filter(({ email }) => email !== away),
      id,
    ) ??
    [lead, head].find(there)
  );
}

/** Whoever works at the team's cases; its lead and head come in only when nobody else is there. */
export function membersOf(team: string, { people, teams }: Configuration): readonly Person[] {
  const { lead, head } = teams[team] ?? {};
  return people.filter((one) => one.team === team && one.email !== lead && one.email !== head);
}

function membersThere(team: string, configuration: Configuration, at: Instant): readonly Person[] {
  return membersOf(team, configuration).filter(({ email }) => awayAt(email, configuration, at) === undefined);
}

function leastLoaded(people: readonly Person[], loads: Loads = new Map()): readonly Person[] {
  const loadOf = ({ email }: Person) => loads.get(email) ?? 0;
  const least = Math.min(...people.map(loadOf));
  return people.filter((one) => loadOf(one) === least);
}

/** A customer whose language nobody knows is spoken to in the brand's. */
function speaks({ language, languages = [] }: Person, spoken: string | undefined, { brand }: Configuration) {
  const wanted = (spoken ?? brand.language).toLowerCase().split(/[-_]/)[0];
  return [language, ...languages].some((one) => one === wanted);
}

/**
 * One of several, by lot that anybody can draw again: whose name and the case's, taken together, have the highest
 * digest. It needs no counter that all openings share, spreads cases evenly, and whoever joins or is away moves no
 * other case.
 */
export function chosenOf(people: readonly Person[], caseKey: string): string | undefined {
  const drawn = people.map(({ email }) => ({ email, lot: digest(`${caseKey} ${email}`) }));
  return drawn.toSorted((one, other) => other.lot - one.lot)[0]?.email;
}

/** FNV-1a of 32 bits, stirred once more: its last letters alone would hardly reach its upper bits. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
