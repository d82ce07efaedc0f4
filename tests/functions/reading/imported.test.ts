import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../functions/domain/delivery.ts';
import { type SourceConfiguration, source } from '../../../functions/domain/source.ts';
import type { ImportedResponse } from '../../../functions/reading/imported.ts';
import { momentOf } from '../../../functions/reading/imported.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon, typeformAnswer, typeformBody } from '../../fixtures/deliveries.ts';
import { jsonBody } from '../../fixtures/providers/example.ts';

const nps = { metric: 'nps', scale: { min: 0, max: 10 } } as const;
const name = { en: 'Survey', fr: 'Enquête' };
const typeform = source.parse({
  provider: 'typeform',
  name,
  timeZone: 'Europe/Paris',
  questions: [
    { id: 'recommend', as: 'rating', question: nps },
    { id: 'why', as: 'comment' },
  ],
  hidden: { tier: 'attribute' },
});
const standard = source.parse({ provider: 'standard', name, question: nps });

const read = (body: object, of: SourceConfiguration = typeform) => {
  const delivery: Delivery = {
    source: 'old',
    receivedAt: noon,
    way: 'imported',
    headers: {},
    body: jsonBody(body),
  };
  return readingsOf(delivery, of);
};
const old = (response: Partial<ImportedResponse>) =>
  read({ imported: { id: 'r-1', answers: { recommend: '3' }, ...response } });

describe('an imported response', () => {
  it('is read by the questions of its source, whatever tool that is of', () => {
    const [reading] = old({
      submittedAt: '2024-03-01 10:00',
      answers: { recommend: '3', why: 'Livraison en retard.', colour: 'red' },
      customer: { email: 'ana@example.com' },
      hidden: { tier: 'gold', utm: 'x' },
      attributes: { region: 'EU' },
    });
    expect(reading).toMatchObject({
      kind: 'response',
      responseId: 'r-1',
      answers: {
        rating: { metric: 'nps', score: 3, band: 'detractor' },
        comment: 'Livraison en retard.',
        submittedAt: Date.parse('2024-03-01T09:00:00Z'),
        customer: { email: 'ana@example.com' },
        attributes: { tier: 'gold', region: 'EU' },
      },
    });
  });

  it('is the same delivery of the same order whenever it is imported', () => {
    expect(old({})).toEqual(old({}));
    expect(old({})[0]).toMatchObject({ order: 0 });
  });

  it('is of another form when none of its questions is configured, and of this one when they were only not answered', () => {
    expect(() => old({ answers: { colour: 'red' } })).toThrow('recommend, why');
    expect(old({ answers: { recommend: null, why: '', colour: 'red' } })[0]).toMatchObject({ answers: {} });
  });

  it.each([
    [{ submittedAt: '01/03/2024' }, 'imported.submittedAt: expected a date such as 2024-03-01'],
    [{ submittedAt: '2024-02-30' }, 'imported.submittedAt: expected a date'],
    [{ id: '' }, 'imported.id: expected an id'],
    [{ answers: { recommend: 'nine' } }, 'imported.answers.recommend: expected a number'],
    [{ answers: { recommend: '11' } }, 'imported.answers.recommend: expected a score'],
    [{ asked: { recommend: { metric: 'csat', scale: { min: 1, max: 5 } } } }, 'the body asks csat'],
  ] as const)('is refused by name: %j', (response, reason) => {
    expect(() => old(response)).toThrow(reason);
  });
});

describe('other things that are imported', () => {
  it('are bodies of the tool’s webhooks', () => {
    const body: object = JSON.parse(typeformBody([typeformAnswer('recommend', 'number', 2)]).toString());
    expect(read(body)).toMatchObject([{ kind: 'response', answers: { rating: { score: 2 } } }]);
  });

  it('are documents as the tool’s API lists them', () => {
    const document = {
      token: 'token-1',
      submitted_at: '2024-03-01T10:00:00Z',
      answers: [{ type: 'number', field: { id: 'a', ref: 'recommend' }, number: 2 }],
    };
    expect(read(document)).toMatchObject([
      { kind: 'response', responseId: 'token-1', answers: { rating: { score: 2 } } },
    ]);
  });

  it('are standard bodies, which need no header then', () => {
    expect(read({ data: { id: 'r-1', score: 3 } }, standard)).toMatchObject([
      { answers: { rating: { score: 3 } } },
    ]);
  });

  it('are refused when neither says anything of them', () => {
    expect(() => read({ a: 1 })).toThrow('event_id');
  });
});

describe('a moment in an import', () => {
  it.each([
    ['2024-03-01', { local: '2024-03-01 00:00' }],
    ['2024-03-01 10:00', { local: '2024-03-01 10:00' }],
    ['2024-03-01T10:00:30.5', { local: '2024-03-01 10:00:30.5' }],
    ['2024-03-01T10:00:00Z', Date.parse('2024-03-01T10:00:00Z')],
    ['2024-03-01 10:00:00 UTC', Date.parse('2024-03-01T10:00:00Z')],
    ['2024-03-01 10:00:00 +0100', Date.parse('2024-03-01T09:00:00Z')],
    ['2024-03-01T10:00:00-05:30', Date.parse('2024-03-01T15:30:00Z')],
    ['2024-03-01 10:00+02', Date.parse('2024-03-01T08:00:00Z')],
  ] as const)('is read: %s', (text, moment) => {
    expect(momentOf(text)).toEqual(moment);
  });

  it.each([
    '01/03/2024',
    '3/1/24',
    '2024-13-01',
    '2023-02-29',
    '20240301',
    '1709287200',
    'yesterday',
    '',
    '2024-03-01 25:00',
  ])('is never guessed: %s', (text) => {
    expect(momentOf(text)).toBeUndefined();
  });

  it('is what JavaScript writes', () => {
    const moments = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (at) => {
        expect(momentOf(at.toISOString())).toBe(at.getTime());
      }),
    );
  });
});
