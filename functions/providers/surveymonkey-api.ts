import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import type { NotAResponse } from '../domain/feedback.ts';
import { digestOf } from '../reading/body-digest.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { formOf } from './listing.ts';
import type { GivenResponse, Message, ProviderApi } from './provider.ts';
import { answersIn, namesIn } from './surveymonkey-answers.ts';
import { document, response, type Survey, type SurveyMonkeyResponse } from './surveymonkey-body.ts';

/** SurveyMonkey's API, version 3: a response holds ids of choices, the survey's details what they stand for. */
export const surveymonkeyApi: ProviderApi = {
  host: ({ api }) => api?.host ?? 'api.surveymonkey.com',
  authorize: (token) => ({ authorization: `Bearer ${token}` }),

  async fetchOne(ask, { responseId, survey }, source) {
    const path = pathOf(survey ?? formOf(source));
    const given = await ask({ path: `${path}/responses/${encodeURIComponent(responseId)}/details` });
    return { response: given, survey: await ask({ path: `${path}/details` }) };
  },

  async *listSince(ask, since, source) {
    const path = pathOf(formOf(source));
    let survey: unknown;
    for (let page = 1; ; page += 1) {
      const list = `${path}/responses/bulk?${pageOf(since, page)}`;
      const { data, links } = checked(await ask({ path: list }), bulk, 'responses');
      if (data.length === 0) return;
      survey ??= await ask({ path: `${path}/details` });
      yield { documents: data.map((given) => ({ response: given, survey })) };
      if (!links?.next) return;
    }
  },

  read,
};

function pathOf(survey: string): string {
  return `/v3/surveys/${encodeURIComponent(survey)}`;
}

const bulk = z.object({
  data: z.array(z.unknown()),
  links: z.object({ next: z.string().nullish() }).nullish(),
});

/**
 * Newest first: a response that changes while pages are read is then met twice, where otherwise its neighbour was
 * missed. Times are in UTC and have no fraction, and "after" leaves out the second itself.
 */
function pageOf(since: number, page: number): URLSearchParams {
  return new URLSearchParams({
    start_modified_at: new Date(since - 1000).toISOString().slice(0, 19),
    sort_by: 'date_modified',
    sort_order: 'DESC',
    per_page: '100',
    page: String(page),
  });
}

function read({ body }: Delivery): readonly Message[] {
  const { response: inside, survey } = readJson(body, document);
  const given = inside === undefined ? readJson(body, response) : checked(inside, response, 'response');
  const { response_status: status, date_modified: at } = given;
  const rank = status === 'partial' ? 1 : 2;
  const id = `fetched-${given.id}-${at ?? digestOf(body)}-${rank}`;
  const reason = reasonFor(given);
  if (reason) return [{ kind: 'nothing', id, reason }];
  const answers = answersIn(given, survey);
  if (answers.length === 0) return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  const said: GivenResponse = {
    responseId: given.id,
    version: { at, rank },
    surveyId: given.survey_id,
    submittedAt: at,
    ...respondentIn(given),
    answers,
    hidden: hiddenIn(given),
    ...(survey && { asked: namesOf(survey, answers) }),
    complete: rank === 2,
  };
  return [{ kind: 'response', id, response: said }];
}

/** Answers on paper that somebody typed in, and edited ones, are a customer's all the same. */
const realModes: readonly string[] = ['default', 'data_entry', 'edit'];

function reasonFor({ collection_mode, response_status }: SurveyMonkeyResponse): NotAResponse | undefined {
  if (!realModes.includes(collection_mode ?? 'default')) return 'preview';
  return response_status === 'disqualified' || response_status === 'overquota' ? 'dismissed' : undefined;
}

/** A question may have left the survey since it was answered. */
function namesOf(survey: Survey, answers: GivenResponse['answers']): readonly string[] {
  return [...namesIn(survey), ...answers.flatMap(({ names }) => names)];
}

function respondentIn(given: SurveyMonkeyResponse): Pick<GivenResponse, 'language' | 'customer'> {
  const { contact, respondent } = given.metadata ?? {};
  const first = given.first_name || contact?.first_name;
  const last = given.last_name || contact?.last_name;
  return {
    language: respondent?.language,
    customer: {
      email: given.email_address || contact?.email,
      name: [first, last].filter(Boolean).join(' '),
    },
  };
}

function hiddenIn(given: SurveyMonkeyResponse): readonly (readonly [string, unknown])[] {
  const { custom_variables, custom_value, collector_id, recipient_id } = given;
  return [
    ...Object.entries(custom_variables ?? {}),
    ...Object.entries({ custom_value, collector_id, recipient_id }),
  ];
}
