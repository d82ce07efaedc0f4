import { describe, expect, it } from 'vitest';
import { providerNamed } from '../../../functions/providers/providers.ts';
import { hmac } from '../../../functions/providers/signatures.ts';
import type { ProviderExample } from '../../fixtures/providers/example.ts';
import { answersIn, hasSamples, readCall, sampleOf } from '../../fixtures/providers/reader.ts';
import {
  answeredBody,
  completedBody,
  example,
  npsChoice,
  recommend,
  shop,
  why,
} from '../../fixtures/providers/survicate.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Mapping = ProviderExample['mapping'];
const read = (body: Buffer, mapping: Mapping = example.mapping) => readCall('survicate', mapping, body);
const answersOf = (body: Buffer, mapping: Mapping = example.mapping) => answersIn('survicate', mapping, body);

describe('a Survicate call', () => {
  const body = answeredBody({ ...why, text: 'Bof' });
  const believed = (headers: Record<string, string>) =>
    providerNamed('survicate').authentication.isAuthentic(
      { method: 'POST', url: '', headers, body },
      [example.secret],
      0,
    );
  const digest = (encoding: 'hex' | 'base64') =>
    hmac('sha256', encoding, Buffer.from(example.secret), body) ?? '';

  it('is believed by its signature in either spelling', () => {
    expect(believed({ hmac: digest('hex') })).toBe(true);
    expect(believed({ hmac: digest('base64') })).toBe(true);
  });

  it('is not believed by the fixed token, even if that were the secret', () => {
    expect(believed({ token: example.secret })).toBe(false);
    expect(believed({ token: example.secret, hmac: example.secret })).toBe(false);
  });
});

