import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeliveryWay } from '../../../functions/domain/delivery.ts';
import { source as sourceSchema } from '../../../functions/domain/source.ts';
import type { ApiQuestion } from '../../../functions/providers/provider.ts';
import { surveymonkeyApi } from '../../../functions/providers/surveymonkey-api.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceOfExample } from '../../fixtures/providers/example.ts';
import {
  answer,
  example,
  exampleSurvey,
  npsAnswer,
  npsChoices,
  questions,
  response,
  survey,
  surveyMonkeyEvent,
} from '../../fixtures/providers/surveymonkey.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Json = Readonly<Record<string, unknown>>;
type Mapping = Parameters<typeof sourceOfExample>[0]['mapping'];

const nps = { metric: 'nps', scale: { min: 0, max: 10 } } as const;
const fivePoints = { metric: 'stars', scale: { min: 1, max: 5 } } as const;

function read(body: Buffer, mapping: Mapping = example.mapping, way: DeliveryWay = 'fetched') {
  const source = sourceOfExample({ provider: 'surveymonkey', mapping });
  return readingsOf({ source: 'the-source', receivedAt: noon, way, headers: {}, body }, source);
}
function answersOf(given: Json, asked: Json | undefined, mapping: Mapping) {
  const [reading] = read(jsonBody({ response: given, survey: asked }), mapping);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
}
const rating = (id: string, question: typeof nps | typeof fivePoints, choices?: Record<string, number>) => ({
  questions: [{ id, as: 'rating' as const, question, ...(choices && { choices }) }],
});

describe('a SurveyMonkey event', () => {
  it.each(['response_created', 'response_updated', 'response_completed'])('"%s" announces', (event_type) => {
    expect(read(surveyMonkeyEvent({ event_type }), example.mapping, 'posted')).toEqual([
      {
        kind: 'announcement',
        deliveryId: 'the-source#900000001',
        announced: { responseId: '70001', survey: '5001' },
      },
    ]);
  });

  it('of a webhook for a collector names the survey among its resources', () => {
    const body = surveyMonkeyEvent({
      filter_type: 'collector',
      filter_id: '6001',
      resources: { survey_id: 5001 },
    });
    expect(read(body, example.mapping, 'posted')).toMatchObject([{ announced: { survey: '5001' } }]);
  });

  it('may name the survey by its filter alone', () => {
    const announced = (over: Json) => read(surveyMonkeyEvent(over), example.mapping, 'posted');
    for (const resources of [null, [], 'none'])
      expect(announced({ resources, event_datetime: 'soon' })).toMatchObject([
        { announced: { survey: '5001' } },
      ]);
    expect(announced({ resources: {}, filter_type: 'collector' })).toMatchObject([
      { announced: { responseId: '70001' } },
    ]);
  });

  it('of an unknown kind opens nothing', () => {
    for (const event_type of ['response_archived', 'constructor'])
      expect(read(surveyMonkeyEvent({ event_type }), example.mapping, 'posted')).toMatchObject([
        { kind: 'nothing', reason: 'unsupported-event' },
      ]);
  });
});

