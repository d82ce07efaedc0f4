import { describe, expect, it } from 'vitest';
import { formbricksApi } from '../../../functions/providers/formbricks-api.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { fakeAsk, pagesIn } from '../../fixtures/providers/fake-ask.ts';
import { example, formbricksCall, formbricksResponse } from '../../fixtures/providers/formbricks.ts';
import { answersIn, hasSamples, readCall, sampleOf } from '../../fixtures/providers/reader.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Json = Readonly<Record<string, unknown>>;
type Mapping = typeof example.mapping;

const answersOf = (data: Json, response: Json = {}, mapping: Mapping = example.mapping) =>
  answersIn('formbricks', mapping, formbricksCall('responseUpdated', formbricksResponse(data, response)));
const orderOf = (event: string, response: Json = {}) => {
  const [reading] = readCall(
    'formbricks',
    example.mapping,
    formbricksCall(event, formbricksResponse({ nps: 2 }, response)),
  );
  return reading?.kind === 'response' ? reading.order : 0;
};

describe('a Formbricks response', () => {
  it('is newer when it was changed later, and of equal times when it is finished', () => {
    expect(orderOf('responseUpdated')).toBe(orderOf('responseCreated') + 1);
    expect(orderOf('responseFinished')).toBe(orderOf('responseUpdated') + 1);
    expect(orderOf('responseCreated', { updatedAt: '2026-11-23T11:59:00.000Z' })).toBeGreaterThan(
      orderOf('responseFinished'),
    );
  });

  it.each(['clicked', 'dismissed', 'skipped', 'booked', ''])('has no answer in "%s"', (why) => {
    expect(answersOf({ nps: 2, why }).comment).toBeUndefined();
  });

  it('has an accepted consent as an answer', () => {
    const mapping: Mapping = { questions: [{ id: 'consent', as: 'attribute', name: 'consent' }] };
    expect(answersOf({ consent: 'accepted' }, {}, mapping).attributes).toEqual({ consent: 'accepted' });
  });

  it('may ask for contact by a consent', () => {
    const mapping: Mapping = { questions: [{ id: 'call', as: 'contact-requested' }] };
    expect(answersOf({ call: 'accepted' }, {}, mapping).contactRequested).toBe(true);
    expect(answersOf({ call: 'dismissed', why: 'x' }, {}, mapping).contactRequested).toBeUndefined();
  });

  it('has the address of its contact details', () => {
    const details = ['Ana', 'Diaz', 'ana@example.com', '', ''];
    const mapping: Mapping = {
      questions: [
        { id: 'details.email', as: 'email' },
        { id: 'details', as: 'attribute', name: 'details' },
      ],
    };
    expect(answersOf({ details }, { finished: true }, mapping)).toMatchObject({
      customer: { email: 'ana@example.com' },
      attributes: { details: 'Ana, Diaz, ana@example.com' },
    });
    expect(answersOf({ details: ['Ana', 'Diaz', ''] }, {}, mapping).customer).toBeUndefined();
  });

  it('is finished where the event says so and the response does not', () => {
    const call = (response: Json) =>
      formbricksCall('responseFinished', formbricksResponse({ colour: 'red' }, response));
    expect(() => answersIn('formbricks', example.mapping, call({ finished: undefined }))).toThrow(
      'expected one of the configured questions',
    );
    expect(answersIn('formbricks', example.mapping, call({ finished: false })).rating).toBeUndefined();
  });

  it('has a zero as a score, and a score that is spelt out', () => {
    expect(answersOf({ nps: 0 }).rating).toMatchObject({ score: 0 });
    expect(answersOf({ nps: '7' }).rating).toMatchObject({ score: 7 });
  });

  it('has each row of a matrix as a question of its own, and none for the whole', () => {
    const question = { metric: 'csat', scale: { min: 1, max: 3 } } as const;
    const mapping: Mapping = {
      questions: [
        { id: 'views.Speed', as: 'rating', question, choices: { Bad: 1, Good: 3 } },
        { id: 'views.Price', as: 'attribute', name: 'price' },
        { id: 'views', as: 'comment' },
      ],
    };
    const views = { Speed: 'Bad', Price: 'Good', Taste: '' };
    const answers = answersOf({ views }, { finished: true }, mapping);
    expect(answers).toMatchObject({ rating: { score: 1 }, attributes: { price: 'Good' } });
    expect(answers.comment).toBeUndefined();
  });

  it('that is not done may have answers to none of the configured questions', () => {
    expect(answersOf({ colour: 'red' })).toEqual({
      survey: 'survey-1',
      language: 'fr',
      submittedAt: Date.parse('2026-11-23T11:57:00Z'),
    });
  });

  it('that is done and saw a configured question without answering it is no other survey’s', () => {
    const seen = { finished: true, ttc: { colour: 1, why: 2, _total: 3 } };
    expect(answersOf({ colour: 'red' }, seen).comment).toBeUndefined();
  });

  it('knows its customer by the contact, by the person of old or not at all', () => {
    const known = { contact: { id: 'contact-1' }, contactAttributes: { email: 'ana@example.com' } };
    expect(answersOf({ nps: 2 }, known).customer).toEqual({ id: 'contact-1', email: 'ana@example.com' });
    const old = {
      person: { id: 'p-1', userId: 'c-9' },
      personAttributes: { name: 'Ana' },
      contact: undefined,
    };
    expect(answersOf({ nps: 2 }, old).customer).toEqual({ id: 'c-9', name: 'Ana' });
    expect(answersOf({ nps: 2 }, { contactAttributes: { userId: 'c-9' } }).customer).toEqual({ id: 'c-9' });
    expect(answersOf({ nps: 2 }).customer).toBeUndefined();
  });

  it('carries along hidden fields, attributes, variables and its page, the nearest first', () => {
    const mapping: Mapping = {
      hidden: { plan: 'attribute', url: 'attribute', ref: 'attribute', tier: 'attribute' },
      questions: example.mapping.questions ?? [],
    };
    const more = { contactAttributes: { plan: 'free', tier: 'gold' }, variables: { ref: 3 } };
    expect(answersOf({ nps: 2, plan: 'pro' }, more, mapping).attributes).toEqual({
      plan: 'pro',
      tier: 'gold',
      ref: '3',
      url: 'https://app.formbricks.com/s/survey-1',
    });
  });

  it('in the default language names none, and leaves it to a hidden field', () => {
    expect(answersOf({ nps: 2 }, { language: 'default' }).language).toBeUndefined();
    const mapping: Mapping = { ...example.mapping, hidden: { lang: 'language' } };
    expect(answersOf({ nps: 2, lang: 'de' }, { language: 'default' }, mapping).language).toBe('de');
  });

  it('from a file, without headers, is named after response and event', () => {
    const { body } = formbricksCall('responseFinished', formbricksResponse({ nps: 2 }));
    expect(readCall('formbricks', example.mapping, body)).toMatchObject([
      { deliveryId: `the-source#response-1-responseFinished-${Date.parse('2026-11-23T11:57:00Z')}` },
    ]);
  });
});

