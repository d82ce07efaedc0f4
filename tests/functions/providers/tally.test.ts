import { describe, expect, it } from 'vitest';
import { tallyApi } from '../../../functions/providers/tally-api.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { fakeAsk, pagesIn } from '../../fixtures/providers/fake-ask.ts';
import { answersIn, hasSamples, readCall, sampleOf } from '../../fixtures/providers/reader.ts';
import {
  customerField,
  example,
  shops,
  submission,
  tallyBody,
  tallyField,
} from '../../fixtures/providers/tally.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Mapping = typeof example.mapping;

const lyon = shops[0]?.id ?? '';
const answersOf = (fields: Parameters<typeof tallyBody>[0], mapping: Mapping = example.mapping) =>
  answersIn('tally', mapping, tallyBody(fields));
const why = tallyField('whyAA', 'TEXTAREA', 'Bof');

describe('a Tally submission', () => {
  it.each(['INPUT_NUMBER', 'RATING', 'LINEAR_SCALE'])('has a score of the type %s as a number', (type) => {
    expect(answersOf([tallyField('npsAA', type, 9)]).rating).toMatchObject({ score: 9 });
  });

  it('has a zero as a score', () => {
    expect(answersOf([tallyField('npsAA', 'LINEAR_SCALE', 0)]).rating).toMatchObject({ score: 0 });
  });

  it('has a choice as its words, whether it is one id as in 2021 or a list', () => {
    for (const value of [lyon, [lyon]])
      for (const type of ['MULTIPLE_CHOICE', 'DROPDOWN', 'CHECKBOXES', 'MULTI_SELECT'])
        expect(answersOf([tallyField('shopA', type, value, { options: shops })]).attributes).toEqual({
          shop: 'Lyon',
        });
  });

  it('has a choice of one’s own as its words', () => {
    const own = tallyField('shopA', 'MULTIPLE_CHOICE', [lyon, 'Metz'], { options: shops });
    expect(answersOf([own]).attributes).toEqual({ shop: 'Lyon, Metz' });
  });

  it.each([[{ [lyon]: 1 }], [{ Lyon: 1 }]])('has choices that are worth something: %o', (choices) => {
    const mapping: Mapping = {
      questions: [
        { id: 'shopA', as: 'rating', question: { metric: 'csat', scale: { min: 1, max: 5 } }, choices },
      ],
    };
    const given = tallyField('shopA', 'MULTIPLE_CHOICE', [lyon], { options: shops });
    expect(answersOf([given], mapping).rating).toMatchObject({ score: 1, band: 'dissatisfied' });
  });

  it('has each box of its checkboxes as a question of its own', () => {
    const mapping: Mapping = { questions: [{ id: `wishA_${lyon}`, as: 'contact-requested' }] };
    const boxes = [
      tallyField('wishA', 'CHECKBOXES', [lyon], { options: shops }),
      tallyField(`wishA_${lyon}`, 'CHECKBOXES', true),
    ];
    expect(answersOf(boxes, mapping).contactRequested).toBe(true);
  });

  it('has hidden and calculated fields by their name, and as questions by their key', () => {
    const mapping: Mapping = {
      questions: [
        {
          id: 'question_calcA_points',
          as: 'rating',
          question: { metric: 'csat', scale: { min: 0, max: 20 } },
        },
      ],
      hidden: { utm_campaign: 'attribute', Score: 'attribute' },
    };
    const fields = [
      tallyField(`hidAA_${customerField}`, 'HIDDEN_FIELDS', 'spring', { label: 'utm_campaign' }),
      tallyField('calcA_points', 'CALCULATED_FIELDS', 4, { label: 'Score' }),
      tallyField('mailA', 'INPUT_EMAIL', 'ana@example.com', { label: 'Score' }),
    ];
    expect(answersOf(fields, mapping)).toMatchObject({
      rating: { score: 4 },
      attributes: { utm_campaign: 'spring', Score: '4' },
    });
  });

  it('has each row of a matrix as a question of its own', () => {
    const matrix = tallyField(
      'viewA',
      'MATRIX',
      { 'row-1': ['col-1'], 'row-2': ['col-2'], 'row-3': [] },
      {
        rows: [
          { id: 'row-1', text: 'Speed' },
          { id: 'row-2', text: 'Price' },
          { id: 'row-3', text: 'Taste' },
        ],
        columns: [
          { id: 'col-1', text: 'Unhappy' },
          { id: 'col-2', text: 'Happy' },
        ],
      },
    );
    const question = { metric: 'csat', scale: { min: 1, max: 2 } } as const;
    const mapping: Mapping = {
      questions: [
        { id: 'viewA_row-1', as: 'rating', question, choices: { Unhappy: 1, Happy: 2 } },
        { id: 'question_viewA_row-2', as: 'rating', question, choices: { 'col-1': 1, 'col-2': 2 } },
        { id: 'viewA_row-2', as: 'attribute', name: 'price' },
        { id: 'viewA_row-3', as: 'attribute', name: 'taste' },
      ],
    };
    expect(answersOf([matrix], mapping)).toMatchObject({
      rating: { score: 1, band: 'dissatisfied' },
      scores: { 'question_viewA_row-2': { score: 2 } },
      attributes: { price: 'Happy' },
    });
    const unanswered = { ...matrix, value: null };
    expect(answersOf([unanswered], mapping).rating).toBeUndefined();
  });

  it('has neither rankings nor files nor payments', () => {
    const odd = ['MATRIX', 'RANKING', 'PAYMENT', 'SIGNATURE', 'FILE_UPLOAD'].map((type) =>
      tallyField('shopA', type, ['x'], { options: shops }),
    );
    expect(answersOf([...odd, why]).attributes).toBeUndefined();
  });

  it('loses no answer by a field that is odd', () => {
    const odd = [
      { key: undefined, label: 'x', value: 'x' },
      { key: null, label: 'x', type: 'MATRIX', value: { row: ['x'] }, rows: 'none', columns: null },
      tallyField('a', 'MATRIX', { row: { x: 1 } }, { columns: [{ id: 1 }] }),
      tallyField('b', 'MULTIPLE_CHOICE', ['x'], { options: { id: 'x' } }),
    ];
    expect(answersOf([...odd, why])).toMatchObject({ comment: 'Bof' });
  });

  it('whose mapped questions are all unanswered is no other form’s', () => {
    expect(answersOf([tallyField('whyAA', 'TEXTAREA', null), tallyField('x', 'INPUT_TEXT', 'y')])).toEqual({
      survey: 'formMe',
      submittedAt: Date.parse('2026-11-23T11:58:00Z'),
    });
  });

  it('of before submissions had ids is known by that of its response', () => {
    const body = tallyBody([why], { responseId: 'a-response-of-2021', submissionId: undefined });
    expect(readCall('tally', example.mapping, body)).toMatchObject([{ responseId: 'a-response-of-2021' }]);
  });
});

