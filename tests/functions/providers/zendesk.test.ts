import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceMapping } from '../../../functions/domain/source.ts';
import { zendesk } from '../../../functions/providers/zendesk.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { hookUrl, sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { example, ticketEvent, triggerBody, zendeskHeaders } from '../../fixtures/providers/zendesk.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const read = (body: Buffer, mapping: typeof example.mapping = example.mapping) => {
  const source = sourceOfExample({ provider: 'zendesk', mapping });
  return readingsOf({ source: sourceName, receivedAt: noon, headers: {}, body }, source);
};

describe('a call of Zendesk', () => {
  const body = ticketEvent({ satisfaction_score: { score: 'BAD' } });
  const isAuthentic = (headers: Readonly<Record<string, string>>, secret = example.secret) =>
    zendesk.authentication.isAuthentic({ method: 'POST', url: hookUrl, headers, body }, [secret], noon);

  it.each([-301, 301])('is stale %i seconds off', (seconds) => {
    expect(isAuthentic(zendeskHeaders({ body }, example.secret, noon + seconds * 1000))).toBe(false);
  });

  it.each([-299, 299])('is fresh %i seconds off', (seconds) => {
    expect(isAuthentic(zendeskHeaders({ body }, example.secret, noon + seconds * 1000))).toBe(true);
  });

  it('is not believed without a time that can be read', () => {
    const headers = zendeskHeaders({ body }, example.secret, noon);
    for (const timestamp of ['', 'yesterday', String(noon)])
      expect(isAuthentic({ ...headers, 'x-zendesk-webhook-signature-timestamp': timestamp })).toBe(false);
  });

  it('is not believed under the test secret that everybody knows', () => {
    const everybodys = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';
    expect(isAuthentic(zendeskHeaders({ body }, everybodys, noon), everybodys)).toBe(false);
  });
});

describe('a rating of a Zendesk ticket', () => {
  it.each([
    ['GOOD', 2, 'satisfied'],
    ['BAD', 1, 'dissatisfied'],
    ['bad_with_comment', 1, 'dissatisfied'],
    ['goodwithcomment', 2, 'satisfied'],
  ])('of an event is %s', (score, number, band) => {
    expect(read(ticketEvent({ satisfaction_score: { score } }))).toMatchObject([
      {
        responseId: '815',
        answers: { rating: { metric: 'csat', score: number, band }, customer: { id: '900' } },
      },
    ]);
  });

  it.each([
    ['good', 2],
    ['Good, I’m satisfied', 2],
    ['&quot;Bad, I&#39;m unsatisfied', 1],
  ])('of a trigger is "%s"', (rating, score) => {
    expect(read(triggerBody({ rating }))).toMatchObject([{ answers: { rating: { score } } }]);
  });

  it('may stand in an event as in a ticket, with its comment', () => {
    const satisfaction_rating = { score: 'bad', comment: 'Trop tard.', id: 7 };
    expect(read(ticketEvent({ satisfaction_rating }))).toMatchObject([
      { answers: { rating: { score: 1 }, comment: 'Trop tard.' } },
    ]);
  });

  it('may be a bare word in an event', () => {
    expect(read(ticketEvent({ satisfaction_score: 'BAD' }))).toMatchObject([
      { answers: { rating: { score: 1 } } },
    ]);
  });

  it('keeps tags as words, however the event writes them', () => {
    const mapping = { hidden: { tags: 'attribute' as const } };
    for (const tags of [['late', 'vip'], 'late vip'])
      expect(read(ticketEvent({ satisfaction_score: 'BAD' }, {}, { tags }), mapping)).toMatchObject([
        { answers: { attributes: { tags: 'late vip' } } },
      ]);
    for (const tags of [null, {}, [{ toString: 'x' }]])
      expect(read(ticketEvent({ satisfaction_score: 'BAD' }, {}, { tags }))).toMatchObject([
        { kind: 'response' },
      ]);
  });

  it('is the newer one by the event’s time, whatever its place in a sequence', () => {
    const meta = (position: number) => ({ sequence: { id: 's', position, total: 2 } });
    const orderOf = (score: string, time: string, position: number) => {
      const [reading] = read(ticketEvent({ meta: meta(position), satisfaction_score: { score } }, { time }));
      return reading?.kind === 'response' ? reading.order : Number.NaN;
    };
    const bad = orderOf('BAD', '2026-11-23T11:40:00Z', 2);
    expect(orderOf('GOOD', '2026-11-23T11:41:00Z', 1)).toBeGreaterThan(bad);
  });

  it('in another language is what the configuration says', () => {
    const { questions } = sourceMapping.parse({
      questions: [
        {
          id: 'rating',
          as: 'rating',
          question: { metric: 'csat', scale: { min: 1, max: 2 } },
          choices: { 'Mauvais, je ne suis pas satisfait(e)': 1 },
        },
      ],
    });
    const body = triggerBody({ rating: 'Mauvais, je ne suis pas satisfait(e)' });
    expect(read(body, { questions })).toMatchObject([{ answers: { rating: { band: 'dissatisfied' } } }]);
  });

  it('in numbers is on the scale that the configuration says', () => {
    const question = { metric: 'csat', scale: { min: 1, max: 5 } } as const;
    expect(read(triggerBody({ rating: '2' }), { question })).toMatchObject([
      { answers: { rating: { score: 2, band: 'dissatisfied' } } },
    ]);
    expect(() => read(triggerBody({ rating: 'bad' }), { question })).toThrow('the body asks csat on 1–2');
  });

  it('tells the company’s own id of the customer where there is one', () => {
    const requester = { id: 900, external_id: 'c-9', email: 'null', name: null };
    expect(read(triggerBody({}, { requester }))).toMatchObject([{ answers: { customer: { id: 'c-9' } } }]);
  });

  it('may lack the time, the requester and the tags', () => {
    const ticket = { id: 815, updated_at: '', requester: null, tags: null };
    expect(read(triggerBody({}, ticket))).toMatchObject([
      { responseId: '815', order: noon * 10, answers: { rating: { score: 1 } } },
    ]);
  });

  it('names its ticket in the subject, too', () => {
    const body = ticketEvent({ satisfaction_score: { score: 'BAD' } }, {}, { id: undefined });
    expect(read(body)).toMatchObject([{ responseId: '815' }]);
  });
});

const sample = '../shared/payloads/zendesk-1.json';

describe.runIf(existsSync(sample))('the sample of Zendesk', () => {
  it('is about a user', () => {
    expect(read(readFileSync(sample))).toMatchObject([{ kind: 'nothing', reason: 'unsupported-event' }]);
  });
});