describe('a SurveyMonkey choice', () => {
  const onNps = rating('101', nps);

  it.each([0, 6, 7, 8, 9, 10])('of NPS is the number that the customer saw: %i', (score) => {
    expect(answersOf(response([npsAnswer(score)]), survey(questions.nps()), onNps).rating).toMatchObject({
      score,
    });
  });

  it.each([0, 6, 7, 8, 9, 10])('of NPS without a number is its place among the eleven: %i', (score) => {
    const silent = npsChoices.map((choice) => ({ ...choice, text: '' })).toReversed();
    expect(
      answersOf(response([npsAnswer(score)]), survey(questions.nps(silent)), onNps).rating,
    ).toMatchObject({
      score,
    });
  });

  it.each([0, 1, 9, 10])('of NPS with words at both ends is still its number: %i', (score) => {
    const ends = new Map([
      [0, 'Pas du tout probable - 0'],
      [10, 'Très probable - 10'],
    ]);
    const choices = npsChoices.map((choice, place) => ({
      ...choice,
      text: ends.get(place) ?? `${place}`,
      visible: true,
      is_na: false,
      description: ends.get(place) ?? '',
    }));
    expect(answersOf(response([npsAnswer(score)]), survey(questions.nps(choices)), onNps).rating).toEqual(
      expect.objectContaining({ score }),
    );
  });

  it('of NPS may stand in the other direction', () => {
    const silent = npsChoices.map((choice) => ({ ...choice, text: '', position: 12 - choice.position }));
    expect(answersOf(response([npsAnswer(9)]), survey(questions.nps(silent)), onNps).rating).toMatchObject({
      score: 9,
    });
  });

  it('whose weight is that of NPS is never taken for a score', () => {
    const six = npsChoices.slice(3, 9).map((choice) => ({ ...choice, text: '' }));
    for (const asked of [survey(questions.nps(six)), survey(), undefined])
      for (const score of [8, 3])
        expect(() => answersOf(response([npsAnswer(score)]), asked, onNps)).toThrow(
          'pages.0.questions.0.answers.0: expected a number, or choices in the configuration',
        );
  });

  it('that nobody explains is worth what the configuration says', () => {
    const worth = rating('101', nps, { [npsChoices[2]?.id ?? '']: 2 });
    expect(answersOf(response([npsAnswer(2)]), undefined, worth).rating).toMatchObject({ score: 2 });
  });

  it('of stars is its weight', () => {
    const given = response([answer('105', { choice_id: 'star-3', row_id: '9151' })]);
    expect(answersOf(given, survey(questions.stars), rating('105', fivePoints)).rating).toMatchObject({
      metric: 'stars',
      score: 4,
    });
  });

  it('that does not apply is no answer', () => {
    const given = response([
      answer('105', { choice_id: 'na', row_id: '9151' }),
      answer('102', { text: 'Bof' }),
    ]);
    const mapping = {
      questions: [...rating('105', fivePoints).questions, { id: '102', as: 'comment' as const }],
    };
    expect(answersOf(given, survey(questions.stars, questions.why), mapping)).toEqual({
      survey: '5001',
      comment: 'Bof',
      submittedAt: Date.parse('2026-11-23T11:58:00Z'),
    });
  });

  it('with the number in its text outranks a weight that starts elsewhere', () => {
    const choices = Array.from({ length: 5 }, (_, index) => ({
      id: `c${index}`,
      text: `${index}`,
      weight: index + 1,
    }));
    const asked = { ...questions.stars, answers: { rows: [{ id: '9151' }], choices } };
    const question = { metric: 'csat', scale: { min: 0, max: 4 } } as const;
    const given = response([answer('105', { choice_id: 'c1', row_id: '9151' })]);
    const mapping = { questions: [{ id: '105', as: 'rating' as const, question }] };
    expect(answersOf(given, survey(asked), mapping).rating).toMatchObject({ score: 1 });
  });

  it('among equal weights is its words', () => {
    const choices = ['Bad', 'Good'].map((text) => ({ id: text, text, weight: 1 }));
    const asked = survey({ ...questions.stars, answers: { rows: [{ id: '9151' }], choices } });
    const given = response([answer('105', { choice_id: 'Good', row_id: '9151' })]);
    expect(() => answersOf(given, asked, rating('105', fivePoints))).toThrow('expected a number');
    expect(answersOf(given, asked, rating('105', fivePoints, { good: 5 })).rating).toMatchObject({
      score: 5,
    });
  });

  it('without the survey is its weight, unless that may be one of NPS', () => {
    const weighed = (weight: unknown) =>
      answersOf(
        response([answer('105', { choice_id: 'x', row_id: '9151', choice_metadata: { weight } })]),
        undefined,
        rating('105', fivePoints),
      );
    expect(weighed('2').rating).toMatchObject({ score: 2 });
    expect(weighed(4).rating).toMatchObject({ score: 4 });
    expect(() => weighed('0')).toThrow('expected a number');
  });
});

