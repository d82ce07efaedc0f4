import { describe, expect, it } from 'vitest';
import { typeformApi } from '../../../functions/providers/typeform-api.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon, sourceOf, typeformAnswer, typeformBody, typeformDelivery } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { fakeAsk, pagesIn } from '../../fixtures/providers/fake-ask.ts';
import { answersIn, hasSamples, sampleOf } from '../../fixtures/providers/reader.ts';
import { example } from '../../fixtures/providers/typeform.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const read = (body: Buffer) => readingsOf(typeformDelivery(body), sourceOf('typeform-nps'));
const answersOf = (body: Buffer) => {
  const [reading] = read(body);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
};
const submitted = Date.parse('2026-11-23T11:58:00Z');

describe('a Typeform response', () => {
  it('is read whole', () => {
    const body = typeformBody(
      [
        typeformAnswer('email', 'email', 'ana@example.com'),
        typeformAnswer('why', 'text', 'Trop long.'),
        typeformAnswer('recommend', 'number', 4),
        typeformAnswer('call-me', 'boolean', true),
        typeformAnswer('shop', 'choice', { id: 'c1', ref: 'r1', label: 'Lyon' }),
        typeformAnswer('unmapped', 'text', 'not ours'),
      ],
      {
        hidden: {
          email: 'other@example.com',
          customer_id: 'c-9',
          language: 'fr',
          owner: 'lea@example.com',
          more: 'x',
          name: '',
        },
      },
    );
    expect(read(body)).toEqual([
      {
        kind: 'response',
        deliveryId: 'typeform-nps#01EVENT',
        responseId: 'token-1',
        order: submitted * 10 + 2,
        answers: {
          survey: 'yearly',
          rating: {
            metric: 'nps',
            score: 4,
            scale: { min: 0, max: 10 },
            direction: 'higher-is-better',
            band: 'detractor',
          },
          comment: 'Trop long.',
          language: 'fr',
          submittedAt: submitted,
          contactRequested: true,
          customer: { id: 'c-9', email: 'ana@example.com' },
          attributes: { owner: 'lea@example.com', shop: 'Lyon' },
        },
      },
    ]);
  });

  it('joins answers to questions by id or ref, whatever was skipped and in whatever order', () => {
    const byId = { type: 'number', number: 9, field: { id: 'recommend', type: 'opinion-scale' } };
    expect(answersOf(typeformBody([typeformAnswer('shop', 'text', 'Lyon'), byId]))).toMatchObject({
      rating: { score: 9 },
      attributes: { shop: 'Lyon' },
    });
  });

  it('of 2016 has no refs and only labels', () => {
    const body = typeformBody(
      [
        { type: 'number', number: 0, field: { id: 'recommend', type: 'opinion-scale' } },
        {
          type: 'choices',
          choices: { labels: ['Lyon', 'Nice'], other: 'Metz' },
          field: { id: 'shop', type: 'multiple-choice' },
        },
      ],
      { definition: undefined, landed_at: undefined },
    );
    expect(answersOf(body)).toMatchObject({
      rating: { score: 0, band: 'detractor' },
      attributes: { shop: 'Lyon, Nice, Metz' },
    });
  });

  it.each([
    ['as of 2021', { labels: ['Lyon', 'Nice'] }, 'Lyon, Nice'],
    ['with ids', { ids: ['o1', 'o2'], labels: ['Lyon', 'Nice'], refs: ['r1', 'r2'] }, 'Lyon, Nice'],
    ['with more labels than ids', { ids: ['o1'], labels: ['Lyon', 'Nice'], refs: ['r1'] }, 'Lyon, Nice'],
    ['as a list', [{ id: 'o1', label: 'Lyon', ref: 'r1' }, { other: 'Metz' }], 'Lyon, Metz'],
  ])('may have its choices told %s', (_, choices, words) => {
    const body = typeformBody([typeformAnswer('shop', 'choices', choices)]);
    expect(answersOf(body).attributes).toEqual({ shop: words });
  });

  it.each([
    [{ other: 'Metz' }, 'Metz'],
    [{ label: 'Autre', other: 'Metz' }, 'Autre, Metz'],
  ])('keeps what was written beside a choice: %o', (choice, words) => {
    expect(answersOf(typeformBody([typeformAnswer('shop', 'choice', choice)])).attributes).toEqual({
      shop: words,
    });
  });

  it.each(['o-unhappy', 'r-unhappy', 'Pas du tout'])('may have a choice’s worth configured as %s', (name) => {
    const question = { metric: 'csat', scale: { min: 1, max: 5 } } as const;
    const mapping: typeof example.mapping = {
      questions: [{ id: 'mood', as: 'rating', question, choices: { [name]: 1 } }],
    };
    const choice = { id: 'o-unhappy', ref: 'r-unhappy', label: 'Pas du tout' };
    const body = typeformBody([typeformAnswer('mood', 'choice', choice)]);
    expect(answersIn('typeform', mapping, body).rating).toMatchObject({ score: 1 });
  });

  it('keeps what the form reckoned among the hidden fields, unless one has its name', () => {
    const mapping: typeof example.mapping = {
      questions: [{ id: 'why', as: 'comment' }],
      hidden: { score: 'attribute', plan: 'attribute' },
    };
    const body = typeformBody([typeformAnswer('why', 'text', 'Bof')], {
      hidden: { plan: 'pro' },
      variables: [
        { key: 'score', type: 'number', number: 4 },
        { key: 'plan', type: 'text', text: 'another' },
        { key: 'outcome', type: 'outcome_id', outcome_id: 'o1' },
      ],
    });
    expect(answersIn('typeform', mapping, body).attributes).toEqual({ plan: 'pro', score: '4' });
  });

  it('loses no answer by others that are odd', () => {
    const field = { id: 'x', type: 'matrix' };
    const odd = [
      { type: 'matrix_row', matrix_row: { x: 1 }, field },
      { type: 'payment', payment: { amount: '1', last4: '4242', success: true }, field },
      { type: 'file_url', file_url: 'https://example.com/a.pdf', field },
      { type: 'text', text: 5, field },
      { type: 'choice', choice: 'Lyon', field },
      { type: 'text', text: 'of nothing', field: null },
      { type: null, field },
      { type: 'text', text: 'of a number', field: { id: 26 } },
    ];
    const body = typeformBody([...odd, typeformAnswer('recommend', 'number', 3)], {
      form_id: 12,
      landed_at: 'yesterday',
      definition: { fields: 'none' },
      hidden: [],
      variables: {},
    });
    expect(answersOf(body).rating).toMatchObject({ score: 3 });
  });

  it('in the making was not submitted in the year 1', () => {
    const partial = typeformBody(
      [typeformAnswer('recommend', 'number', 2)],
      { submitted_at: '0001-01-01T00:00:00Z' },
      { event_type: 'form_response_partial' },
    );
    expect(answersOf(partial).submittedAt).toBeUndefined();
    expect(read(partial)).toMatchObject([{ order: Date.parse('2026-11-23T11:50:00Z') * 10 + 1 }]);
  });

  it('in the making is older than when it is done, even without a time of its own', () => {
    const partial = typeformBody(
      [typeformAnswer('recommend', 'number', 2)],
      { submitted_at: null },
      { event_type: 'form_response_partial' },
    );
    expect(read(partial)).toMatchObject([
      { kind: 'response', order: Date.parse('2026-11-23T11:50:00Z') * 10 + 1 },
    ]);
  });

  it('may have no answers yet', () => {
    expect(answersOf(typeformBody([]))).toEqual({ survey: 'yearly', submittedAt: submitted });
  });

  it.each([
    ['Oui, rappelez-moi', true],
    ['No thanks', false],
  ])('may ask for contact by the choice "%s"', (label, wish) => {
    expect(answersOf(typeformBody([typeformAnswer('call-me', 'choice', { label })])).contactRequested).toBe(
      wish,
    );
  });

  it.each([
    [
      'a score as a label',
      [typeformAnswer('recommend', 'choice', { label: 'Bien' })],
      'form_response.answers.0.choice: expected a number, or choices in the configuration',
    ],
    ['a score as words', [typeformAnswer('recommend', 'text', 'neuf')], 'answers.0.text: expected a number'],
    [
      'a score beyond its scale',
      [typeformAnswer('shop', 'text', 'Lyon'), typeformAnswer('recommend', 'number', 11)],
      'answers.1.number: expected a score',
    ],
    [
      'a wish that is neither yes nor no',
      [typeformAnswer('call-me', 'choice', { label: 'Peut-être' })],
      'answers.0.choice: expected yes or no',
    ],
  ])('with %s cannot be read', (_, answers, message) => {
    expect(() => read(typeformBody(answers))).toThrow(message);
  });

  it('to a form without any mapped question cannot be read', () => {
    const body = typeformBody([typeformAnswer('colour', 'text', 'red')], {
      definition: { fields: [{ id: 'id-colour', ref: 'colour' }] },
    });
    expect(() => read(body)).toThrow(
      'expected one of the configured questions: recommend, why, email, call-me, shop',
    );
  });

  it.each(['token', 'answers'])('with a %s of another kind cannot be read', (name) => {
    expect(() => read(typeformBody([], { [name]: 'x'.repeat(2000) }))).toThrow(`form_response.${name}: `);
  });
});

