import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formsort } from '../../../functions/providers/formsort.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { hookUrl, jsonBody, sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { example, flow, formsortHeaders } from '../../fixtures/providers/formsort.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const read = (body: Buffer, mapping: typeof example.mapping = example.mapping) => {
  const source = sourceOfExample({ provider: 'formsort', mapping });
  return readingsOf({ source: sourceName, receivedAt: noon, headers: {}, body }, source);
};
const orderOf = (body: Buffer) => {
  const [reading] = read(body);
  return reading?.kind === 'response' ? reading.order : Number.NaN;
};

describe('a call of Formsort', () => {
  it('is signed in base64 as addresses spell it, without padding', () => {
    const bodies = Array.from({ length: 50 }, (_, index) => flow({ how_was_it: 1 }, { index }));
    const signed = bodies.map((body) => ({ body, headers: formsortHeaders(body, example.secret) }));
    const signatures = signed.map(({ headers }) => headers['x-formsort-signature']).join('');
    expect(signatures).toMatch(/[-_]/);
    expect(signatures).not.toMatch(/[+/=]/);
    for (const { body, headers } of signed) {
      const request = { method: 'POST', url: hookUrl, headers, body };
      expect(formsort.authentication.isAuthentic(request, [example.secret], noon)).toBe(true);
    }
  });
});

describe('a flow of Formsort', () => {
  it('may have its answers beside the other fields', () => {
    const { responder_uuid, ...more } = {
      responder_uuid: 'responder-1',
      how_was_it: '1',
      why: 'Non',
      email: null,
    };
    const body = jsonBody({
      ...more,
      responder_uuid,
      flow_label: 'after-purchase',
      variant_label: 'main',
      variant_uuid: 'variant-1',
      finalized: true,
      created_at: '2026-11-23T11:58:00+00:00',
    });
    expect(read(body)).toMatchObject([
      {
        responseId: 'responder-1',
        answers: { rating: { score: 1 }, comment: 'Non', attributes: { variant_label: 'main' } },
      },
    ]);
  });

  it('is newer with more answers, and newest when it is finalized, as its time stays the same', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`q${index}`, index]));
    const orders = [
      orderOf(flow({ how_was_it: 1 }, { finalized: false })),
      orderOf(flow({ how_was_it: 1, why: 'Non' }, { finalized: false })),
      orderOf(flow({ how_was_it: 1, ...many }, { finalized: false })),
      orderOf(flow({ how_was_it: 1 })),
    ];
    expect(orders).toEqual([...new Set(orders)].sort((one, other) => one - other));
  });

  it('is finalized in words, too', () => {
    expect(orderOf(flow({ how_was_it: 1 }, { finalized: 'true' }))).toBe(orderOf(flow({ how_was_it: 1 })));
    expect(read(flow({ colour: 'red' }, { finalized: 'false' }))).toMatchObject([{ kind: 'response' }]);
  });

  it('that is not done may lack every mapped answer', () => {
    expect(read(flow({ colour: 'red' }, { finalized: false }))).toMatchObject([{ kind: 'response' }]);
  });

  it('leaves out what is no answer to a question', () => {
    const body = flow({ how_was_it: 1, why: '', topics: [], email: 'null', address: { city: 'Lyon' } });
    expect(read(body)).toMatchObject([{ answers: { rating: { score: 1 } } }]);
    expect(read(body)).not.toMatchObject([{ answers: { customer: expect.anything() } }]);
  });

  it('with its answers as a list cannot be read', () => {
    const body = flow(undefined, { answers: [{ key: 'how_was_it', value: 1 }] });
    expect(() => read(body)).toThrow('answers: ');
  });
});

const folder = '../shared/payloads/';

describe.runIf(existsSync(`${folder}formsort-1.json`))('a sample of Formsort', () => {
  it.each([
    ['formsort-1', 4],
    ['formsort-2', 9],
  ])('%s is the same response, the finalized one newer', (name, rank) => {
    const mapping = {
      questions: [
        { id: 'enter_email', as: 'email' as const },
        { id: 'enter_name', as: 'comment' as const },
        { id: 'yes_or_no', as: 'contact-requested' as const },
      ],
    };
    expect(read(readFileSync(`${folder}${name}.json`), mapping)).toMatchObject([
      {
        kind: 'response',
        responseId: '66a8e5bb-67e1-47ec-b55f-a26fd4be2dc7',
        order: Date.parse('2022-11-25T14:41:22Z') * 10 + rank,
        answers: {
          survey: 'new-flow-2022-11-25',
          comment: '2022-11-17',
          contactRequested: false,
          customer: { email: 'test@user.com' },
        },
      },
    ]);
  });
});