describe('a SurveyMonkey response', () => {
  it('tells the rows of a matrix apart, and is silent on the whole', () => {
    const given = response([
      answer('106', { choice_id: 'Good-2', row_id: '9162' }, { choice_id: 'Bad-0', row_id: '9161' }),
    ]);
    const question = { metric: 'csat', scale: { min: 1, max: 3 } } as const;
    const mapping = {
      questions: ['106.9161', '106.9162', '106'].map((id) => ({ id, as: 'rating' as const, question })),
    };
    expect(answersOf(given, survey(questions.services), mapping)).toMatchObject({
      rating: { score: 1, band: 'dissatisfied' },
      scores: { '106.9162': { score: 3 } },
    });
  });

  it('keeps the comment beside a choice apart from it, and joins the words of a choice "Other" to the rest', () => {
    const given = response([
      answer('101', ...npsAnswers(3), { other_id: '9109', text: 'Trop long.' }),
      answer('103', { other_id: '9103', text: 'Metz' }),
      answer('107', { choice_id: 'red-0' }, { choice_id: 'green-2' }),
    ]);
    const mapping = {
      questions: [
        ...rating('101', nps).questions,
        { id: '101.other', as: 'comment' as const },
        { id: '103', as: 'attribute' as const, name: 'shop' },
        { id: '107', as: 'attribute' as const, name: 'colours' },
      ],
    };
    const asked = survey(questions.nps(), questions.shop, questions.colours);
    expect(answersOf(given, asked, mapping)).toMatchObject({
      rating: { score: 3 },
      comment: 'Trop long.',
      attributes: { shop: 'Metz', colours: 'red, green' },
    });
  });

  it('may be a comment without the score that it stands beside', () => {
    const given = response([answer('101', { other_id: '9109', text: 'Trop long.' })]);
    const mapping = {
      questions: [...rating('101', nps).questions, { id: '101.other', as: 'comment' as const }],
    };
    expect(answersOf(given, survey(questions.nps()), mapping)).toEqual({
      survey: '5001',
      comment: 'Trop long.',
      submittedAt: Date.parse('2026-11-23T11:58:00Z'),
    });
  });

  it('may know the respondent, in either way that contacts are told', () => {
    const known = { email_address: 'ana@example.com', first_name: 'Ana', last_name: 'Ruiz' };
    const contact = {
      email: { type: 'string', value: 'ana@example.com' },
      first_name: { type: 'string', value: 'Ana' },
      last_name: 'Ruiz',
    };
    for (const over of [known, { metadata: { contact, respondent: { language: { value: 'fr' } } } }])
      expect(answersOf(response([npsAnswer(1)], over), exampleSurvey, example.mapping).customer).toEqual({
        email: 'ana@example.com',
        name: 'Ana Ruiz',
      });
  });

  it('carries custom variables, and only configured ones are kept', () => {
    const over = { custom_variables: { tier: 'gold', utm: 'x' }, custom_value: 'c-7' };
    const hidden = { tier: 'attribute', custom_value: 'customer-id', collector_id: 'attribute' } as const;
    expect(
      answersOf(response([npsAnswer(1)], over), exampleSurvey, { ...example.mapping, hidden }),
    ).toMatchObject({
      customer: { id: 'c-7' },
      attributes: { tier: 'gold', collector_id: '6001' },
    });
  });

  it('in the making is older than when it is done in the same second', () => {
    const order = (response_status: string) => {
      const [reading] = read(
        jsonBody({ response: response([npsAnswer(1)], { response_status }), survey: exampleSurvey }),
      );
      return reading?.kind === 'response' ? reading.order : undefined;
    };
    expect(order('partial')).toBe(Date.parse('2026-11-23T11:58:00Z') * 10 + 1);
    expect(order('completed')).toBe(Date.parse('2026-11-23T11:58:00Z') * 10 + 2);
  });

  it('in the making may have no mapped answer yet', () => {
    const given = response([answer('107', { choice_id: 'red-0' })], { response_status: 'partial' });
    const asked = survey(questions.colours, questions.nps());
    expect(answersOf(given, asked, rating('101', nps)).rating).toBeUndefined();
  });

  it.each(['default', 'data_entry', 'edit', null])('counts when its mode is %s', (collection_mode) => {
    expect(
      read(jsonBody({ response: response([npsAnswer(1)], { collection_mode }), survey: exampleSurvey })),
    ).toMatchObject([{ kind: 'response' }]);
  });

  it.each(['preview', 'survey_preview'])('is a preview when its mode is %s', (collection_mode) => {
    expect(read(jsonBody(response([npsAnswer(1)], { collection_mode })))).toMatchObject([
      { kind: 'nothing', reason: 'preview' },
    ]);
  });

  it('may be imported as the API gives it, and so may an event', () => {
    const mapping = { questions: [{ id: '102', as: 'comment' as const }] };
    const given = response([answer('102', { text: 'Bof' })]);
    expect(read(jsonBody(given), mapping, 'imported')).toMatchObject([
      { kind: 'response', responseId: '70001' },
    ]);
    expect(read(surveyMonkeyEvent(), mapping, 'imported')).toMatchObject([{ kind: 'announcement' }]);
    expect(() => read(jsonBody(given), mapping, 'posted')).toThrow('event_type: ');
  });
});

function npsAnswers(score: number): readonly Json[] {
  return [{ choice_id: npsChoices[score]?.id, row_id: '9101' }];
}

