import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SourceMapping } from '../../../functions/domain/source.ts';
import { limesurvey } from '../../../functions/providers/limesurvey.ts';
import { messagesOf, readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceOfExample } from '../../fixtures/providers/example.ts';
import { example, limesurveyBody } from '../../fixtures/providers/limesurvey.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const deliveryOf = (body: Buffer) => ({ source: 'the-source', receivedAt: noon, headers: {}, body });
const read = (body: Buffer, mapping: Partial<SourceMapping> = {}) => {
  const source = sourceOfExample({ provider: 'limesurvey', mapping: { ...example.mapping, ...mapping } });
  return readingsOf(deliveryOf(body), source);
};
const answersOf = (body: Buffer, mapping: Partial<SourceMapping> = {}) => {
  const [reading] = read(body, mapping);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
};

describe('a LimeSurvey response', () => {
  it.each([
    ['{}', {}],
    ['[], as PHP writes an empty map', []],
    ['null', null],
  ])('may be %s', (_, response) => {
    expect(answersOf(limesurveyBody({}, { response }))).toEqual({
      survey: 'after-order',
      submittedAt: Date.parse('2026-11-23T11:58:00Z'),
      customer: { id: 'tok-Ana', email: 'ana@example.com', name: 'Ana Pires' },
    });
  });

  it.each([null, false, [], { firstname: '', lastname: null, email: '' }])(
    'of somebody anonymous has the participant %j',
    (participant) => {
      const body = limesurveyBody({ NPS: '9' }, { participant, token: null });
      expect(answersOf(body, { hidden: {} }).customer).toBeUndefined();
    },
  );

  it('of the fork that adds words is read by its codes', () => {
    const responses = [
      { question_code: 'NPS', question_text: 'Q', answer_code: '3.0000000000', answer_label: 'trois' },
      { question_code: 'WHY', question_text: 'Q', answer_code: 'Bof', answer_label: 'Bof' },
      { question_code: 'startdate', answer_code: '2026-11-23 12:50:00' },
      { question_text: 'Q', answer_code: 'x' },
      null,
    ];
    const body = limesurveyBody({}, { response: undefined, responses });
    expect(answersOf(body)).toMatchObject({ rating: { score: 3 }, comment: 'Bof' });
    const beyond = limesurveyBody(
      {},
      { response: undefined, responses: [{ ...responses[0], answer_code: 11 }] },
    );
    expect(() => read(beyond)).toThrow('responses.0.answer_code: expected a score');
  });

  it('has numbers as the database keeps them', () => {
    expect(answersOf(limesurveyBody({ NPS: '7.0000000000' }))).toMatchObject({ rating: { score: 7 } });
    expect(answersOf(limesurveyBody({ NPS: 10 }))).toMatchObject({ rating: { score: 10 } });
  });

  it('has the codes of the choices, which the configuration can give a worth', () => {
    const csat = { metric: 'csat', scale: { min: 1, max: 3 }, direction: 'higher-is-better' } as const;
    const choices = { A1: 1, A2: 2, A3: 3 };
    const questions = [{ id: 'SAT', as: 'rating', question: csat, choices, opensCases: true } as const];
    expect(answersOf(limesurveyBody({ SAT: 'A1' }), { questions })).toMatchObject({
      rating: { score: 1, band: 'dissatisfied' },
    });
  });

  it.each([
    ['Y', true],
    ['N', false],
  ])('asks for contact by the code %s', (code, wish) => {
    expect(answersOf(limesurveyBody({ CALL: code })).contactRequested).toBe(wish);
  });

  it('was asked even what was left empty', () => {
    expect(answersOf(limesurveyBody({ NPS: null, WHY: '', COLOUR: 'red' })).rating).toBeUndefined();
  });

  it('to a survey without dates has no time but that of its arrival', () => {
    const body = limesurveyBody(
      { NPS: '3', submitdate: '1980-01-01 00:00:00' },
      { submitDate: '1980-01-01 00:00:00' },
    );
    expect(read(body)).toMatchObject([{ order: noon * 10 }]);
    expect(answersOf(body).submittedAt).toBeUndefined();
    const older = limesurveyBody({ NPS: '3' }, { submitDate: null });
    expect(answersOf(older).submittedAt).toBe(Date.parse('2026-11-23T11:58:00Z'));
  });

  it('that was changed and completed again is newer', () => {
    const [first] = read(limesurveyBody({ NPS: '3' }));
    const [second] = read(limesurveyBody({ NPS: '9' }, { submitDate: '2026-11-23 12:59:00' }));
    expect(second).toMatchObject({ responseId: '123456-42', order: Date.parse('2026-11-23T11:59:00Z') * 10 });
    expect(second?.deliveryId).not.toBe(first?.deliveryId);
  });

  it('has numbers for ids, or their spelling', () => {
    const body = limesurveyBody({ NPS: '3' }, { survey: '123456', respondId: '42' });
    expect(read(body)).toMatchObject([{ responseId: '123456-42' }]);
    expect(() => read(limesurveyBody({}, { respondId: null }))).toThrow('respondId: expected an id');
  });
});

describe('the token of the LimeSurvey plugin', () => {
  it('is never read into anything', () => {
    const body = jsonBody({ api_token: 's3cret', ...JSON.parse(limesurveyBody({ NPS: '3' }).toString()) });
    expect(JSON.stringify(messagesOf(deliveryOf(body), limesurvey))).not.toContain('s3cret');
  });

  it.each(['', 'no json', '[', '{}', '{"api_token": 7}', '{"api_token": ["x"]}', '\ud800'.padEnd(9, '[')])(
    'is missing in %j, without an accident',
    (text) => {
      const request = { method: 'POST', url: '', headers: {}, body: Buffer.from(text) };
      expect(limesurvey.authentication.isAuthentic(request, ['7', 'x'], noon)).toBe(false);
    },
  );
});

const sample = '../shared/payloads/limesurvey-1.json';
describe.runIf(existsSync(sample))('the sample limesurvey-1', () => {
  it('is a response without answers of somebody known', () => {
    expect(read(readFileSync(sample), { hidden: {} })).toMatchObject([
      {
        kind: 'response',
        responseId: '123456-42',
        order: Date.parse('2024-12-04T14:30:00Z') * 10,
        answers: { customer: { name: 'John Doe', email: 'john@example.com' } },
      },
    ]);
  });
});
