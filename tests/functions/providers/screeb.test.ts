import { describe, expect, it } from 'vitest';
import type { SourceMapping } from '../../../functions/domain/source.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { sourceOfExample } from '../../fixtures/providers/example.ts';
import { example, screebBody, screebField, screebItem } from '../../fixtures/providers/screeb.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const read = (body: Buffer, mapping: Partial<SourceMapping> = {}) => {
  const source = sourceOfExample({ provider: 'screeb', mapping: { ...example.mapping, ...mapping } });
  return readingsOf({ source: 'the-source', receivedAt: noon, headers: {}, body }, source);
};
const answersOf = (body: Buffer, mapping: Partial<SourceMapping> = {}) => {
  const [reading] = read(body, mapping);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
};

describe('a Screeb response', () => {
  it('is the newer, the later its event; a time in nanoseconds is a time', () => {
    const [answered] = read(screebBody('response.answered', screebItem('q-nps', 'nps', [screebField(2)])));
    expect(answered).toMatchObject({ order: Date.parse('2026-11-23T11:58:41.325Z') * 10 + 1 });
    const ended = { items: [screebItem('q-nps', 'nps', [screebField(2)])] };
    expect(read(screebBody('response.ended', ended))).toMatchObject([
      { order: Date.parse('2026-11-23T11:58:41.325Z') * 10 + 2 },
    ]);
  });

  it('has the time in milliseconds where the other is missing', () => {
    const body = screebBody('response.answered', screebItem('q-nps', 'nps', [screebField(2)]), {
      time: null,
    });
    expect(read(body)).toMatchObject([{ order: 1795435121325 * 10 + 1 }]);
  });

  it('of edition 1.3.0 has one field to an answer and names that last under another key', () => {
    const v1 = (question: string, fields: object) => ({
      question: { id: `scenario-3-${question}`, correlation_id: question, type: 'x', title: 'x' },
      answer: {
        field: { id: 'f-1', correlation_id: 'f-0', boolean: null, time: null, ...fields },
        replied_at: '2026-11-23T11:58:40.286Z',
      },
    });
    const items = [
      v1('q-nps', { type: 'number', value: '6', number: 6, text: null }),
      v1('q-why', { type: 'string', value: 'Bof.', number: null, text: 'Bof.' }),
    ];
    const respondent = {
      id: 'anonymous-1',
      alias: 'c-9',
      aliases: ['anonymous-1', 'c-9'],
      name: 'Ana',
      email: 'ana@example.com',
    };
    const body = screebBody(
      'response.ended',
      { items },
      { version: '1.3.0' },
      { user: undefined, respondent },
    );
    expect(answersOf(body)).toMatchObject({
      rating: { score: 6, band: 'detractor' },
      comment: 'Bof.',
      customer: { id: 'c-9', email: 'ana@example.com', name: 'Ana' },
    });
    const old = { questions: [{ id: 'scenario-3-q-why', as: 'comment' as const }] };
    expect(answersOf(body, old)).toMatchObject({ comment: 'Bof.' });
  });

  it('may leave out whatever of a field is empty', () => {
    const answer = screebItem('q-why', 'input', [{ type: 'string', value: 'Bof.' }]);
    expect(answersOf(screebBody('response.answered', answer))).toMatchObject({ comment: 'Bof.' });
  });

  it('of nobody known has no customer', () => {
    const user = { anonymous_id: 'anonymous-1', user_id: 'anonymous-1', name: null, email: '' };
    const answer = screebItem('q-nps', 'nps', [screebField(9)]);
    const { customer } = answersOf(screebBody('response.answered', answer, {}, { user }));
    expect(customer).toEqual({ locale: 'fr-FR' });
    const respondent = { id: 'anonymous-1', alias: ['anonymous-1'] };
    const old = screebBody('response.answered', answer, {}, { user: null, respondent });
    expect(answersOf(old).customer).toEqual({ locale: 'fr-FR' });
  });

  it('has several choices in one answer, by their words or their ids', () => {
    const shops = screebItem('q-shop', 'multiple_choice', [screebField('Lyon'), screebField('Nice')]);
    const body = screebBody('response.answered', shops);
    const questions = [{ id: 'q-shop', as: 'attribute' as const, name: 'shop' }];
    expect(answersOf(body, { questions })).toMatchObject({ attributes: { shop: 'Lyon, Nice' } });
    const csat = { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' } as const;
    const one = screebBody('response.answered', screebItem('q-shop', 'choice', [screebField('Bien', 'f-4')]));
    const choices = { 'f-4': 4 };
    expect(
      answersOf(one, {
        questions: [{ id: 'q-shop', as: 'rating', question: csat, choices, opensCases: true }],
      }),
    ).toMatchObject({ rating: { score: 4, band: 'satisfied' } });
  });

  it('may ask for contact by a field that is true, be it a word', () => {
    const questions = [{ id: 'q-call', as: 'contact-requested' as const }];
    for (const value of [true, 'true'])
      expect(
        answersOf(
          screebBody(
            'response.answered',
            screebItem('q-call', 'x', [{ ...screebField(true), boolean: value }]),
          ),
          { questions },
        ),
      ).toMatchObject({ contactRequested: true });
  });

  it('to an NPS question that is configured as something else is refused', () => {
    const body = screebBody('response.answered', screebItem('q-nps', 'nps', [screebField(4)]));
    const csat = { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' } as const;
    expect(() =>
      read(body, { questions: [{ id: 'q-nps', as: 'rating', question: csat, opensCases: true }] }),
    ).toThrow('the body asks nps on 0–10, the configuration csat on 1–5');
  });

  it('keeps configured properties, nested ones and those of the page, too', () => {
    const body = screebBody('response.answered', screebItem('q-nps', 'nps', [screebField(4)]));
    const hidden = {
      'company.size': 'attribute',
      'browser.name': 'attribute',
      timezone: 'attribute',
    } as const;
    expect(answersOf(body, { hidden }).attributes).toEqual({
      'company.size': '40',
      'browser.name': 'firefox',
      timezone: 'Europe/Paris',
    });
  });

  it('may name a question that has no answer yet, and have the answer among the others', () => {
    const item = screebItem('q-why', 'input', [screebField('Bof.')]);
    const body = screebBody('response.ended', { ...item, answer: null, items: [item] });
    expect(answersOf(body)).toMatchObject({ comment: 'Bof.' });
  });

  it('may have very many answers', () => {
    const items = Array.from({ length: 130_000 }, () => ({ answer: { replied_at: '2026-11-23T11:58:40Z' } }));
    const body = screebBody('response.answered', { ...screebItem('q-nps', 'nps', [screebField(4)]), items });
    expect(answersOf(body).rating).toMatchObject({ score: 4 });
  });

  it('that was left half way may lack every mapped question', () => {
    const items = [screebItem('q-colour', 'input', [screebField('red')])];
    expect(read(screebBody('response.ended', { items }))).toMatchObject([{ kind: 'response' }]);
  });

  it('with an empty answer has none yet', () => {
    const empty = screebItem('q-why', 'input', [screebField('')]);
    expect(read(screebBody('response.answered', empty))).toMatchObject([
      { kind: 'nothing', reason: 'no-answer-yet' },
    ]);
  });

  it('without an id cannot be read', () => {
    const body = screebBody('response.answered', { id: null });
    expect(() => read(body)).toThrow('payload.response.id: expected an id');
  });
});
