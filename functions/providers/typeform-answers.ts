import type { AnswerRole, SourceConfiguration } from '../domain/configuration.ts';
import type { Answers, Rating, Respondent } from '../domain/feedback.ts';
import { attributesOf } from './attributes.ts';
import { emailOf, languageTagOf, lineOf, textOf } from './given-text.ts';
import { present } from './present.ts';
import { UnreadableBodyError } from './provider.ts';
import { rated } from './rated.ts';
import type { FormResponse, TypeformAnswer } from './typeform-body.ts';
import { consentOf, numberOf, wordsOf } from './typeform-values.ts';

/** An answer with the role that the configuration gives its question, and where in the body it stands. */
interface Found {
  readonly role: AnswerRole;
  readonly answer: TypeformAnswer;
  readonly path: string;
}
type Role = AnswerRole['as'];
type HiddenRole = SourceConfiguration['hidden'][string];

/**
 * Joins answers to the configured questions by the field's id or ref, never by position: unanswered questions are
 * missing. Where several questions have one role, the first configured one that was answered counts. What was
 * answered outranks what a hidden field says.
 * @throws UnreadableBodyError, also for a form without any configured question: a wrong mapping must be seen.
 */
export function answersOf(form: FormResponse, source: SourceConfiguration): Answers {
  const found = join(form, source);
  if (found.length === 0 && !isMapped(form, source))
    throw new UnreadableBodyError(
      'form_response.definition.fields: expected one of the configured questions',
    );
  const said = (role: Role) => firstOf(found, role, ({ answer }) => wordsOf(answer));
  const hidden = (role: HiddenRole) => hiddenOf(form, source, role).at(0)?.[1];
  const language = said('language') ?? hidden('language');
  const comment = said('comment');
  return present({
    survey: source.survey ?? form.form_id ?? undefined,
    channel: source.channel,
    rating: ratingOf(found),
    comment: comment === undefined ? undefined : textOf(comment),
    language: language === undefined ? undefined : languageTagOf(language),
    submittedAt: form.submitted_at ?? undefined,
    contactRequested: firstOf(found, 'contact-requested', ({ answer, path }) => consentOf(answer, path)),
    customer: respondentOf(said, hidden),
    attributes: attributesOf([...hiddenOf(form, source, 'attribute'), ...attributesIn(found)]),
  });
}

function join({ answers }: FormResponse, { questions }: SourceConfiguration): readonly Found[] {
  const placed = (answers ?? []).map((answer, index) => ({ answer, path: `form_response.answers.${index}` }));
  return questions.flatMap((role) =>
    placed.filter(({ answer }) => isField(answer.field, role.id)).map((one) => ({ role, ...one })),
  );
}

function isMapped({ definition }: FormResponse, { questions }: SourceConfiguration): boolean {
  return (definition?.fields ?? []).some((field) => questions.some((role) => isField(field, role.id)));
}

function isField(
  field: { readonly id: string; readonly ref?: string | null | undefined },
  name: string,
): boolean {
  return field.id === name || field.ref === name;
}

function firstOf<Value>(
  found: readonly Found[],
  as: Role,
  read: (one: Found) => Value | undefined,
): Value | undefined {
  for (const one of found) {
    const value = one.role.as === as ? read(one) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

function ratingOf(found: readonly Found[]): Rating | undefined {
  for (const { role, answer, path } of found)
    if (role.as === 'rating') return rated(numberOf(answer, path), role.question, path);
  return undefined;
}

function respondentOf(
  said: (role: Role) => string | undefined,
  hidden: (role: HiddenRole) => string | undefined,
): Respondent {
  const either = (role: Role & HiddenRole, read: (given: string) => string | undefined) =>
    [said(role), hidden(role)].flatMap((given) => (given === undefined ? [] : (read(given) ?? []))).at(0);
  return present({
    id: either('customer-id', lineOf),
    email: either('email', emailOf),
    name: either('name', lineOf),
  });
}

function hiddenOf(
  form: FormResponse,
  source: SourceConfiguration,
  role: HiddenRole,
): (readonly [string, string])[] {
  return Object.entries(form.hidden ?? {}).flatMap(([name, value]) => {
    const wanted = Object.hasOwn(source.hidden, name) && source.hidden[name] === role;
    return wanted && typeof value === 'string' && value.trim() !== '' ? [[name, value] as const] : [];
  });
}

function attributesIn(found: readonly Found[]): (readonly [string, string])[] {
  return found.flatMap(({ role, answer }) => {
    const words = role.as === 'attribute' ? wordsOf(answer) : undefined;
    return role.as === 'attribute' && words !== undefined ? [[role.name, words] as const] : [];
  });
}