describe('a Typeform call that is no response', () => {
  it('is the test that the form’s owner sent', () => {
    const body = typeformBody([
      typeformAnswer('email', 'email', 'an_account@example.com'),
      typeformAnswer('why', 'text', 'Lorem ipsum dolor'),
      typeformAnswer('recommend', 'number', 2),
    ]);
    expect(read(body)).toEqual([{ kind: 'nothing', deliveryId: 'typeform-nps#01EVENT', reason: 'test' }]);
  });

  it('is not taken for a test when somebody wrote something', () => {
    const body = typeformBody([
      typeformAnswer('email', 'email', 'an_account@example.com'),
      typeformAnswer('why', 'text', 'Bof'),
    ]);
    expect(read(body)).toMatchObject([{ kind: 'response' }]);
  });

  it('is an event of another type', () => {
    expect(read(typeformBody([], {}, { event_type: 'form_view' }))).toMatchObject([
      { kind: 'nothing', reason: 'unsupported-event' },
    ]);
  });
});

describe('Typeform’s API', () => {
  const configured = { ...example.mapping, api: { form: 'formMerle', host: 'api.eu.typeform.com' } };
  const source = sourceOfExample({ provider: 'typeform', mapping: configured });
  const readListed = (document: unknown) =>
    readingsOf(
      { source: sourceName, receivedAt: noon, headers: {}, body: jsonBody(document), way: 'reconciled' },
      source,
    );
  const item = (token: string, more: Readonly<Record<string, unknown>> = {}) => ({
    landing_id: token,
    token,
    response_id: token,
    response_type: 'completed',
    landed_at: '2026-11-23T11:50:00Z',
    submitted_at: '2026-11-23T11:58:00Z',
    metadata: { platform: 'other' },
    hidden: { customer_id: 'c-9' },
    answers: [typeformAnswer('recommend', 'number', 2), typeformAnswer('why', 'text', 'Bof')],
    ...more,
  });

  it('is asked with the token as a bearer, for a form that must be configured', () => {
    expect(typeformApi.host(source)).toBe('api.eu.typeform.com');
    expect(typeformApi.authorize('tfp_key')).toEqual({ authorization: 'Bearer tfp_key' });
    const without = sourceOfExample({ provider: 'typeform', mapping: { ...example.mapping, api: {} } });
    expect(() => typeformApi.host(without)).toThrow('typeform needs "api.form"');
  });

  it('gives one response, as its webhook tells it', async () => {
    const path = '/forms/formMerle/responses?included_response_ids=token-1&response_type=completed,partial';
    const { ask } = fakeAsk({ [path]: { total_items: 1, page_count: 1, items: [item('token-1')] } });
    const document = await typeformApi.fetchOne?.(ask, { responseId: 'token-1' }, source);
    const answers = [typeformAnswer('recommend', 'number', 2), typeformAnswer('why', 'text', 'Bof')];
    const posted = readingsOf(
      typeformDelivery(typeformBody(answers, { hidden: { customer_id: 'c-9' } })),
      source,
    );
    const { deliveryId: _, ...told } = posted[0] ?? { deliveryId: '' };
    expect(readListed(document)).toMatchObject([told]);
  });

  it('does not know a response yet that was submitted a moment ago', async () => {
    const path = '/forms/formMerle/responses?included_response_ids=token-1&response_type=completed,partial';
    const { ask } = fakeAsk({ [path]: { items: [] } });
    await expect(typeformApi.fetchOne?.(ask, { responseId: 'token-1' }, source)).rejects.toThrow(
      'the API answered 404',
    );
  });

  it('lists what was submitted since, each page before the last response of the one before', async () => {
    const first = Array.from({ length: 1000 }, (_, index) => item(`token-${index}`));
    const start = '/forms/formMerle/responses?since=2026-11-23T12:00:00&page_size=1000';
    const { ask, asked } = fakeAsk({
      [start]: { items: first },
      [`${start}&before=token-999`]: { items: [item('token-1000')] },
    });
    const pages = await pagesIn(typeformApi.listSince?.(ask, noon, source));
    expect(pages.map((page) => page.length)).toEqual([1000, 1]);
    expect(asked).toHaveLength(2);
    expect(readListed(pages[1]?.[0])).toMatchObject([
      { kind: 'response', responseId: 'token-1000', answers: { survey: 'formMerle', rating: { score: 2 } } },
    ]);
  });

  it('lists nothing where nothing is new', async () => {
    const { ask } = fakeAsk({
      '/forms/formMerle/responses?since=2026-11-23T12:00:00&page_size=1000': { items: [] },
    });
    expect(await pagesIn(typeformApi.listSince?.(ask, noon, source))).toEqual([]);
  });

  it('tells a partial response as older, whatever the year that it says', () => {
    const partial = item('token-1', { response_type: 'partial', submitted_at: '0001-01-01T00:00:00Z' });
    expect(readListed(partial)).toMatchObject([{ order: Date.parse('2026-11-23T11:50:00Z') * 10 + 1 }]);
  });

  it('may tell a response to none of the mapped questions', () => {
    const answers = [typeformAnswer('colour', 'text', 'red')];
    expect(readListed(item('token-1', { answers, form_id: 'formMerle' }))).toMatchObject([
      { kind: 'response', answers: { survey: 'formMerle', customer: { id: 'c-9' } } },
    ]);
  });
});

