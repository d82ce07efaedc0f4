import { describe, expect, it } from 'vitest';
import type { DeliveryWay } from '../../../functions/domain/delivery.ts';
import { delightedApi } from '../../../functions/providers/delighted-api.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import {
  additionalAnswer,
  delightedEvent,
  example,
  seconds,
  surveyResponse,
} from '../../fixtures/providers/delighted.ts';
import { jsonBody, sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { fakeAsk, pagesIn } from '../../fixtures/providers/fake-ask.ts';
import { answersIn, hasSamples, readCall, sampleOf } from '../../fixtures/providers/reader.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Json = Readonly<Record<string, unknown>>;
type Mapping = typeof example.mapping;

const updated = (response: Json) => delightedEvent('survey_response.updated', surveyResponse(response));
const answersOf = (response: Json, mapping: Mapping = {}) =>
  answersIn('delighted', mapping, updated(response));
const fetched = (document: unknown, way: DeliveryWay = 'reconciled') =>
  readingsOf(
    { source: sourceName, receivedAt: noon, headers: {}, body: jsonBody(document), way },
    sourceOfExample(example),
  );

describe('a Delighted response', () => {
  it.each([
    ['nps', 2, { metric: 'nps', scale: { min: 0, max: 10 }, band: 'detractor' }],
    ['NPS', 10, { metric: 'nps', scale: { min: 0, max: 10 }, band: 'promoter' }],
    ['enps', 0, { metric: 'nps', scale: { min: 0, max: 10 }, band: 'detractor' }],
    ['csat', 1, { metric: 'csat', scale: { min: 1, max: 5 }, band: 'dissatisfied' }],
    ['csat3', 2, { metric: 'csat', scale: { min: 1, max: 3 }, band: 'neutral' }],
    ['ces', 5, { metric: 'ces', scale: { min: 1, max: 5 }, band: 'satisfied' }],
    ['ces7', 3, { metric: 'ces', scale: { min: 1, max: 7 }, band: 'dissatisfied' }],
    ['stars_five', 3, { metric: 'stars', scale: { min: 1, max: 5 }, band: 'neutral' }],
    ['smileys', 5, { metric: 'csat', scale: { min: 1, max: 5 }, band: 'satisfied' }],
    ['thumbs', 0, { metric: 'csat', scale: { min: 0, max: 1 }, band: 'dissatisfied' }],
  ])('of the type %s with a score of %i tells its own scale', (survey_type, score, rating) => {
    expect(answersOf({ survey_type, score }).rating).toMatchObject({ score, ...rating });
  });

  it.each([undefined, null, ''])('without a type is one to NPS, as all were once', (survey_type) => {
    expect(answersOf({ survey_type, score: 9 }).rating).toMatchObject({ metric: 'nps', band: 'promoter' });
  });

  it('of a type that is not known is read as the configuration says', () => {
    const question = { metric: 'csat', scale: { min: 1, max: 3 } } as const;
    expect(answersOf({ survey_type: 'pmf', score: 1 }, { question }).rating).toMatchObject({
      metric: 'csat',
      band: 'dissatisfied',
    });
  });

  it('that asks something else than the configuration cannot be read', () => {
    const question = { metric: 'csat', scale: { min: 1, max: 5 } } as const;
    expect(() => answersOf({}, { question })).toThrow(
      'event_data.score: the body asks nps on 0–10, the configuration csat on 1–5',
    );
  });

  it('is newer when it was updated, and when it was updated in the second of its creation', () => {
    const [created] = readCall('delighted', {}, delightedEvent('survey_response.created', surveyResponse()));
    const [changed] = readCall('delighted', {}, updated({ score: 9 }));
    const order = (reading: typeof created) => (reading?.kind === 'response' ? reading.order : 0);
    expect(order(changed)).toBe(order(created) + 1);
  });

  it('has further answers by their question’s id, whatever their kind', () => {
    const mapping: Mapping = {
      questions: [
        { id: 'enum_why', as: 'attribute', name: 'why' },
        { id: 'text', as: 'attribute', name: 'text' },
        { id: 'ease', as: 'rating', question: { metric: 'ces', scale: { min: 0, max: 10 } } },
        { id: 'call', as: 'contact-requested' },
      ],
    };
    const further = [
      additionalAnswer('enum_why', {
        select_many: [
          { id: 'a', text: 'Price' },
          { id: 'b', text: 'Time' },
        ],
      }),
      additionalAnswer('text', { free_response: 'Bof' }),
      additionalAnswer('ease', { scale: 3 }),
      additionalAnswer('call', { select_one: { id: 'y', text: 'Yes' } }),
      additionalAnswer('nothing', {}),
    ];
    const answers = answersOf({ score: null, additional_answers: further }, mapping);
    expect(answers.attributes).toEqual({ why: 'Price, Time', text: 'Bof' });
    expect(answers.rating).toMatchObject({ metric: 'ces', score: 3 });
    expect(answers.contactRequested).toBe(true);
  });

  it('of before further answers told their question has them by their own id', () => {
    const mapping: Mapping = { questions: [{ id: '4', as: 'attribute', name: 'why' }] };
    const additional_answers = [additionalAnswer(undefined, { free_response: 'Bof' })];
    expect(answersOf({ additional_answers }, mapping).attributes).toEqual({ why: 'Bof' });
  });

  it('has neither notes nor tags of the company', () => {
    expect(JSON.stringify(answersOf({}))).not.toMatch(/a note|a tag/);
  });

  it('may come from nobody known', () => {
    expect(answersOf({ person: undefined, comment: undefined }).customer).toBeUndefined();
    expect(answersOf({ person: null, person_properties: null }).customer).toBeUndefined();
  });
});

describe('a Delighted unsubscribe', () => {
  it('is read in the shape of the API’s list as well', () => {
    const body = delightedEvent('unsubscribe.created', {
      person_id: '7001',
      email: 'ana@example.com',
      name: 'Ana',
      unsubscribed_at: seconds('11:59:00'),
    });
    expect(readCall('delighted', {}, body)).toMatchObject([
      { kind: 'unsubscribe', email: 'ana@example.com' },
    ]);
  });
});

describe('Delighted’s API', () => {
  const source = sourceOfExample({ provider: 'delighted', mapping: { api: {} } });

  it('is asked under the key as a user without a password', () => {
    expect(delightedApi.host(source)).toBe('api.delighted.com');
    expect(delightedApi.authorize('key')).toEqual({ authorization: 'Basic a2V5Og==' });
  });

  it('gives one response with its person', async () => {
    const { ask } = fakeAsk({ '/v1/survey_responses/8001.json?expand[]=person': surveyResponse() });
    const document = await delightedApi.fetchOne?.(ask, { responseId: '8001' }, source);
    expect(fetched(document)).toMatchObject([
      { kind: 'response', responseId: '8001', answers: { customer: { email: 'ana@example.com' } } },
    ]);
  });

  it('lists what changed since, a page after the other', async () => {
    const query = (page: number) =>
      `/v1/survey_responses.json?updated_since=${noon / 1000}&order=desc:updated_at&per_page=100&page=${page}&expand[]=person`;
    const first = Array.from({ length: 100 }, (_, index) => surveyResponse({ id: `${index}` }));
    const { ask, asked } = fakeAsk({ [query(1)]: first, [query(2)]: [surveyResponse({ id: '100' })] });
    const pages = await pagesIn(delightedApi.listSince?.(ask, noon, source));
    expect(pages.map((page) => page.length)).toEqual([100, 1]);
    expect(asked).toHaveLength(2);
    expect(fetched(pages[1]?.[0])).toMatchObject([{ kind: 'response', responseId: '100' }]);
  });

  it('tells a response as its webhook does, under another name for each change', () => {
    const [one] = fetched(surveyResponse({ person: '7001', updated_at: null, score: '3' }));
    const [other] = fetched(surveyResponse({ person: '7001' }));
    expect(one).toMatchObject({
      order: seconds('11:57:00') * 10_000 + 2,
      answers: { rating: { score: 3 }, customer: { id: '7001' } },
    });
    expect(one?.deliveryId).toBe(other?.deliveryId);
    expect(fetched(surveyResponse({ updated_at: seconds('11:58:00') }))[0]?.deliveryId).not.toBe(
      one?.deliveryId,
    );
  });
});

describe.runIf(hasSamples)('a public sample of Delighted', () => {
  it('delighted-1 of 2016 is read', () => {
    expect(answersIn('delighted', {}, sampleOf('delighted-1.json'))).toMatchObject({
      rating: { metric: 'nps', score: 9, band: 'promoter' },
      comment: 'Your service is fast and flawless!',
      customer: { email: 'charlie_gravis@example.com', name: 'Charlie Gravis' },
    });
  });

  it('delighted-3-truncated of 2024 is read', () => {
    expect(answersIn('delighted', {}, sampleOf('delighted-3-truncated.json'))).toMatchObject({
      rating: { metric: 'nps', score: 9 },
      submittedAt: 1_732_186_844_000,
    });
  });
});
