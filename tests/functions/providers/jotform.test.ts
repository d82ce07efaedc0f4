import { describe, expect, it } from 'vitest';
import type { DeliveryWay } from '../../../functions/domain/delivery.ts';
import { jotformApi } from '../../../functions/providers/jotform-api.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { fakeAsk, pagesIn } from '../../fixtures/providers/fake-ask.ts';
import { example, jotformCall, jotformParts, submission } from '../../fixtures/providers/jotform.ts';
import { answersIn, hasSamples, readCall, sampleOf } from '../../fixtures/providers/reader.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Json = Readonly<Record<string, unknown>>;
type Mapping = typeof example.mapping;

const answersOf = (raw: Json, mapping: Mapping = example.mapping) =>
  answersIn('jotform', mapping, jotformCall(raw));
const wordsOf = (value: unknown) =>
  answersOf(
    { q5_it: value, q7_feedback: 'x' },
    {
      questions: [
        { id: '5', as: 'attribute', name: 'it' },
        { id: 'q7', as: 'comment' },
      ],
    },
  ).attributes?.['it'];

describe('a Jotform submission', () => {
  it.each(['q4_howLikely', 'q4', '4'])('has a question that the configuration calls %s', (id) => {
    const question = { metric: 'nps', scale: { min: 0, max: 10 } } as const;
    const mapping: Mapping = { questions: [{ id, as: 'rating', question }] };
    expect(answersOf({ q4_howLikely: '9', q41_other: '1' }, mapping).rating).toMatchObject({ score: 9 });
  });

  it.each([
    ['a name', { prefix: 'Dr.', first: 'Ana', last: 'Diaz' }, 'Dr. Ana Diaz'],
    ['half a name', { first: '', last: 'Diaz' }, 'Diaz'],
    ['a telephone number', { area: '04', phone: '72000000' }, '04 72000000'],
    ['a telephone number in one', { full: '(555) 010-0000' }, '(555) 010-0000'],
    ['a date', { month: '11', day: '23', year: '2026' }, '2026-11-23'],
    ['an address', { addr_line1: '1 rue X', addr_line2: '', city: 'Lyon' }, '1 rue X, Lyon'],
    ['a time of day', { timeInput: '12:42', hourSelect: '12', minuteSelect: '42', ampm: 'AM' }, '12:42, AM'],
    ['a date with its time', { month: '06', day: '18', year: '2024', timeInput: '01:29' }, '2024-06-18'],
    ['choices', ['Lyon', '', 'Nice'], 'Lyon, Nice'],
    ['choices with one of one’s own', { 0: 'Lyon', other: 'Metz' }, 'Lyon, Metz'],
    ['a choice of one’s own', { other: 'Metz' }, 'Metz'],
    ['a number', 3, '3'],
    ['an empty date', { month: '', day: '', year: '' }, undefined],
    [
      'an appointment that was not made',
      { implementation: 'new', date: '', duration: '60', timezone: 'Europe/Paris' },
      undefined,
    ],
    ['an empty table', { colIds: '["0"]', rowIds: '["0"]' }, undefined],
    ['an empty text', '', undefined],
    ['a signature', 'data:image/png;base64,iVBORw0KGgo', undefined],
  ])('has %s as words', (_, value, words) => {
    expect(wordsOf(value)).toBe(words);
  });

  it('has no score in a matrix', () => {
    expect(() => answersOf({ q4_howLikely: { 0: '4', 1: '5' } })).toThrow(
      'rawRequest.q4_howLikely: expected a number',
    );
  });

  it.each([
    [String(noon - 60_000), noon - 60_000],
    [String(noon + 2 * 86_400_000), undefined],
    ['undefined', undefined],
    [noon, undefined],
  ])('was sent when the customer’s clock says, if that can be: %s', (submitDate, at) => {
    expect(answersOf({ q7_feedback: 'Bof', submitDate }).submittedAt).toBe(at);
  });

  it('is never read from the line for people', () => {
    expect(answersOf({ q7_feedback: 'Bof' })).toEqual({ survey: '250000000000001', comment: 'Bof' });
  });

  it('carries the address with the secret nowhere', () => {
    expect(
      JSON.stringify(readCall('jotform', example.mapping, jotformCall({ q7_feedback: 'Bof' }))),
    ).not.toMatch(/secret|hooks/);
  });

  it('that was edited is the same response, told by another delivery', () => {
    const [before] = readCall('jotform', example.mapping, jotformCall({ q4_howLikely: '2' }));
    const [after] = readCall('jotform', example.mapping, jotformCall({ q4_howLikely: '3' }));
    const [again] = readCall('jotform', example.mapping, jotformCall({ q4_howLikely: '3' }));
    expect(after).toMatchObject({ responseId: '6000000000000000001' });
    expect(after?.deliveryId).not.toBe(before?.deliveryId);
    expect(again?.deliveryId).toBe(after?.deliveryId);
  });

  it('is read from a form-encoded or JSON copy, and without its header', () => {
    const parts = jotformParts({ q4_howLikely: '2' });
    const { body } = jotformCall({ q4_howLikely: '2' });
    const urlencoded = {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(new URLSearchParams(parts).toString()),
    };
    const nested = jsonBody({ ...parts, rawRequest: JSON.parse(parts.rawRequest) });
    for (const call of [body, urlencoded, jsonBody(parts), nested])
      expect(answersIn('jotform', example.mapping, call).rating).toMatchObject({ score: 2 });
  });
});

