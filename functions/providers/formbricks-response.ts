import { answerTo, fullNameOf, isRecord, optionalText } from '../reading/answered.ts';
import { emailOf } from '../reading/given-text.ts';
import type { FormbricksResponse } from './formbricks-body.ts';
import type { GivenAnswer, GivenResponse, Message } from './provider.ts';

/** What stands where a customer pressed a button or went on without an answer. */
const noAnswers: readonly unknown[] = ['clicked', 'dismissed', 'skipped', 'booked'];

/** The language of a survey that has but one. */
const defaultLanguage = 'default';

interface Telling {
  readonly id: string;
  /** Where the answers stand in the body. */
  readonly path: string;
  readonly rank: number;
}

/** A response as a message, whether a webhook or the API tells it. */
export function responseIn(given: FormbricksResponse, { id, path, rank }: Telling): Message {
  const answers = answersIn(given, path);
  if (answers.length === 0) return { kind: 'nothing', id, reason: 'no-answer-yet' };
  const { surveyId, createdAt, updatedAt, language } = given;
  const response = {
    responseId: given.id,
    version: { at: updatedAt ?? createdAt, rank },
    surveyId,
    language: language === defaultLanguage ? undefined : language,
    submittedAt: updatedAt ?? createdAt,
    customer: customerIn(given),
    answers,
    hidden: hiddenIn(given),
    ...reachIn(given),
  };
  return { kind: 'response', id, response };
}

/** Hidden fields stand among the answers. */
function answersIn({ data }: FormbricksResponse, path: string): readonly GivenAnswer[] {
  return Object.entries(data).flatMap(([name, value]) =>
    noAnswers.includes(value)
      ? []
      : [
          ...answerTo([name], `${path}.${name}`, value),
          ...partsOf(name, value).flatMap(([part, said]) => answerTo([part], `${path}.${name}`, said)),
        ],
  );
}

/** Each row of a matrix; and the address among contact details, which are told without their names. */
function partsOf(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (isRecord(value)) return Object.entries(value).map(([row, said]) => [`${name}.${row}`, said] as const);
  const address = (Array.isArray(value) ? value : []).find(
    (one: unknown) => typeof one === 'string' && emailOf(one) !== undefined,
  );
  return address === undefined ? [] : [[`${name}.email`, address]];
}

/** The time spent on each question tells which ones a customer who is done has seen. */
function reachIn({
  finished,
  data,
  ttc = {},
}: FormbricksResponse): Pick<GivenResponse, 'asked' | 'complete'> {
  if (finished !== true) return { complete: false };
  const parts = Object.entries(data).flatMap(([name, value]) => partsOf(name, value).map(([part]) => part));
  return { asked: [...Object.keys({ ...data, ...ttc }), ...parts] };
}

function customerIn(given: FormbricksResponse): GivenResponse['customer'] & object {
  const contact = given.contact ?? given.person;
  const known = (name: string) => optionalText.parse(attributesIn(given)[name]);
  return {
    id: contact?.userId ?? known('userId') ?? contact?.id ?? given.contactId,
    email: known('email'),
    name: known('name') ?? fullNameOf(known('firstName'), known('lastName')),
    locale: known('language'),
  };
}

function attributesIn({ contactAttributes = {}, personAttributes = {} }: FormbricksResponse) {
  return { ...personAttributes, ...contactAttributes };
}

/** Of several fields of one name that of the response itself comes first. */
function hiddenIn(given: FormbricksResponse): readonly (readonly [string, unknown])[] {
  const { meta = {}, variables = {}, data } = given;
  return Object.entries({ ...meta, ...variables, ...attributesIn(given), ...data });
}