describe('a Survicate answer', () => {
  it('to NPS is its score, whatever the label beside it says', () => {
    const body = answeredBody({ ...recommend, ...npsChoice(9, 'detractor') });
    expect(answersOf(body).rating).toMatchObject({ metric: 'nps', score: 9, band: 'promoter' });
    expect(answersOf(answeredBody({ ...recommend, ...npsChoice(0, 'Detractor') })).rating).toMatchObject({
      score: 0,
    });
  });

  it('to NPS is known by the question’s type where the label is another', () => {
    const body = answeredBody({ ...recommend, ...npsChoice(3, 'kritik'), type: 'nps' });
    expect(answersOf(body).rating).toMatchObject({ score: 3, band: 'detractor' });
  });

  it('to another question has an option’s id, never a score', () => {
    const worded = answeredBody({ question: { id: 104 }, choice: { id: 3, body: 'Bad' } });
    expect(answersOf(worded).rating).toBeUndefined();
    expect(answersOf(worded).scores).toMatchObject({ '104': { score: 1, band: 'dissatisfied' } });
    const byId = answeredBody({ question: { id: 104 }, choice: { id: 8002, body: 'renamed since' } });
    expect(answersOf(byId).scores).toMatchObject({ '104': { score: 2, band: 'neutral' } });
    const stars = answeredBody({ question: { id: 104 }, choice: { id: 8003, body: '3' } });
    expect(answersOf(stars).scores).toMatchObject({ '104': { score: 3 } });
  });

  it('may be an option that is called as NPS calls customers', () => {
    const body = answeredBody({ ...shop, choice: { id: 7003, body: 'Passive', comment: null } });
    expect(answersOf(body).attributes).toMatchObject({ shop: 'Passive' });
  });

  it('may have a comment of its own, that is the comment unless a question is mapped as such', () => {
    const body = answeredBody({ ...recommend, ...npsChoice(2, 'detractor', 'Trop cher') });
    expect(answersOf(body).comment).toBe('Trop cher');
    const both = completedBody([
      { ...recommend, ...npsChoice(2, 'detractor', 'Trop cher') },
      { ...why, text: 'Bof' },
    ]);
    expect(answersOf(both).comment).toBe('Bof');
    const questions = [{ id: '101.comment', as: 'attribute' as const, name: 'aside' }];
    expect(answersOf(both, { questions }).attributes).toEqual({ aside: 'Trop cher' });
  });

  it('may be several choices, a date, a matrix or a ranking', () => {
    const questions = [1, 2, 3, 4].map((id) => ({ id: `${id}`, as: 'attribute' as const, name: `a${id}` }));
    const body = completedBody([
      {
        question: { id: 1 },
        choices: [
          { id: 11, body: 'Lyon' },
          { body: 'Nice', comment: 'le port' },
        ],
      },
      { question: { id: 2 }, date: '2026-11-23' },
      { question: { id: 3 }, matrix: [{ body: 'Price', value: 'fair' }] },
      {
        question: { id: 4 },
        ranking: [
          { body: 'Price', value: 1 },
          { body: 'Taste', value: 2 },
        ],
      },
    ]);
    expect(answersOf(body, { questions })).toMatchObject({
      comment: 'le port',
      attributes: { a1: 'Lyon, Nice', a2: '2026-11-23', a3: 'Price: fair', a4: 'Price: 1, Taste: 2' },
    });
  });

  it('to a contact form names the customer better than what was known before', () => {
    const fields = {
      firstName: 'Anaïs',
      lastName: 'Roux',
      email: 'ar@example.com',
      phone: '+33',
      comment: 'Bof',
    };
    const body = answeredBody({ question: { id: 105 }, fields });
    const questions = [{ id: '105.phone', as: 'attribute' as const, name: 'phone' }];
    expect(answersOf(body, { questions })).toMatchObject({
      comment: 'Bof',
      customer: { id: '5301', email: 'ar@example.com', name: 'Anaïs Roux' },
      attributes: { phone: '+33' },
    });
  });

  it('to a question that is not mapped is no mistake while the survey goes on', () => {
    expect(read(answeredBody({ question: { id: 999 }, text: 'red' }))).toMatchObject([{ kind: 'response' }]);
  });

  it('is older than the whole survey of the same moment', () => {
    const at = Date.parse('2026-11-23T11:57:00Z');
    expect(read(answeredBody({ ...why, text: 'Bof' }))).toMatchObject([
      { deliveryId: expect.stringMatching(/^the-source#m-1-/), order: at * 10 + 1 },
    ]);
    expect(read(completedBody([{ ...why, text: 'Bof' }]))).toMatchObject([{ order: at * 10 + 2 }]);
  });

  it('keeps its delivery’s name however often it was tried', () => {
    const again = Buffer.from(String(answeredBody({ ...why, text: 'Bof' })).replace('Tries":0', 'Tries":3'));
    expect(read(again)).toEqual(read(answeredBody({ ...why, text: 'Bof' })));
  });

  it('is a delivery of its own even if all of them are called alike', () => {
    const names = [answeredBody({ ...why, text: 'Bof' }), completedBody([{ ...why, text: 'Bof' }])]
      .concat(answeredBody({ ...why, text: 'Bien' }))
      .map((body) => String(body).replace(/"messageId":"[^"]*"/, '"messageId":"m-1"'))
      .flatMap((text) => read(Buffer.from(text)).map(({ deliveryId }) => deliveryId));
    expect(new Set(names)).toHaveProperty('size', 3);
  });
});

describe('a Survicate response', () => {
  it.each([
    ['lists questions that hold their answers', { questions: [{ ...why, text: 'Bof' }] }],
    ['lists answers', { answers: [{ ...why, answer: { text: 'Bof' } }] }],
    ['lists questions without a level between', { questions: [{ id: 103, body: 'Why?', text: 'Bof' }] }],
    ['calls its list otherwise', { tags: ['a'], responses: [{ ...why, answer: { text: 'Bof' } }] }],
  ])('that %s is read', (_, event) => {
    expect(answersOf(completedBody([], { questions: undefined, ...event })).comment).toBe('Bof');
  });

  it('may be called surveyAnswered', () => {
    const body = Buffer.from(
      String(completedBody([{ ...why, text: 'Bof' }])).replace('surveyCompleted', 'surveyAnswered'),
    );
    expect(answersOf(body).comment).toBe('Bof');
  });

  it('keeps attributes of the person, of which there may be an empty list', () => {
    const respondent = { id: 5301, attributes: [] };
    expect(answersOf(answeredBody({ ...why, text: 'Bof' }, { respondent }))).toMatchObject({
      customer: { id: '5301' },
    });
    const nobody = answeredBody({ ...why, text: 'Bof', choice: [] }, { respondent: [], survey: '' });
    expect(answersOf(nobody)).not.toHaveProperty('customer');
    const attributes = { user_id: 42, name: 'Ana', email: 'ana@example.com', plan: 'gold' };
    const known = answeredBody({ ...why, text: 'Bof' }, { respondent: { id: 5301, attributes } });
    expect(answersOf(known)).toMatchObject({
      customer: { id: '42', name: 'Ana', email: 'ana@example.com' },
      attributes: { plan: 'gold' },
    });
  });

  it('of an older edition is all that one person says to one survey', () => {
    const old = (respondent: object) =>
      answeredBody({ ...why, text: 'Bof' }, { responseUuid: undefined, respondent });
    expect(read(old({ id: '5301', attributes: [] }))).toMatchObject([{ responseId: 'aa11bb22-5301' }]);
    expect(() => read(old({}))).toThrow('event.questionAnswered.responseUuid: expected an id');
  });
});

describe.runIf(hasSamples)('Survicate’s own example', () => {
  it('survicate-1.json is one satisfied answer', () => {
    const question = { metric: 'csat', scale: { min: 1, max: 3 } } as const;
    const questions = [
      { id: '12123', as: 'rating' as const, question, choices: { Great: 3, Okay: 2, Bad: 1 } },
    ];
    const at = Date.parse('2019-05-10T06:46:02Z');
    expect(read(sampleOf('survicate-1.json'), { questions })).toEqual([
      {
        kind: 'response',
        deliveryId: expect.stringMatching(/^the-source#c0101a21572ca643fd9f9ad40a5a4650-/),
        responseId: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
        order: at * 10 + 1,
        answers: {
          survey: 'Satisfaction',
          rating: { ...question, score: 3, direction: 'higher-is-better', band: 'satisfied' },
          submittedAt: at,
          customer: { id: '534759' },
        },
      },
    ]);
  });
});
