import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { example, surveyInteraction } from '../../fixtures/providers/refiner.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const read = (body: Buffer, mapping: typeof example.mapping = example.mapping) => {
  const source = sourceOfExample({ provider: 'refiner', mapping });
  return readingsOf({ source: sourceName, receivedAt: noon, headers: {}, body }, source);
};

describe('a response of Refiner', () => {
  it('is read from the response, whatever older answers stand among the attributes', () => {
    const body = surveyInteraction({ data: { nps: '9' } }, { attributes: { nps: '2', why: 'Ancien' } });
    const [reading] = read(body);
    expect(reading).toMatchObject({ answers: { rating: { score: 9, band: 'promoter' } } });
    expect(JSON.stringify(reading)).not.toContain('Ancien');
  });

  it('of somebody who stopped half way counts, also if they then dismissed the survey', () => {
    const dismissed_at = '2026-11-23T11:57:00.000000Z';
    const body = surveyInteraction({ data: { nps: 3 }, completed_at: null, dismissed_at });
    expect(read(body)).toMatchObject([{ kind: 'response', answers: { rating: { score: 3 } } }]);
  });

  it('is newer when it is completed, at the same moment', () => {
    const orderOf = (completed_at: string | null) => {
      const [reading] = read(surveyInteraction({ completed_at }));
      return reading?.kind === 'response' ? reading.order : Number.NaN;
    };
    expect(orderOf('2026-11-23T11:58:00.000000Z')).toBe(orderOf(null) + 1);
  });

  it('of another form is no mistake until it is completed', () => {
    const body = surveyInteraction({ data: { colour: 'red' }, completed_at: null });
    expect(read(body)).toMatchObject([{ kind: 'response' }]);
  });

  it('may be of a user whom nobody identified, and without an account', () => {
    const user = { remote_id: null, email: null, display_name: '', attributes: [], account: [], form: null };
    expect(read(surveyInteraction({}, user))).toMatchObject([
      { answers: { customer: { id: 'user-uuid-1' }, rating: { score: 2 } } },
    ]);
  });

  it('may have several choices', () => {
    const mapping = {
      questions: [
        { id: 'topics', as: 'attribute', name: 'topics' },
        { id: 'why', as: 'comment' },
      ],
    } as const;
    const body = surveyInteraction({ data: { topics: ['Price', 'Speed'] } });
    expect(read(body, { questions: [...mapping.questions] })).toMatchObject([
      { answers: { attributes: { topics: 'Price, Speed' } } },
    ]);
  });
});

const sample = '../shared/payloads/refiner-1.json';

describe.runIf(existsSync(sample))('the sample of Refiner', () => {
  it('is a reason and no score', () => {
    const reason = 'why_did_you_cancel_your_subscription';
    const mapping = {
      questions: [{ id: reason, as: 'comment' as const }],
      hidden: { name: 'attribute' as const },
    };
    expect(read(readFileSync(sample), mapping)).toMatchObject([
      {
        kind: 'response',
        responseId: 'eb117cb0-49cf-11ed-b050-03a44b32151c',
        order: Date.parse('2022-10-12T02:05:55Z') * 10 + 2,
        answers: {
          survey: 'form-uuid',
          comment: 'Pricing',
          customer: { id: 'user@17', email: 'test17@user.com', name: 'test user' },
          attributes: { name: 'test user' },
        },
      },
    ]);
  });
});
