import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DeliveryWay } from '../../../functions/domain/delivery.ts';
import { source as sourceSchema } from '../../../functions/domain/source.ts';
import { sourceMistakes } from '../../../functions/providers/check-sources.ts';
import { type ApiQuestion, UnreadableBodyError } from '../../../functions/providers/provider.ts';
import { qualtrics } from '../../../functions/providers/qualtrics.ts';
import { qualtricsApi } from '../../../functions/providers/qualtrics-api.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceOfExample } from '../../fixtures/providers/example.ts';
import { example, form, message, proofOf, result, topic } from '../../fixtures/providers/qualtrics.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Json = Readonly<Record<string, unknown>>;
type Mapping = Parameters<typeof sourceOfExample>[0]['mapping'];

function read(body: Buffer, mapping: Mapping = example.mapping, way: DeliveryWay = 'fetched') {
  const source = sourceOfExample({ provider: 'qualtrics', mapping });
  return readingsOf({ source: 'the-source', receivedAt: noon, way, headers: {}, body }, source);
}
function answersOf(given: Json, mapping: Mapping = example.mapping) {
  const [reading] = read(jsonBody(given), mapping);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
}
const isAuthentic = (body: Buffer, secrets: readonly string[]) =>
  qualtrics.authentication.isAuthentic(
    { method: 'POST', url: 'https://api.example.com/hooks/the-source', headers: {}, body },
    secrets,
    noon,
  );
const csat = (max: number, choices?: Record<string, number>): Mapping => ({
  questions: [
    {
      id: 'QID3',
      as: 'rating',
      question: { metric: 'csat', scale: { min: 1, max } },
      ...(choices && { choices }),
    },
  ],
});

describe('a Qualtrics call', () => {
  // Published with a captured delivery; the key is that of the same page.
  const published = {
    HMAC: '5db5cd1e0200e9ce6831ea0f1924beb97f136939e367c53f5af8f7d79c6727af495cb90d6c744fe72ab45efd9f9f2ba7c15b13fdf6565af3d5a4f50ed2c0c7d4',
    MSG: '{"Status":"Complete","SurveyID":"SV_22VlHYNeldrrrkp","ResponseID":"R_1l9mcVuXubb4aGm","CompletedDate":"2019-06-26 13:28:11","BrandID":"sapdevelopment"}',
    Topic: 'sapdevelopment.surveyengine.completedResponse.SV_22VlHYNeldrrrkp',
  };

  it('is believed when it is the published one, however its spaces are written', () => {
    expect(isAuthentic(form(published), ['kyma4ever'])).toBe(true);
    expect(isAuthentic(Buffer.from(new URLSearchParams(published).toString()), ['kyma4ever'])).toBe(true);
    expect(isAuthentic(form(published), ['kyma5ever'])).toBe(false);
  });

  it('proves its message alone, so that no other field says which response it is', () => {
    const elsewhere = form({
      ...published,
      Topic: 'evil.surveyengine.completedResponse.SV_other',
      SurveyID: 'SV_other',
    });
    expect(isAuthentic(elsewhere, ['kyma4ever'])).toBe(true);
    expect(read(elsewhere, example.mapping, 'posted')).toMatchObject([
      { announced: { responseId: 'R_1l9mcVuXubb4aGm', survey: 'SV_22VlHYNeldrrrkp' } },
    ]);
  });

  it('is refused without its proof, and whatever else a stranger sends', () => {
    const MSG = message();
    for (const body of [
      form({ MSG, Topic: topic }),
      form({ MSG, HMAC: '' }),
      form({ HMAC: proofOf('', 'key') }),
      Buffer.from(''),
      Buffer.from([0xff, 0xfe, 0x00]),
      Buffer.from('MSG=%E0%A4%A&HMAC=%'),
      jsonBody({ MSG, HMAC: proofOf(MSG, 'key') }),
    ])
      expect(isAuthentic(body, ['key'])).toBe(false);
  });

  it('of a subscription without a key is never believed, but can be read', () => {
    const flat = form({
      Topic: topic,
      Status: 'Complete',
      SurveyID: 'SV_merle',
      ResponseID: 'R_1',
      CompletedDate: '2026-11-23 11:58:02',
    });
    expect(isAuthentic(flat, ['key'])).toBe(false);
    expect(read(flat, example.mapping, 'imported')).toMatchObject([
      {
        deliveryId: 'the-source#R_1-2026-11-23 11:58:02-Complete',
        announced: { responseId: 'R_1', survey: 'SV_merle' },
      },
    ]);
  });

  it('has the name of its response and of the moment of its completion', () => {
    const names = [message(), message({ CompletedDate: '2026-11-24 08:00:00' }), message({ Extra: 'x' })].map(
      (MSG) => read(form({ MSG }), example.mapping, 'posted').at(0)?.deliveryId,
    );
    expect(names).toEqual([
      'the-source#R_1-2026-11-23 11:58:02-Complete',
      'the-source#R_1-2026-11-24 08:00:00-Complete',
      'the-source#R_1-2026-11-23 11:58:02-Complete',
    ]);
  });
});