describe('Tally’s API', () => {
  const source = sourceOfExample({
    provider: 'tally',
    mapping: { ...example.mapping, api: { form: 'formMe' } },
  });
  const read = (document: unknown) =>
    readingsOf(
      { source: sourceName, receivedAt: noon, headers: {}, body: jsonBody(document), way: 'reconciled' },
      source,
    );

  it('is asked with the key as a bearer, for a form that must be configured', () => {
    expect(tallyApi.host(source)).toBe('api.tally.so');
    expect(tallyApi.authorize('tly-key')).toEqual({ authorization: 'Bearer tly-key' });
    expect(() => tallyApi.host(sourceOfExample({ provider: 'tally', mapping: { api: {} } }))).toThrow(
      'tally needs "api.form"',
    );
  });

  it('gives one submission, without the link that opens it', async () => {
    const { ask } = fakeAsk({ '/forms/formMe/submissions/subAna': submission });
    const document = await tallyApi.fetchOne?.(ask, { responseId: 'subAna' }, source);
    expect(JSON.stringify(document)).not.toContain('opens-the-submission');
    expect(read(document)).toMatchObject([{ responseId: 'subAna', answers: example.says }]);
  });

  it('lists completed submissions, a page after the other', async () => {
    const query = (page: number) =>
      `/forms/formMe/submissions?filter=completed&startDate=2026-11-23T12:00:00.000Z&page=${page}&limit=100`;
    const page = (hasMore: boolean, ...ids: readonly string[]) => ({
      page: 1,
      limit: 100,
      hasMore,
      questions: submission.questions,
      submissions: ids.map((id) => ({ ...submission.submission, id })),
    });
    const { ask, asked } = fakeAsk({
      [query(1)]: page(true, 'one', 'two'),
      [query(2)]: page(false, 'three'),
    });
    const pages = await pagesIn(tallyApi.listSince?.(ask, noon, source));
    expect(pages.flat().flatMap((document) => read(document))).toMatchObject([
      { responseId: 'one', answers: example.says },
      { responseId: 'two' },
      { responseId: 'three' },
    ]);
    expect(asked).toHaveLength(2);
  });

  it('lists nothing where nothing is new', async () => {
    const { ask } = fakeAsk({
      '/forms/formMe/submissions?filter=completed&startDate=2026-11-23T12:00:00.000Z&page=1&limit=100': {
        hasMore: false,
        questions: [],
        submissions: [],
      },
    });
    expect(await pagesIn(tallyApi.listSince?.(ask, noon, source))).toEqual([]);
  });

  it.each([
    ['by name', { customer_id: 'c-9' }],
    ['by id', { [customerField]: 'c-9' }],
    ['alone', 'c-9'],
  ])('may tell a hidden field %s', (_, answer) => {
    const responses = [
      { questionId: 'hidAA', answer },
      { questionId: 'npsAA', answer: 9 },
    ];
    const document = { ...submission, submission: { ...submission.submission, responses } };
    expect(read(document)).toMatchObject([{ answers: { customer: { id: 'c-9' }, rating: { score: 9 } } }]);
  });
});

