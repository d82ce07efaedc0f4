import type { Answers, Rating, Respondent } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { instantOf } from '../domain/local-time.ts';
import type { HiddenRole, SourceMapping } from '../domain/source.ts';
import { contactWish, scoreOf, wordsOf } from './answer-values.ts';
import { attributesOf } from './attributes.ts';
import { emailOf, languageTagOf, lineOf, textOf } from './given-text.ts';
import { present } from './present.ts';
import {
  type GivenAnswer,
  type GivenMoment,
  type GivenResponse,
  UnreadableBodyError,
  type UsualRole,
} from '../providers/provider.ts';
import { questionBehind, rated } from './rated.ts';

/** A question's role with the answers that were given to it. */
export interface Joined {
  readonly role: MappedRole;
  readonly answer: GivenAnswer;
}
export type MappedRole = UsualRole & { readonly choices?: Readonly<Record<string, number>> | undefined };
type RatingRole = Extract<MappedRole, { as: 'rating' }>;
type Role = MappedRole['as'];

/**
 * What a response says, by the configured meaning of its questions. Answers are joined to roles by id or name, never
 * by position, as unanswered questions are missing. Where several questions have one role, the first configured one
 * that was answered counts. What was answered outranks what the tool knows of the person, and that a hidden field.
 * @throws UnreadableBodyError, also for a form without any configured question: a wrong mapping must be seen.
 */
export function answersOf(
  given: GivenResponse,
  mapping: SourceMapping,
  usual: readonly UsualRole[],
): Answers {
  const joined = join(given, rolesOf(mapping, usual));
  if (mapping.questions.length > 0 && joined.length === 0 && isAnotherForm(given, mapping))
    throw new UnreadableBodyError(
      `expected one of the configured questions: ${mapping.questions.map(({ id }) => id).join(', ')}`,
    );
  const said = (role: Role) => firstOf(joined, role, ({ answer }) => wordsOf(answer));
  const hidden = (role: HiddenRole) => hiddenOf(given, mapping, role).at(0)?.[1];
  const comment = said('comment');
  const language = [said('language'), given.language, hidden('language')].find(Boolean);
  return present({
    survey: surveyOf(given, mapping),
    channel: (given.channel ? lineOf(given.channel) : undefined) ?? mapping.channel,
    ...ratings(joined, mapping),
    comment: comment === undefined ? undefined : textOf(comment),
    language: language ? languageTagOf(language) : undefined,
    submittedAt: instantIn(mapping, given.submittedAt),
    contactRequested: wish(joined) ?? given.contactRequested ?? undefined,
    contactTime: lineOf(said('contact-time') ?? '') ?? lineOf(given.contactTime ?? ''),
    customer: respondentOf(given, said, hidden),
    attributes: attributesOf([
      ...hiddenOf(given, mapping, 'attribute'),
      ...(given.attributes ?? []),
      ...attributesIn(joined),
    ]),
  });
}

/** A moment that the tool gave; a clock's time is read in the source's zone. Undefined for what is no time. */
export function instantIn(
  { timeZone }: Pick<SourceMapping, 'timeZone'>,
  given: GivenMoment | null | undefined,
): Instant | undefined {
  if (typeof given !== 'object') return given;
  return given === null ? undefined : instantOf(given.local, timeZone ?? given.zone ?? 'UTC');
}

function surveyOf(
  { survey, surveyName, surveyId }: GivenResponse,
  mapping: SourceMapping,
): string | undefined {
  const id = surveyId === undefined || surveyId === null ? undefined : lineOf(String(surveyId));
  const line = (text: string | null | undefined) => (text ? lineOf(text) : undefined);
  return line(survey) ?? mapping.survey ?? line(surveyName) ?? id;
}

/**
 * The configured roles, then those that the tool's own questions have wherever nothing else is configured, for the
 * question or for a part of it: `score.nps` is a part of `score`.
 */