describe('a Qualtrics response', () => {
  it('is read with its wrapper, without it, and as it was fetched for a survey', () => {
    const given = result({ QID1: 9 });
    for (const body of [
      given,
      { result: given, meta: { httpStatus: '200 - OK' } },
      { surveyId: 'SV_x', response: given },
    ])
      expect(answersOf(body).rating).toMatchObject({ score: 9, band: 'promoter' });
    expect(answersOf({ surveyId: 'SV_x', response: { result: given } }).survey).toBe('SV_x');
    expect(answersOf(given).survey).toBeUndefined();
  });

  it('knows the recipient of a survey that was sent to a contact', () => {
    const known = {
      recipientEmail: 'ana@example.com',
      recipientFirstName: 'Ana',
      recipientLastName: 'Ruiz',
      externalDataReference: 'c-9',
      QID1: 3,
    };
    expect(answersOf(result(known)).customer).toEqual({
      id: 'c-9',
      email: 'ana@example.com',
      name: 'Ana Ruiz',
    });
    const unknown = { recipientEmail: '', recipientFirstName: null, recipientLastName: '', QID1: 3 };
    expect(answersOf(result(unknown)).customer).toBeUndefined();
  });

  it('is not asked on another scale than its values show', () => {
    const given = result({ QID3: 2 }, { displayedValues: { QID3: [3, 1, 2, 5, 4] } });
    expect(answersOf(given, csat(5)).rating).toMatchObject({ score: 2, scale: { min: 1, max: 5 } });
    expect(() => answersOf(given, csat(7))).toThrow(
      'the body asks csat on 1–5, the configuration csat on 1–7',
    );
  });

  it.each([
    ['codes with gaps', [1, 2, 3, 4, 5, 99]],
    ['a hidden choice', [1, 2, 4, 5]],
    ['words', ['good', 'bad']],
    ['one value', [2]],
    ['what is no value', [1, { toString: 1 }, [[]], true]],
    ['nothing', null],
  ])('shows no scale by %s', (_, QID3) => {
    expect(answersOf(result({ QID3: 2 }, { displayedValues: { QID3 } }), csat(7)).rating).toMatchObject({
      scale: { min: 1, max: 7 },
    });
  });

  it('may have a choice’s worth configured by its code or its words', () => {
    const given = result({ QID3: 31 }, { labels: { QID3: 'Very satisfied' }, displayedValues: null });
    expect(answersOf(given, csat(5, { '31': 5 })).rating).toMatchObject({ score: 5 });
    expect(answersOf(given, csat(5, { 'very satisfied': 5 })).rating).toMatchObject({ score: 5 });
    expect(() => answersOf(given, csat(5))).toThrow('values.QID3: expected a score');
  });

  it('never takes the group of an NPS answer for the answer', () => {
    const given = result({ QID1_NPS_GROUP: 3, QID2_TEXT: 'Bof' });
    expect(answersOf(given).rating).toBeUndefined();
    const mapping: Mapping = { questions: [{ id: 'QID1_NPS_GROUP', as: 'attribute', name: 'group' }] };
    expect(() => answersOf(given, mapping)).toThrow('expected one of the configured questions');
  });

  it('names a text by its question, unless a choice has that name', () => {
    const mapping: Mapping = {
      questions: [
        { id: 'QID2', as: 'comment' },
        { id: 'QID5', as: 'attribute', name: 'code' },
        { id: 'QID5_TEXT', as: 'attribute', name: 'other' },
        { id: '1_QID6_3', as: 'attribute', name: 'row' },
        { id: 'x2_QID8', as: 'attribute', name: 'loop' },
        { id: 'QID7_LABEL', as: 'attribute', name: 'several' },
      ],
    };
    const given = result(
      { QID2_TEXT: 'Bof', QID5: 4, QID5_TEXT: 'Metz', '1_QID6_3': 2, x2_QID8: 'Nice', QID7: [1, 3] },
      { labels: { QID7: ['red', 'blue'] } },
    );
    expect(answersOf(given, mapping)).toMatchObject({
      comment: 'Bof',
      attributes: { code: '4', other: 'Metz', row: '2', loop: 'Nice', several: 'red, blue' },
    });
  });

  it.each([
    [0, 1],
    [false, 1],
    ['False', 1],
    [1, 2],
    [true, 2],
    [null, 2],
  ])('with finished %s has rank %i', (finished, rank) => {
    expect(read(jsonBody(result({ QID1: 2, finished })))).toMatchObject([
      { kind: 'response', order: Date.parse('2026-11-23T11:58:01.581Z') * 10 + rank },
    ]);
  });

  it('that is unfinished may have no mapped answer yet', () => {
    expect(answersOf(result({ QID9: 2, finished: 0 })).rating).toBeUndefined();
  });

  it.each([
    [0, 'response'],
    [4, 'response'],
    [8, 'response'],
    [16, 'response'],
    [32, 'response'],
    [1, 'preview'],
    ['1', 'preview'],
    [9, 'preview'],
    [17, 'preview'],
    [2, 'test'],
    ['Survey Preview', 'preview'],
    ['Survey Test', 'test'],
    ['IP Address', 'response'],
    [null, 'response'],
  ])('of status %s is a %s', (status, what) => {
    const [reading] = read(jsonBody(result({ QID1: 2, status })));
    expect(reading?.kind === 'nothing' ? reading.reason : reading?.kind).toBe(what);
  });

  it('may be imported as the API gives it, and so may a call', () => {
    expect(read(jsonBody(result({ QID1: 2 })), example.mapping, 'imported')).toMatchObject([
      { kind: 'response' },
    ]);
    expect(read(form({ MSG: message() }), example.mapping, 'imported')).toMatchObject([
      { kind: 'announcement' },
    ]);
  });

  it('of another shape is refused', () => {
    expect(() => read(jsonBody([1]))).toThrow(UnreadableBodyError);
    expect(() => read(jsonBody(result({ recordedDate: '23/11/2026' })))).toThrow(
      'values.recordedDate: expected a time',
    );
  });
});