describe.runIf(hasSamples)('a public sample of Tally', () => {
  it('tally-1 is read', () => {
    const mapping: Mapping = { questions: [{ id: 'rjkPRl', as: 'comment' }] };
    expect(answersIn('tally', mapping, sampleOf('tally-1.json'))).toEqual({
      survey: 'nP9995',
      comment: 'Test 1540 1',
      submittedAt: Date.parse('2023-10-02T18:07:01Z'),
    });
  });

  it('tally-2 of 2021 is read', () => {
    const mapping: Mapping = {
      questions: [
        { id: 'wLD0NJ', as: 'rating', question: { metric: 'csat', scale: { min: 0, max: 10 } } },
        { id: 'question_wkbYPJ', as: 'attribute', name: 'gender' },
      ],
      hidden: { wenetId: 'customer-id' },
    };
    expect(answersIn('tally', mapping, sampleOf('tally-2.json'))).toMatchObject({
      rating: { score: 4 },
      customer: { id: '1' },
      attributes: { gender: '1: Male' },
    });
  });

  it('tally-4 of 2026 is read', () => {
    const mapping: Mapping = {
      questions: [
        { id: 'VY7Qaj', as: 'email' },
        { id: 'RYQpAd', as: 'comment' },
        { id: 'DDoQjq', as: 'attribute', name: 'size' },
      ],
    };
    expect(answersIn('tally', mapping, sampleOf('tally-4.json'))).toMatchObject({
      customer: { email: 'redacted@example.com' },
      comment: expect.stringContaining('clarté'),
      attributes: { size: 'Moins de 10' },
    });
  });
});
