import type { Scale } from '../domain/feedback.ts';
import { answerTo } from '../reading/answered.ts';
import type { AdditionalValue, SurveyResponse } from './delighted-body.ts';
import type { AskedQuestion, GivenAnswer, Message } from './provider.ts';

const upTo = (max: number, min = 1): Scale => ({ min, max });

/**
 * What each `survey_type` asks, with the scores that Delighted's own mobile surveys know for it. Product/market fit,
 * `pmf`, is none of our metrics.
 */
const surveyTypes: ReadonlyMap<string, AskedQuestion> = new Map([
  ['nps', { metric: 'nps', scale: upTo(10, 0) }],
  ['enps', { metric: 'nps', scale: upTo(10, 0) }],
  ['csat', { metric: 'csat', scale: upTo(5) }],
  ['csat3', { metric: 'csat', scale: upTo(3) }],
  ['smileys', { metric: 'csat', scale: upTo(5) }],
  ['thumbs', { metric: 'csat', scale: upTo(1, 0) }],
  ['ces', { metric: 'ces', scale: upTo(5) }],
  ['ces7', { metric: 'ces', scale: upTo(7) }],
  ['stars_five', { metric: 'stars', scale: upTo(5) }],
]);

interface Telling {
  readonly id: string;
  /** Where the response stands in the body; undefined for the whole of it. */
  readonly path?: string;
  readonly rank: number;
}

/** A survey response as a message, whether a webhook or the API tells it. */
export function responseIn(given: SurveyResponse, { id, path, rank }: Telling): Message {
  const { person, created_at, updated_at, person_properties } = given;
  const answers = answersIn(given, path === undefined ? '' : `${path}.`);
  if (answers.length === 0) return { kind: 'nothing', id, reason: 'no-answer-yet' };
  const response = {
    responseId: given.id,
    version: { at: updated_at ?? created_at, rank },
    submittedAt: created_at,
    customer: { id: person.id, email: person.email, name: person.name },
    answers,
    hidden: Object.entries(person_properties ?? {}),
  };
  return { kind: 'response', id, response };
}

function answersIn(given: SurveyResponse, path: string): readonly GivenAnswer[] {
  const { score, comment, survey_type, additional_answers } = given;
  const asked = askedBy(survey_type);
  return [
    ...answerTo(['score'], `${path}score`, score, asked && { asked }),
    ...answerTo(['comment'], `${path}comment`, comment),
    ...(additional_answers ?? []).flatMap(({ id, question, value }, index) => {
      const name = question?.id ?? id;
      const { said, options } = saidIn(value);
      const names = name === undefined ? [] : [name];
      return answerTo(names, `${path}additional_answers.${index}.value`, said, { options });
    }),
  ];
}

/** Bodies had no type as long as Delighted asked nothing but NPS. Undefined for a type that is not known here. */
function askedBy(type = 'nps'): AskedQuestion | undefined {
  return surveyTypes.get(type.toLowerCase());
}

function saidIn(value: AdditionalValue) {
  const { free_response, scale, select_one, select_many } = value ?? {};
  const chosen = [select_one, ...(select_many ?? [])].flatMap((one) => one ?? []);
  const texts = chosen.flatMap(({ text }) => text ?? []);
  const options = chosen.flatMap(({ id }) => id ?? []);
  return { said: texts.length > 0 ? texts : (scale ?? free_response), options };
}
