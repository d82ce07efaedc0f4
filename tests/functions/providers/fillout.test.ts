import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { example, formBody, question, submission } from '../../fixtures/providers/fillout.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const read = (body: Buffer, mapping: typeof example.mapping = example.mapping) => {
  const source = sourceOfExample({ provider: 'fillout', mapping });
  return readingsOf({ source: sourceName, receivedAt: noon, headers: {}, body }, source);
};

describe('a submission of Fillout', () => {
  it('may come alone, without its form', () => {
    const [reading] = read(jsonBody(submission([question('q-score', 'StarRating', '4')])));
    expect(reading).toMatchObject({ responseId: 'submission-1', answers: { rating: { score: 4 } } });
    expect(reading).not.toMatchObject({ answers: { survey: expect.anything() } });
    expect(() => read(jsonBody(submission([question('q-score', 'StarRating', 6)])))).toThrow(
      'questions.0.value: expected a score',
    );
  });

  it('joins answers to questions by id, whatever was skipped and in whatever order', () => {
    const body = formBody([
      question('q-why', 'LongAnswer', ''),
      question('q-shop', 'Checkboxes', ['Lyon', 'Nice', null]),
      question('q-score', 'Slider', 5),
    ]);
    expect(read(body)).toMatchObject([
      { answers: { rating: { score: 5 }, attributes: { shop: 'Lyon, Nice' } } },
    ]);
  });

  it('may name its questions by numbers, and those without an id by their words', () => {
    const questions = [
      { id: '7', as: 'rating', question: { metric: 'csat', scale: { min: 1, max: 5 } } },
      { id: 'Why?', as: 'comment' },
    ] as const;
    const given = [
      { id: 7, name: 'Score', type: 'StarRating', value: '2' },
      { name: 'Why?', type: 'LongAnswer', value: 'Bof' },
      { type: 'ShortAnswer', value: 'x' },
    ];
    expect(read(formBody(given), { questions: [...questions] })).toMatchObject([
      { answers: { rating: { score: 2 }, comment: 'Bof' } },
    ]);
  });

  it('leaves out what is no answer to a question', () => {
    const body = formBody([
      question('q-score', 'OpinionScale', 1),
      question('q-why', 'Address', { city: 'Lyon' }),
      question('q-shop', 'FileUpload', [{ url: 'https://example.com/a', filename: 'a' }]),
    ]);
    const [reading] = read(body);
    expect(reading).not.toMatchObject({ answers: { comment: expect.anything() } });
    expect(reading).toMatchObject({ answers: { rating: { score: 1 }, attributes: { Basket: '42' } } });
  });

  it('is newer when it was changed', () => {
    const lastUpdatedAt = '2026-11-23T11:59:00.000Z';
    expect(read(formBody([question('q-score', 'OpinionScale', 1)], { lastUpdatedAt }))).toMatchObject([
      {
        order: Date.parse(lastUpdatedAt) * 10,
        answers: { submittedAt: Date.parse('2026-11-23T11:58:00Z') },
      },
    ]);
  });

  it('may lack times, calculations and parameters, and have more than is known', () => {
    const bare = {
      submissionTime: undefined,
      lastUpdatedAt: null,
      calculations: undefined,
      urlParameters: {},
      login: [],
      scheduling: [],
      payments: [],
    };
    const silent = { id: 'q-why', name: 'Why?', type: 'LongAnswer' };
    expect(read(formBody([question('q-score', 'OpinionScale', 1), silent], bare))).toMatchObject([
      { order: noon * 10, answers: { rating: { score: 1 } } },
    ]);
  });

  it('is somebody’s who logged in, unless they gave another address', () => {
    const login = { email: 'bob@example.com' };
    const answers = [question('q-score', 'OpinionScale', 1)];
    const email = question('q-email', 'EmailInput', 'ana@example.com');
    expect(read(formBody(answers, { login }))).toMatchObject([{ answers: { customer: login } }]);
    expect(read(formBody([...answers, email], { login }))).toMatchObject([
      { answers: { customer: { email: 'ana@example.com' } } },
    ]);
  });
});

const sample = '../shared/payloads/fillout-1.json';

describe.runIf(existsSync(sample))('the sample of Fillout', () => {
  it('is a name', () => {
    const mapping = {
      questions: [
        { id: '5AtgG35AAZVcrSVfRubvp1', as: 'name' as const },
        { id: 'none', as: 'comment' as const },
      ],
    };
    expect(read(readFileSync(sample), mapping)).toMatchObject([
      {
        kind: 'response',
        responseId: 'abc123',
        answers: {
          survey: 'vs1PXaHmRfus',
          submittedAt: Date.parse('2026-08-31T10:00:00Z'),
          customer: { name: 'John Doe' },
        },
      },
    ]);
  });
});
