import type { Rating } from '../domain/feedback.ts';
import { attributeLimit } from '../domain/merge.ts';
import { opensCases } from '../domain/opens-cases.ts';
import type { SourceMapping } from '../domain/source.ts';
import {
  type GivenAnswer,
  type GivenMoment,
  type GivenResponse,
  UnreadableBodyError,
  type UsualRole,
} from '../providers/provider.ts';
import { contactWish, wordsOf } from './answer-values.ts';
import { attributeOffers, Claims, type Claimed, knownPaths, roleOfHidden, saidBy } from './claims.ts';
import { languageTagOf, textOf } from './given-text.ts';
import { instantIn, type Joined, join, ratingOf, rolesOf } from './mapping.ts';

/** What each part of a response becomes under a mapping, and why: `answersOf`, told to whoever writes the mapping. */

export interface Line {
  /** An answer, something else that the tool says, or a hidden field. */
  readonly of: 'answer' | 'response' | 'hidden';
  /** Where it stands in the body; `hidden.utm` and the like for what the tool keeps beside the answers. */
  readonly path: string;
  /** What the configuration may call it. */
  readonly names: readonly string[];
  readonly value: unknown;
  /** Its role, such as `rating` or `attribute shop`; absent where it has none. */
  readonly role?: string;
  readonly fate: Fate;
}

/** `text` says in plain English what it became, why it counts for nothing, or what is wrong with it. */
export interface Fate {
  readonly kind: 'used' | 'ignored' | 'wrong';
  readonly text: string;
}

export interface Explanation {
  readonly lines: readonly Line[];
  /** Ids of configured questions that the response does not answer. */
  readonly unanswered: readonly string[];
}

/** Explains a response line by line. What `answersOf` refuses is a line that is `wrong`. */
export function explain(
  given: GivenResponse,
  mapping: SourceMapping,
  usual: readonly UsualRole[],
): Explanation {
  const joined = join(given, rolesOf(mapping, usual));
  const matter: Matter = { given, joined, mapping, claims: new Claims(given, joined, mapping) };
  const answered = new Set(joined.map(({ role }) => role.id));
  return {
    lines: [
      ...given.answers.flatMap((answer) => answerLines(answer, matter)),
      ...knownLines(matter),
      ...surveyLines(matter),
      ...(given.attributes ?? []).map((field) => attributeLine(field, matter)),
      ...(given.hidden ?? []).flatMap((field) =>
        isAnswerAgain(field, given) && roleOfHidden(field[0], mapping) === undefined
          ? []
          : [hiddenLine(field, matter)],
      ),
    ],
    unanswered: mapping.questions.flatMap(({ id }) => (answered.has(id) ? [] : [id])),
  };
}

interface Matter {
  readonly given: GivenResponse;
  readonly joined: readonly Joined[];
  readonly mapping: SourceMapping;
  readonly claims: Claims;
}

function answerLines(answer: GivenAnswer, matter: Matter): readonly Line[] {
  const { path, names, options = [] } = answer;
  const isEmpty = wordsOf(answer) === undefined;
  const line = {
    of: 'answer',
    path,
    names,
    value: isEmpty && options.length > 0 ? options : answer.value,
  } as const;
  const roles = matter.joined.flatMap((one) => (one.answer === answer ? [one.role] : []));
  if (roles.length > 0)
    return roles.map((role) => ({
      ...line,
      role: role.as === 'attribute' ? `attribute ${role.name}` : role.as,
      fate: fateOf({ role, answer }, matter),
    }));
  const why =
    isEmpty && options.length === 0 ? 'empty' : `no question is mapped to it; map it by "${names[0] ?? ''}"`;
  return [{ ...line, fate: ignored(why) }];
}

function fateOf({ role, answer }: Joined, matter: Matter): Fate {
  switch (role.as) {
    case 'rating':
      return ratingFate(role, answer, matter);
    case 'attribute':
      return attributeFate(answer, wordsOf(answer), matter);
    default:
      return claimFate(role.as, answer, matter, answer);
  }
}