export function rolesOf(mapping: SourceMapping, usual: readonly UsualRole[]): readonly MappedRole[] {
  const { questions, question } = mapping;
  const isMapped = (id: string) => questions.some((role) => role.id === id || role.id.startsWith(`${id}.`));
  const unmapped = usual.filter(({ id }) => !isMapped(id));
  const fallbacks = unmapped.map((role) =>
    role.as === 'rating' && question !== undefined ? { ...role, question } : role,
  );
  return [...questions, ...fallbacks];
}

export function join({ answers }: GivenResponse, roles: readonly MappedRole[]): readonly Joined[] {
  return roles.flatMap((role) =>
    answers.filter(({ names }) => names.includes(role.id)).map((answer) => ({ role, answer })),
  );
}

/** Whether the form has none of the configured questions, as far as its body tells. */
function isAnotherForm({ asked, answers, complete = true }: GivenResponse, { questions }: SourceMapping) {
  if (asked !== undefined) return !asked.some((name) => questions.some(({ id }) => id === name));
  return complete && answers.length > 0;
}

function firstOf<Value>(
  joined: readonly Joined[],
  as: Role,
  read: (one: Joined) => Value | undefined,
): Value | undefined {
  for (const one of joined) {
    const value = one.role.as === as ? read(one) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The main rating question is the first with that role, whether or not it was answered. */
function ratings(joined: readonly Joined[], mapping: SourceMapping): Pick<Answers, 'rating' | 'scores'> {
  const main = mapping.questions.find(({ as }) => as === 'rating')?.id;
  const scores = new Map<string, Rating>();
  // An answer under two names is one score.
  const counted = new Set<GivenAnswer>();
  for (const { role, answer } of joined) {
    if (role.as !== 'rating' || scores.has(role.id) || counted.has(answer)) continue;
    scores.set(role.id, ratingOf(role, answer));
    counted.add(answer);
  }
  const first = main ?? [...scores.keys()][0];
  const further = [...scores].filter(([id]) => id !== first);
  return present({
    rating: first === undefined ? undefined : scores.get(first),
    scores: Object.fromEntries(further),
  });
}

/** @throws UnreadableBodyError when nobody told the scale, body and configuration disagree, or the score is not on it */
export function ratingOf({ question, choices }: RatingRole, answer: GivenAnswer): Rating {
  return rated(scoreOf(answer, choices), questionBehind(answer, question), answer.path);
}

function wish(joined: readonly Joined[]): boolean | undefined {
  return firstOf(joined, 'contact-requested', ({ answer }) => contactWish(answer));
}

function respondentOf(
  { customer }: GivenResponse,
  said: (role: Role) => string | undefined,
  hidden: (role: HiddenRole) => string | undefined,
): Respondent {
  const best = (
    role: Role & HiddenRole,
    known: string | number | null | undefined,
    read: (given: string) => string | undefined,
  ) =>
    [said(role), known, hidden(role)]
      .flatMap((given) => (given === undefined || given === null ? [] : (read(String(given)) ?? [])))
      .at(0);
  return present({
    id: best('customer-id', customer?.id, lineOf),
    email: best('email', customer?.email, emailOf),
    name: best('name', customer?.name, lineOf),
    locale: customer?.locale ? languageTagOf(customer.locale) : undefined,
  });
}

function hiddenOf(
  { hidden = [] }: GivenResponse,
  mapping: SourceMapping,
  role: HiddenRole,
): readonly (readonly [string, string])[] {
  return hidden.flatMap(([name, value]) => {
    const wanted = Object.hasOwn(mapping.hidden, name) && mapping.hidden[name] === role;
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    return wanted && typeof text === 'string' && text.trim() !== '' ? [[name, text] as const] : [];
  });
}

function attributesIn(joined: readonly Joined[]): readonly (readonly [string, string])[] {
  return joined.flatMap(({ role, answer }) => {
    const words = role.as === 'attribute' ? wordsOf(answer) : undefined;
    return role.as === 'attribute' && words !== undefined ? [[role.name, words] as const] : [];
  });
}