describe('SurveyMonkey’s API', () => {
  const source = sourceOfExample(example);
  const api = surveymonkeyApi;
  const details = '/v3/surveys/5001/details';

  /** Answers from a table, and keeps what it was asked. */
  function asking(answers: (path: string) => unknown) {
    const asked: ApiQuestion[] = [];
    const ask = async (question: ApiQuestion) => {
      asked.push(question);
      return answers(question.path);
    };
    return { ask, asked };
  }

  it('is asked at the account’s host with a bearer token', () => {
    expect(api.host(source)).toBe('api.surveymonkey.com');
    const canadian = sourceSchema.parse({ ...source, api: { host: 'api.surveymonkey.ca' } });
    expect(api.host(canadian)).toBe('api.surveymonkey.ca');
    expect(api.authorize('t-1')).toEqual({ authorization: 'Bearer t-1' });
  });

  it('gives an announced response with the survey that it answers', async () => {
    const { ask, asked } = asking((path) => (path === details ? exampleSurvey : response([npsAnswer(2)])));
    const document = await api.fetchOne?.(ask, { responseId: '7/1', survey: '5001' }, source);
    expect(asked.map(({ path }) => path)).toEqual(['/v3/surveys/5001/responses/7%2F1/details', details]);
    expect(read(jsonBody(document))).toMatchObject([
      {
        kind: 'response',
        deliveryId: 'the-source#fetched-70001-1795435080000-2',
        answers: { rating: { score: 2 } },
      },
    ]);
  });

  it('is asked for the configured survey where the event names none', async () => {
    const { ask, asked } = asking(() => ({}));
    await api.fetchOne?.(ask, { responseId: '70001' }, source);
    expect(asked.at(0)?.path).toBe('/v3/surveys/5001/responses/70001/details');
    const nowhere = sourceSchema.parse({ ...source, api: {} });
    await expect(api.fetchOne?.(ask, { responseId: '70001' }, nowhere)).rejects.toThrow('"api.form"');
  });

  it('lists what changed since, page by page, and the survey but once', async () => {
    const pages = new Map([
      [
        '1',
        {
          data: [response([npsAnswer(2)]), response([npsAnswer(9)], { id: '70002' })],
          links: { next: 'more' },
        },
      ],
      ['2', { data: [response([npsAnswer(7)], { id: '70003' })], links: { self: 'this' } }],
    ]);
    const { ask, asked } = asking((path) =>
      path === details ? exampleSurvey : pages.get(new URLSearchParams(path.split('?')[1]).get('page') ?? ''),
    );
    const found: unknown[] = [];
    for await (const { documents } of api.listSince?.(ask, noon, source) ?? [])
      found.push(documents.map((document) => read(jsonBody(document))));
    expect(found).toMatchObject([
      [[{ responseId: '70001' }], [{ responseId: '70002', answers: { rating: { score: 9 } } }]],
      [[{ responseId: '70003' }]],
    ]);
    expect(asked.map(({ path }) => path)).toEqual([
      '/v3/surveys/5001/responses/bulk?start_modified_at=2026-11-23T11%3A59%3A59&sort_by=date_modified&sort_order=DESC&per_page=100&page=1',
      details,
      '/v3/surveys/5001/responses/bulk?start_modified_at=2026-11-23T11%3A59%3A59&sort_by=date_modified&sort_order=DESC&per_page=100&page=2',
    ]);
  });

  it('lists nothing where nothing changed', async () => {
    const { ask, asked } = asking(() => ({ data: [], page: 1, total: 0, links: {} }));
    for await (const page of api.listSince?.(ask, noon, source) ?? []) expect(page).toBeUndefined();
    expect(asked).toHaveLength(1);
  });
});

const samples = '../shared/payloads';
describe.runIf(existsSync(`${samples}/surveymonkey-3.json`))('a SurveyMonkey sample', () => {
  const sample = (name: string) => readFileSync(`${samples}/${name}.json`);

  it.each(['surveymonkey-1', 'surveymonkey-2'])('%s is an announcement', (name) => {
    expect(read(sample(name), example.mapping, 'posted')).toMatchObject([
      { kind: 'announcement', announced: { responseId: '123456', survey: '123456789' } },
    ]);
  });

  it('surveymonkey-3 has an NPS answer that only the configuration can tell', () => {
    const worth = rating('652286714', nps, { '4285525058': 8 });
    expect(read(sample('surveymonkey-3'), worth)).toMatchObject([
      { kind: 'response', responseId: '12706126725', answers: { rating: { score: 8, band: 'passive' } } },
    ]);
    expect(() => read(sample('surveymonkey-3'), rating('652286714', nps))).toThrow(
      'pages.0.questions.7.answers.0: expected a number',
    );
  });
});