describe.runIf(hasSamples)('a public sample of Typeform', () => {
  it('typeform-1 of 2018 is read by the questions’ ids', () => {
    const question = { metric: 'csat', scale: { min: 1, max: 5 } } as const;
    const mapping: typeof example.mapping = {
      questions: [
        { id: 'WOTdC00F8A3h', as: 'rating', question },
        { id: 'NRsxU591jIW9', as: 'rating', question },
        { id: 'DlXFaesGBpoF', as: 'comment' },
        { id: 'SMEUb7VJz92Q', as: 'email' },
        { id: 'RUqkXSeXBXSd', as: 'contact-requested' },
        { id: 'PNe8ZKBK8C2Q', as: 'attribute', name: 'cities' },
        { id: 'k6TP9oLGgHjl', as: 'attribute', name: 'city' },
      ],
      hidden: { user_id: 'customer-id' },
    };
    expect(answersIn('typeform', mapping, sampleOf('typeform-1.json'))).toMatchObject({
      survey: 'lT4Z3j',
      rating: { score: 3, band: 'neutral' },
      scores: { NRsxU591jIW9: { score: 2, band: 'dissatisfied' } },
      comment: expect.stringContaining('cold'),
      contactRequested: false,
      submittedAt: Date.parse('2018-01-18T18:17:02Z'),
      customer: { id: 'abc123456', email: 'laura@example.com' },
      attributes: { cities: 'London, Sydney', city: 'London' },
    });
  });

  it('typeform-2 of 2020 is read by a ref', () => {
    const mapping: typeof example.mapping = {
      questions: [{ id: '9a489f17-8765-494b-933e-3624c645bd0c', as: 'comment' }],
    };
    expect(answersIn('typeform', mapping, sampleOf('typeform-2.json'))).toMatchObject({ comment: 'test1' });
  });

  it('typeform-3 of 2026 is read', () => {
    const mapping: typeof example.mapping = {
      questions: [
        { id: '26DjpQz5L2GH', as: 'comment' },
        { id: '1Smm8avGvfLS', as: 'email' },
        { id: 'f2fUqsdkU0JB', as: 'attribute', name: 'phone' },
      ],
    };
    expect(answersIn('typeform', mapping, sampleOf('typeform-3.json'))).toMatchObject({
      comment: 'TestOPP',
      customer: { email: 'redacted@example.com' },
      attributes: { phone: '+15555550100' },
    });
  });

  it('typeform-6 is read', () => {
    const mapping: typeof example.mapping = { questions: [{ id: '1abcDEFH6iJK', as: 'name' }] };
    expect(answersIn('typeform', mapping, sampleOf('typeform-6.json'))).toMatchObject({
      customer: { name: 'NAME NAME' },
    });
  });
});