describe('Qualtrics’ API', () => {
  const source = sourceOfExample(example);
  const path = '/API/v3/surveys/SV_merle';

  afterEach(() => {
    vi.useRealTimers();
  });

  /** Answers in turn, and keeps what it was asked. */
  function asking(...answers: readonly unknown[]) {
    const asked: ApiQuestion[] = [];
    const ask = async (question: ApiQuestion) => answers[asked.push(question) - 1] ?? answers.at(-1);
    return { ask, asked };
  }

  it('lives in the account’s data centre, which only the configuration knows', () => {
    expect(qualtricsApi.host(source)).toBe('fra1.qualtrics.com');
    const homeless = sourceSchema.parse({ ...source, api: {} });
    expect(() => qualtricsApi.host(homeless)).toThrow('such as fra1.qualtrics.com');
    expect(sourceMistakes(homeless)).toContainEqual(expect.stringContaining('fra1.qualtrics.com'));
    expect(qualtricsApi.authorize('t-1')).toEqual({ 'x-api-token': 't-1' });
  });

  it('gives an announced response', async () => {
    const { ask, asked } = asking({ result: result({ QID1: 2 }), meta: {} });
    const document = await qualtricsApi.fetchOne?.(ask, { responseId: 'R_1/..', survey: 'SV_merle' }, source);
    expect(asked).toEqual([{ path: `${path}/responses/R_1%2F..` }]);
    expect(read(jsonBody(document))).toMatchObject([
      {
        deliveryId: 'the-source#fetched-R_1-1795435081581-2',
        answers: { survey: 'SV_merle', rating: { score: 2 } },
      },
    ]);
  });

  it('lists what was recorded since, by an export that it waits for', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 500 });
    const { ask, asked } = asking(
      { result: { progressId: 'ES_1', percentComplete: 0, status: 'inProgress' } },
      { result: { fileId: null, percentComplete: 30, status: 'inProgress' } },
      { result: { fileId: 'f-1', percentComplete: 100, status: 'complete' } },
      { responses: [result({ QID1: 2 }), { ...result({ QID1: 8 }), responseId: 'R_2' }] },
    );
    const found: unknown[] = [];
    for await (const { documents } of qualtricsApi.listSince?.(ask, noon, source) ?? [])
      found.push(...documents.flatMap((document) => read(jsonBody(document))));
    expect(found).toMatchObject([
      { responseId: 'R_1' },
      { responseId: 'R_2', answers: { rating: { score: 8 } } },
    ]);
    expect(asked).toEqual([
      {
        method: 'POST',
        path: `${path}/export-responses`,
        body: { format: 'json', compress: false, startDate: '2026-11-23T12:00:00Z' },
      },
      { path: `${path}/export-responses/ES_1` },
      { path: `${path}/export-responses/ES_1` },
      { path: `${path}/export-responses/f-1/file` },
    ]);
  });

  it.each([
    ['fails', { result: { status: 'failed' } }, 500],
    ['takes too long', { result: { status: 'inProgress' } }, 503],
  ])('is as good as down when an export %s', async (_, progress, status) => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { ask } = asking({ result: { progressId: 'ES_1' } }, progress);
    const listed = (async () => {
      for await (const page of qualtricsApi.listSince?.(ask, noon, source) ?? [])
        expect(page).toBeUndefined();
    })();
    const outcome = expect(listed).rejects.toMatchObject({ name: 'ApiError', status });
    await vi.advanceTimersByTimeAsync(60_000);
    await outcome;
  });

  it('lists nothing where nothing was recorded', async () => {
    const { ask } = asking(
      { result: { progressId: 'ES_1' } },
      { result: { status: 'complete', fileId: 'f-1' } },
      { responses: [] },
    );
    for await (const page of qualtricsApi.listSince?.(ask, noon, source) ?? []) expect(page).toBeUndefined();
  });
});