describe('Formbricks’ API', () => {
  const source = sourceOfExample({
    provider: 'formbricks',
    mapping: { ...example.mapping, api: { form: 'survey-1', host: 'surveys.example.com' } },
  });
  const read = (document: unknown) =>
    readingsOf(
      { source: sourceName, receivedAt: noon, headers: {}, body: jsonBody(document), way: 'reconciled' },
      source,
    );

  it('is where the configuration says, else in the cloud', () => {
    expect(formbricksApi.host(source)).toBe('surveys.example.com');
    expect(formbricksApi.authorize('key')).toEqual({ 'x-api-key': 'key' });
    const cloud = { api: { form: 'survey-1' } };
    expect(formbricksApi.host(sourceOfExample({ provider: 'formbricks', mapping: cloud }))).toBe(
      'app.formbricks.com',
    );
    expect(() =>
      formbricksApi.host(sourceOfExample({ provider: 'formbricks', mapping: { api: {} } })),
    ).toThrow('formbricks needs "api.form"');
  });

  it('gives one response', async () => {
    const { ask } = fakeAsk({
      '/api/v1/management/responses/response-1': { data: formbricksResponse({ nps: 2 }) },
    });
    const document = await formbricksApi.fetchOne?.(ask, { responseId: 'response-1' }, source);
    expect(read(document)).toMatchObject([
      { kind: 'response', responseId: 'response-1', answers: { rating: { score: 2 } } },
    ]);
  });

  it('lists what changed since, a page after the other', async () => {
    const query = (skip: number) =>
      `/api/v2/management/responses?surveyId=survey-1&startDate=2026-11-23T12:00:00.000Z&filterDateField=updatedAt&sortBy=updatedAt&order=desc&limit=250&skip=${skip}`;
    const row = (index: number) =>
      formbricksResponse({ nps: 2 }, { id: `r-${index}`, contactId: 'contact-1', finished: true });
    const full = Array.from({ length: 250 }, (_, index) => row(index));
    const { ask } = fakeAsk({
      [query(0)]: { data: full, meta: { total: 251 } },
      [query(250)]: { data: [row(250)], meta: { total: 251 } },
    });
    const pages = await pagesIn(formbricksApi.listSince?.(ask, noon, source));
    expect(pages.map((page) => page.length)).toEqual([250, 1]);
    expect(read(pages[1]?.[0])).toMatchObject([
      { responseId: 'r-250', answers: { customer: { id: 'contact-1' } } },
    ]);
  });

  it('tells a response without any answer as nothing', () => {
    expect(read(formbricksResponse({ start: 'clicked' }))).toMatchObject([
      { kind: 'nothing', reason: 'no-answer-yet' },
    ]);
  });
});

describe.runIf(hasSamples)('a public sample of Formbricks', () => {
  const consent: Mapping = {
    questions: [
      { id: 'why', as: 'comment' },
      { id: 'newsletter_consent', as: 'attribute', name: 'consent' },
    ],
  };
  const sample = (name: string) => readCall('formbricks', consent, sampleOf(name));

  it('formbricks-1 was only begun', () => {
    expect(sample('formbricks-1.json')).toMatchObject([{ kind: 'nothing', reason: 'no-answer-yet' }]);
  });

  it('formbricks-3 is finished', () => {
    expect(sample('formbricks-3.json')).toMatchObject([
      {
        kind: 'response',
        order: Date.parse('2025-07-24T07:47:56.116Z') * 10 + 3,
        answers: { survey: 'surveyId', language: 'en', attributes: { consent: 'accepted' } },
      },
    ]);
  });

  it('formbricks-4 is the test of the address', () => {
    expect(sample('formbricks-4.json')).toMatchObject([{ kind: 'nothing', reason: 'test' }]);
  });
});