function ratingFate(
  role: Extract<Joined['role'], { as: 'rating' }>,
  answer: GivenAnswer,
  { joined, mapping }: Matter,
): Fate {
  if (joined.find((one) => one.role.id === role.id)?.answer !== answer)
    return ignored('an earlier answer to the same question counts');
  try {
    const ratings = joined.filter((one) => one.role.as === 'rating').map((one) => one.role.id);
    const main = mapping.questions.find(({ as }) => as === 'rating')?.id ?? ratings[0];
    const isMain = role.id === main;
    return used(
      [
        ratingText(ratingOf(role, answer)),
        isMain ? 'the main score' : 'a further score',
        ...(opensCases(mapping, isMain ? undefined : role.id) ? [] : ['opens no case']),
        ...saysItself(answer),
      ].join(', '),
    );
  } catch (error) {
    return wrong(error);
  }
}

function ratingText({ metric, score, scale: { min, max }, direction, band }: Rating): string {
  const lower = direction === 'lower-is-better' ? ', lower is better' : '';
  return `${metric} ${score} of ${min}–${max}${lower}, ${band}`;
}

function saysItself({ asked }: GivenAnswer): readonly string[] {
  const { metric, scale } = asked ?? {};
  const told = [metric, scale && `${scale.min}–${scale.max}`].filter(Boolean);
  return told.length === 0 ? [] : [`the body itself says ${told.join(' on ')}`];
}

function claimFate(what: Claimed, by: unknown, { claims }: Matter, answer?: GivenAnswer): Fate {
  const verdict = claims.verdict(what, by);
  if (!verdict.counts) return ignored(verdict.why);
  try {
    return used(claimText(what, verdict.said, answer));
  } catch (error) {
    return wrong(error);
  }
}

/** @throws UnreadableBodyError for a wish that is neither yes nor no */
function claimText(what: Claimed, said: string, answer: GivenAnswer | undefined): string {
  switch (what) {
    case 'comment':
      return commentText(said);
    case 'contact-requested': {
      const wish = answer === undefined ? said === 'true' : contactWish(answer);
      return wish ? 'the customer asks to be contacted' : 'the customer asks for no contact';
    }
    case 'contact-time':
      return 'when the customer would like to be contacted';
    case 'language':
      return 'the language that the customer answered in';
    case 'email':
      return 'the customer’s address';
    case 'name':
      return 'the customer’s name';
    case 'customer-id':
      return 'the customer’s id';
  }
}

function commentText(said: string): string {
  const kept = textOf(said)?.length ?? 0;
  const cut = kept < (textOf(said, Number.POSITIVE_INFINITY)?.length ?? 0) ? ', the rest is cut off' : '';
  return `${kept} ${kept === 1 ? 'character' : 'characters'}${cut}`;
}

const known = ['customer-id', 'email', 'name', 'language', 'contact-requested', 'contact-time'] as const;

/** What the tool knows of the person and of the conversation. */
function knownLines(matter: Matter): readonly Line[] {
  const { customer, language, contactRequested, contactTime } = matter.given;
  const values = {
    'customer-id': customer?.id,
    email: customer?.email,
    name: customer?.name,
    language,
    'contact-requested': contactRequested,
    'contact-time': contactTime,
  };
  return known.flatMap((what) => {
    const value = values[what];
    if (value === undefined || value === null) return [];
    const path = knownPaths[what];
    return [
      { of: 'response', path, names: [], value, role: what, fate: claimFate(what, what, matter) } as const,
    ];
  });
}