const samples = '../shared/payloads';
describe.runIf(existsSync(`${samples}/qualtrics-1.form.txt`))('a Qualtrics sample', () => {
  it('qualtrics-1 is an authentic announcement', () => {
    const body = readFileSync(`${samples}/qualtrics-1.form.txt`);
    expect(isAuthentic(body, ['kyma4ever'])).toBe(true);
    expect(read(body, example.mapping, 'posted')).toMatchObject([
      { kind: 'announcement', announced: { responseId: 'R_1l9mcVuXubb4aGm', survey: 'SV_22VlHYNeldrrrkp' } },
    ]);
  });

  it('qualtrics-4 is an unfinished response of a passive customer', () => {
    const mapping: Mapping = {
      questions: [
        { id: 'QID1', as: 'rating', question: { metric: 'nps', scale: { min: 0, max: 10 } } },
        { id: 'QID3', as: 'rating', question: { metric: 'csat', scale: { min: 1, max: 5 } } },
        { id: 'QID14_TEXT', as: 'email' },
        { id: 'QID15_TEXT', as: 'comment' },
        { id: 'QID19_LABEL', as: 'attribute', name: 'kind' },
      ],
      hidden: { outlet: 'attribute' },
    };
    expect(read(readFileSync(`${samples}/qualtrics-4-get-response.json`), mapping)).toMatchObject([
      {
        kind: 'response',
        responseId: 'R_2eUs33vUUZNFhXe',
        order: Date.parse('2023-01-01T11:21:57.581Z') * 10 + 1,
        answers: {
          rating: { metric: 'nps', score: 7, band: 'passive' },
          scores: { QID3: { metric: 'csat', score: 2 } },
          comment: 'REDACTED',
          language: 'en',
          customer: { email: 'redacted@example.com' },
          attributes: { kind: 'TOURIST', outlet: 'Divan' },
        },
      },
    ]);
  });
});
