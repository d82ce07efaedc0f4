import type { Metric } from '../domain/feedback.ts';
import { digestOf } from '../reading/body-digest.ts';
import { type Submission, time } from './hubspot-body.ts';
import { type GivenAnswer, type GivenResponse, type Message, UnreadableBodyError } from './provider.ts';

/** Properties of a feedback submission that are read; others belong to the survey or are hidden fields. */
export const ownProperties = [
  'hs_value',
  'hs_content',
  'hs_survey_type',
  'hs_industry_standard_question_type',
  'hs_survey_id',
  'hs_survey_name',
  'hs_survey_channel',
  'hs_submission_timestamp',
  'hs_lastmodifieddate',
  'hs_object_id',
  'hs_contact_id',
  'hs_contact_email_rollup',
  'hs_contact_firstname',
  'hs_contact_lastname',
] as const;
type OwnProperty = (typeof ownProperties)[number];

const metrics: ReadonlyMap<string, Metric> = new Map([
  ['NPS', 'nps'],
  ['CSAT', 'csat'],
  ['CES', 'ces'],
]);

/**
 * What a submission tells, by a workflow or by the API; each change of it is told apart by its time.
 * @param how the first word of the message's id
 * @throws UnreadableBodyError for one without an id
 */
export function messageIn(given: Submission, how: string, body: Buffer): Message {
  const responseId = given.objectId ?? given.id ?? property(given, 'hs_object_id');
  if (!responseId) throw new UnreadableBodyError('id: expected an id');
  const at = timeIn(given, 'hs_lastmodifieddate') ?? given.updatedAt ?? given.createdAt ?? undefined;
  const id = `${how}-${responseId}-${at ?? digestOf(body)}`;
  if (given.isDeleted || given.archived)
    return { kind: 'deletion', id, responseId, version: { at, rank: 9 } };
  const answers = answersIn(given);
  if (answers.length === 0) return { kind: 'nothing', id, reason: 'no-answer-yet' };
  const response: GivenResponse = {
    responseId,
    version: { at },
    surveyName: property(given, 'hs_survey_name'),
    surveyId: property(given, 'hs_survey_id'),
    channel: property(given, 'hs_survey_channel'),
    submittedAt: timeIn(given, 'hs_submission_timestamp') ?? given.createdAt,
    customer: {
      id: property(given, 'hs_contact_id'),
      email: property(given, 'hs_contact_email_rollup'),
      name: [property(given, 'hs_contact_firstname'), property(given, 'hs_contact_lastname')]
        .filter(Boolean)
        .join(' '),
    },
    answers,
    hidden: Object.entries(given.properties ?? {}),
  };
  return { kind: 'response', id, response };
}

/** The score and the words beside it, then what was answered to a survey's further questions. */
function answersIn(given: Submission): readonly GivenAnswer[] {
  return Object.entries(given.properties ?? {}).flatMap(([name, value]) => {
    if (!value?.trim() || !isQuestion(name)) return [];
    const question = name === 'hs_value' ? score(given) : { names: [name] };
    return [{ ...question, path: `properties.${name}`, value }];
  });
}

/** Answers to further questions are properties that the survey's owner named. */
function isQuestion(name: string): boolean {
  return name === 'hs_value' || name === 'hs_content' || !/^(hs_|hubspot_|createdate$)/.test(name);
}

/** The score of any survey, or narrower: of surveys of one type, or of one survey. */
function score(given: Submission): Pick<GivenAnswer, 'names' | 'asked'> {
  const type = [property(given, 'hs_survey_type'), property(given, 'hs_industry_standard_question_type')]
    .map((one) => one?.trim().toUpperCase() ?? '')
    .find((one) => metrics.has(one));
  const metric = metrics.get(type ?? '');
  const narrower = [type, property(given, 'hs_survey_id')].flatMap((one) => (one ? [`hs_value.${one}`] : []));
  return { names: ['hs_value', ...narrower], ...(metric && { asked: { metric } }) };
}

function property({ properties }: Submission, name: OwnProperty): string | undefined {
  return properties?.[name] ?? undefined;
}

function timeIn(given: Submission, name: OwnProperty): number | undefined {
  return time.parse(property(given, name)) ?? undefined;
}