/** Of several names of the survey the first counts. */
function surveyLines({ given, mapping }: Matter): readonly Line[] {
  const { survey, surveyName, surveyId, channel, submittedAt } = given;
  const locale = given.customer?.locale;
  const line = (path: string, role: string, value: unknown, fate: Fate) =>
    isUnsaid(value) ? [] : [{ of: 'response', path, names: [], value, role, fate } as const];
  const named = (path: string, value: unknown, isNamed: boolean) =>
    line(path, 'survey', value, isNamed ? ignored('the survey has a name') : used('the survey’s name'));
  const hasName = !isUnsaid(survey) || mapping.survey !== undefined;
  return [
    ...named('survey', survey, false),
    ...named('surveyName', surveyName, hasName),
    ...named('surveyId', surveyId, hasName || !isUnsaid(surveyName)),
    ...line('channel', 'channel', channel, used('the channel')),
    ...line('submittedAt', 'submittedAt', momentText(submittedAt), momentFate(submittedAt, mapping)),
    ...line('customer.locale', 'locale', locale, localeFate(locale)),
  ];
}

function localeFate(locale: string | null | undefined): Fate {
  return languageTagOf(locale ?? '') === undefined
    ? ignored('not a language tag such as fr')
    : used('the customer’s locale');
}

function momentText(given: GivenMoment | null | undefined): string | undefined {
  if (given === undefined || given === null) return undefined;
  return typeof given === 'object' ? given.local : new Date(given).toISOString();
}

function momentFate(given: GivenMoment | null | undefined, mapping: SourceMapping): Fate {
  const at = instantIn(mapping, given);
  if (at === undefined) return ignored('no time');
  if (typeof given !== 'object' || given === null) return used('when the customer answered');
  const zone = mapping.timeZone ?? given.zone ?? 'UTC';
  return used(`when the customer answered: ${new Date(at).toISOString()}, by a clock in ${zone}`);
}

function attributeLine(field: readonly [string, unknown], matter: Matter): Line {
  const [name, value] = field;
  const said = saidBy(value);
  const fate = said === undefined ? ignored(notSaid(value)) : attributeFate(field, said, matter);
  return { of: 'response', path: `attributes.${name}`, names: [], value, role: 'attribute', fate };
}

function hiddenLine(field: readonly [string, unknown], matter: Matter): Line {
  const [name, value] = field;
  const role = roleOfHidden(name, matter.mapping);
  const line = { of: 'hidden', path: `hidden.${name}`, names: [name], value } as const;
  const said = saidBy(value);
  if (role === undefined)
    return {
      ...line,
      fate: ignored(said === undefined ? notSaid(value) : `map it in "hidden" by "${name}"`),
    };
  if (said === undefined) return { ...line, role: `hidden ${role}`, fate: ignored(notSaid(value)) };
  const fate = role === 'attribute' ? attributeFate(field, said, matter) : claimFate(role, field, matter);
  return { ...line, role: `hidden ${role}`, fate };
}

/** Some tools' fields can be mapped as questions and as hidden fields, under several names each: one line is enough. */
function isAnswerAgain([name, value]: readonly [string, unknown], { answers }: GivenResponse): boolean {
  return answers.some((answer) => answer.value === value && answer.names.some((one) => one.includes(name)));
}

function notSaid(value: unknown): string {
  return isUnsaid(value) ? 'empty' : 'neither a text, a number nor a truth value';
}

function isUnsaid(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** Of several attributes of one name the last counts; the first fifty are kept. */
function attributeFate(by: unknown, said: string | undefined, { given, joined, mapping }: Matter): Fate {
  if (said === undefined) return ignored('empty');
  const offers = attributeOffers(given, joined, mapping);
  const at = offers.findIndex((offer) => offer.by === by);
  const own = offers[at];
  if (own === undefined) return ignored('nothing is left of it as a text');
  if (at >= attributeLimit) return ignored(`${attributeLimit} attributes were before it`);
  const last = offers.slice(0, attributeLimit).findLast(({ key }) => key === own.key);
  return last === own ? used(`attribute ${own.key}`) : ignored(`another “${own.key}” comes later and counts`);
}

function used(text: string): Fate {
  return { kind: 'used', text };
}

function ignored(text: string): Fate {
  return { kind: 'ignored', text };
}

function wrong(error: unknown): Fate {
  if (error instanceof UnreadableBodyError) return { kind: 'wrong', text: error.message };
  throw error;
}