describe('Jotform’s API', () => {
  const configured = { ...example.mapping, api: { form: '250000000000001' }, confirm: true };
  const source = sourceOfExample({ provider: 'jotform', mapping: configured });
  const inParis = sourceOfExample({
    provider: 'jotform',
    mapping: { ...configured, timeZone: 'Europe/Paris' },
  });
  const read = (document: unknown, way: DeliveryWay = 'fetched', from = source) =>
    readingsOf({ source: sourceName, receivedAt: noon, headers: {}, body: jsonBody(document), way }, from);
  const page = (content: unknown) => ({ responseCode: 200, message: 'success', content, 'limit-left': 900 });

  it('is asked with the key in a header, for a form that must be configured', () => {
    expect(jotformApi.host(source)).toBe('api.jotform.com');
    expect(jotformApi.authorize('key')).toEqual({ apikey: 'key' });
    expect(() => jotformApi.host(sourceOfExample({ provider: 'jotform', mapping: { api: {} } }))).toThrow(
      'jotform needs "api.form"',
    );
  });

  it('confirms what an unsigned call claims', async () => {
    const { headers, body } = jotformCall({ q4_howLikely: '9' });
    const [announced] = readingsOf({ source: sourceName, receivedAt: noon, headers, body }, source);
    expect(announced).toMatchObject({ kind: 'announcement', announced: { responseId: submission.id } });
    const { ask } = fakeAsk({ '/submission/6000000000000000001': page(submission) });
    const document = await jotformApi.fetchOne?.(ask, { responseId: submission.id }, source);
    expect(read(document)).toMatchObject([{ responseId: submission.id, answers: example.says }]);
  });

  it('confirms no submission of another form', async () => {
    const { ask } = fakeAsk({
      '/submission/6000000000000000001': page({ ...submission, form_id: '250000000000009' }),
    });
    await expect(jotformApi.fetchOne?.(ask, { responseId: submission.id }, source)).rejects.toThrow(
      'content.form_id: expected the configured form',
    );
  });

  it('may refuse within an answer that is well', async () => {
    const { ask } = fakeAsk({ '/submission/1': { responseCode: 401, message: 'not yours', content: '' } });
    await expect(jotformApi.fetchOne?.(ask, { responseId: '1' }, source)).rejects.toThrow(
      'the API answered 401',
    );
  });

  it('lists what was submitted and what was edited since, by a clock that is not late', async () => {
    const query = (field: string, clock: string, offset = 0) =>
      `/form/250000000000001/submissions?filter={"${field}:gt":"${clock}"}&orderby=created_at&limit=1000&offset=${offset}`;
    const full = Array.from({ length: 1000 }, (_, index) => ({ ...submission, id: `${index}` }));
    const { ask } = fakeAsk({
      [query('created_at', '2026-11-22 22:59:59')]: page(full),
      [query('created_at', '2026-11-22 22:59:59', 1000)]: page([{ ...submission, id: '1000' }]),
      [query('updated_at', '2026-11-22 22:59:59')]: page([submission]),
      [query('created_at', '2026-11-23 12:59:59')]: page([]),
      [query('updated_at', '2026-11-23 12:59:59')]: page([]),
    });
    const pages = await pagesIn(jotformApi.listSince?.(ask, noon, source));
    expect(pages.map((one) => one.length)).toEqual([1000, 1, 1]);
    expect(await pagesIn(jotformApi.listSince?.(ask, noon, inParis))).toEqual([]);
  });

  it('tells times of the configured zone, else of New York, and an edit as newer', () => {
    const edited = { ...submission, updated_at: '2026-11-23 06:59:00' };
    const at = (clock: string) => Date.parse(`2026-11-23T${clock}Z`) * 10;
    expect(read(submission)).toMatchObject([{ order: at('11:58:00') }]);
    expect(read(edited)).toMatchObject([{ order: at('11:59:00') }]);
    expect(read(edited, 'fetched', inParis)).toMatchObject([{ order: at('05:59:00') }]);
    expect(read(edited)[0]?.deliveryId).not.toBe(read(submission)[0]?.deliveryId);
  });

  it('may tell a submission without answers, as PHP writes them', () => {
    expect(() => read({ ...submission, answers: [] })).toThrow('expected one of the configured questions');
    const unanswered = { 4: { name: 'howLikely', type: 'control_scale' } };
    expect(read({ ...submission, answers: unanswered })).toMatchObject([
      { kind: 'response', answers: { survey: '250000000000001' } },
    ]);
  });
});

describe.runIf(hasSamples)('a public sample of Jotform', () => {
  it('jotform-1 is read', () => {
    const mapping: Mapping = {
      questions: [
        { id: 'q4_howLikely', as: 'rating', question: { metric: 'nps', scale: { min: 0, max: 10 } } },
        { id: '7', as: 'comment' },
        { id: 'q3', as: 'attribute', name: 'often' },
      ],
    };
    expect(readCall('jotform', mapping, sampleOf('jotform-1.multipart'))).toMatchObject([
      {
        kind: 'response',
        responseId: '6114090137116205381',
        answers: {
          survey: '243615086540051',
          rating: { score: 9, band: 'promoter' },
          comment: 'The new personalized recommendations feature is great!',
          attributes: { often: 'Daily' },
        },
      },
    ]);
  });

  it('jotform-3 is a preview', () => {
    expect(readCall('jotform', example.mapping, sampleOf('jotform-3.multipart'))).toMatchObject([
      { kind: 'nothing', reason: 'preview' },
    ]);
  });
});
