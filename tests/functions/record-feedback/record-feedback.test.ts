import '../../fixtures/quiet.ts';

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ConflictError } from '../../../functions/ports.ts';
import {
  configuration,
  noon,
  standardBody,
  standardDelivery,
  typeformDelivery,
} from '../../fixtures/deliveries.ts';
import { hostileBody } from '../../fixtures/hostile-bodies.ts';
import { done, loop, said } from './loop.ts';

const late = 'Livraison en retard, personne ne répond.';

describe('recording a delivery', () => {
  it('stores what was said, with language, themes, sentiment and customer, and opens a case', async () => {
    const world = loop();
    world.sentiments.finds(late, { label: 'negative', confidence: 0.97 });
    expect(
      await world.record([said(1, { score: 3, comment: late, customer: { email: 'Ana@example.com' } })]),
    ).toEqual([done]);
    const feedback = [...world.feedback.items.values()][0];
    expect(feedback).toMatchObject({
      id: 'post-purchase#r-1',
      revision: 1,
      language: 'fr',
      themes: ['delivery', 'support'],
      sentiment: { label: 'negative', confidence: 0.97 },
      customerKey: expect.stringMatching(/^p-/),
      caseId: expect.stringMatching(/^C-/),
    });
    expect([...world.cases.cases.values()]).toEqual([
      {
        id: feedback?.caseId,
        feedbackId: 'post-purchase#r-1',
        customerKey: feedback?.customerKey,
        events: [
          {
            type: 'opened',
            rule: 'detractor',
            priority: 'normal',
            owner: 'lea@example.com',
            ownerFrom: 'theme',
            team: 'care',
            terms: expect.objectContaining({ policy: 'usual' }),
            at: noon,
            by: 'retour',
          },
        ],
      },
    ]);
    expect([...world.executions.started]).toEqual([feedback?.caseId]);
    expect([...world.deliveries.records.values()]).toEqual([
      {
        id: 'post-purchase#msg_1',
        source: 'post-purchase',
        receivedAt: noon,
        outcome: { kind: 'recorded', feedbackId: 'post-purchase#r-1' },
      },
    ]);
  });

  it('opens no case for who is content', async () => {
    const world = loop();
    await world.record([said(1, { score: 10, comment: 'Merci, parfait !' })]);
    expect(world.stored).not.toHaveProperty('caseId');
    expect(world.cases.cases.size + world.executions.started.size).toBe(0);
  });

  it('knows a customer without an address by their id, and nobody else', async () => {
    const world = loop();
    await world.record([said(1, { score: 10, customer: { id: 'c-42' } })]);
    expect(world.stored.customerKey).toMatch(/^i-/);
  });

  it('of a ping stores that it came, nothing else', async () => {
    const world = loop();
    expect(await world.record([said(1, {}, { type: 'ping' })])).toEqual([done]);
    expect([...world.deliveries.records.values()]).toMatchObject([
      { outcome: { kind: 'nothing', reason: 'ping' } },
    ]);
    expect(world.feedback.items.size).toBe(0);
  });

  it.each([
    [
      'that is unreadable',
      standardDelivery(Buffer.from('{"data":{"id":"r-1","score":"3"}}')),
      'data.score: ',
    ],
    [
      'of a source that is gone',
      standardDelivery(standardBody(), { source: 'gone' }),
      'the source is not configured',
    ],
    [
      'of a source that never was',
      standardDelivery(standardBody(), { source: '__proto__' }),
      'the source is not configured',
    ],
    [
      'that the adapter chokes on',
      {
        ...standardDelivery(standardBody()),
        headers: new Proxy(
          {},
          {
            get: () => {
              throw new TypeError('oh');
            },
          },
        ),
      },
      'the adapter failed: TypeError',
    ],
  ])('%s sets it aside whole, once', async (_, delivery, reason) => {
    const world = loop();
    vi.spyOn(world.deliveries, 'setAside').mockImplementation(
      async (one) => void world.deliveries.setAsides.set(one.id, one),
    );
    expect(await world.record([delivery, delivery])).toEqual([done, done]);
    expect([...world.deliveries.setAsides.values()]).toMatchObject([
      { delivery: { body: delivery.body }, reason: expect.stringContaining(reason) },
    ]);
  });

  it('is forgotten among those set aside once a replay of it was read, and kept while it cannot be read', async () => {
    const world = loop();
    const unread = standardDelivery(Buffer.from('x'));
    await world.record([unread]);
    const [id = ''] = world.deliveries.setAsides.keys();
    await world.record([{ ...unread, replayOf: id }]);
    expect(world.deliveries.setAsides.size).toBe(1);
    await world.record([{ ...said(1, { score: 9 }), replayOf: id }]);
    expect(world.deliveries.setAsides.size).toBe(0);
  });

  it('comes again when it could not be set aside', async () => {
    const world = loop();
    vi.spyOn(world.deliveries, 'setAside').mockRejectedValueOnce(new Error('no'));
    const bad = standardDelivery(Buffer.from('x'));
    expect(await world.record([bad, said(1, { score: 9 })])).toEqual([
      { failed: true, reason: 'Error' },
      done,
    ]);
    expect(await world.record([bad])).toEqual([done]);
  });
});

describe('several deliveries of one response', () => {
  it('in one batch are merged and written once', async () => {
    const world = loop();
    await world.record([
      said(3, { score: 2, comment: late }),
      said(1, { score: 9 }),
      said(2, { comment: 'Bof' }),
    ]);
    expect(world.stored).toMatchObject({ revision: 1, answers: { rating: { score: 2 }, comment: late } });
    expect(world.deliveries.records.size).toBe(3);
  });

  it('give the same feedback and one case, however they are ordered, repeated and batched', async () => {
    const all = [
      said(1, { score: 4, customer: { id: 'c-1' } }, { type: 'response.created' }),
      said(2, { comment: 'Colis cassé', attributes: { tier: 'gold' } }),
      said(2, { comment: 'Colis perdu', attributes: { tier: 'silver' } }, { id: 'msg_2b' }),
      said(3, { score: 1, customer: { email: 'ana@example.com' } }),
      said(4, { score: 2, contactRequested: true }, { type: 'response.completed' }),
    ];
    const expected = loop();
    await expected.record(all);
    const schedule = fc
      .shuffledSubarray([...all, ...all, ...all], { minLength: 0 })
      .chain((some) =>
        fc.tuple(
          fc.shuffledSubarray([...some, ...all], { minLength: some.length + all.length }),
          fc.integer({ min: 1, max: 5 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(schedule, async ([deliveries, size]) => {
        const world = loop();
        for (let start = 0; start < deliveries.length; start += size) {
          const batch = deliveries.slice(start, start + size);
          expect(await world.record(batch)).toEqual(batch.map(() => done));
        }
        const { revision: _, ...feedback } = world.stored;
        const { revision: __, ...same } = expected.stored;
        expect(feedback).toEqual(same);
        expect(world.theCase.events.filter(({ type }) => type === 'opened')).toHaveLength(1);
        expect(world.deliveries.records.size).toBe(5);
      }),
      { numRuns: 100 },
    );
  });

  it('that come again write nothing', async () => {
    const world = loop();
    await world.record([said(1, { score: 3, comment: late })]);
    const save = vi.spyOn(world.feedback, 'save');
    expect(await world.record([said(1, { score: 3, comment: late }, { receivedAt: noon + 60_000 })])).toEqual(
      [done],
    );
    expect(save).not.toHaveBeenCalled();
    expect(world.sentiments.asked).toHaveLength(1);
    expect(world.theCase.events).toHaveLength(1);
  });

  it('tell the owner of an existing case of a changed score or comment, and of nothing else', async () => {
    const world = loop();
    await world.record([said(1, { score: 3 })]);
    await world.record([said(2, { comment: late })]);
    await world.record([said(3, { score: 9, attributes: { region: 'EU' } })]);
    await world.record([said(4, { score: 9, attributes: { region: 'US' } })]);
    expect(world.theCase.events.slice(1)).toEqual([
      { type: 'feedback-changed', comment: true, at: noon, by: 'customer' },
      { type: 'feedback-changed', score: 9, comment: false, thanks: true, at: noon, by: 'customer' },
    ]);
  });

  it('ask for the sentiment of a new or changed comment only, all in one call', async () => {
    const world = loop();
    await world.record([
      said(1, { comment: late }),
      said(1, { id: 'r-2', comment: 'Very late delivery, nobody answers' }, { id: 'm2' }),
    ]);
    await world.record([
      said(2, { score: 9 }),
      said(2, { id: 'r-2', comment: 'The delivery was very late indeed' }, { id: 'm3' }),
    ]);
    expect(world.sentiments.asked.map((texts) => texts.map(({ language }) => language))).toEqual([
      ['fr', 'en'],
      ['en'],
    ]);
  });

  it('that say it was deleted forget the customer and close the case, for good', async () => {
    const world = loop();
    await world.record([said(1, { score: 3, comment: late, customer: { email: 'ana@example.com' } })]);
    await world.record([said(2, {}, { type: 'response.deleted' })]);
    await world.record([said(3, { score: 1, comment: late })]);
    await world.record([said(2, {}, { type: 'response.deleted' })]);
    const { caseId } = world.stored;
    expect(world.stored).toEqual({
      id: 'post-purchase#r-1',
      source: 'post-purchase',
      responseId: 'r-1',
      revision: 2,
      receivedAt: noon,
      order: expect.any(Number),
      deleted: true,
      answers: {},
      themes: [],
      caseId,
    });
    expect(world.theCase.events.slice(1)).toMatchObject([
      { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' },
    ]);
  });
});

describe('when the sentiment service fails', () => {
  it('feedback is stored at once and its sentiment asked for later', async () => {
    const world = loop();
    world.sentiments.failNext(new Error('throttled'));
    expect(await world.record([said(1, { score: 3, comment: late })])).toEqual([done]);
    expect(world.stored).toMatchObject({ sentimentPending: true, themes: ['delivery', 'support'] });
    expect(world.deferredSentiments.deferred).toEqual(['post-purchase#r-1']);
    expect(world.theCase.events).toHaveLength(1);
  });

  it('a later delivery finds the sentiment that is still missing', async () => {
    const world = loop();
    world.sentiments.failNext(new Error('throttled'));
    await world.record([said(1, { comment: late })]);
    await world.record([said(2, { score: 9 })]);
    expect(world.stored).toMatchObject({ sentiment: { label: 'neutral' } });
    expect(world.stored).not.toHaveProperty('sentimentPending');
  });

  it('nothing is asked for in a language that is unknown', async () => {
    const world = loop();
    await world.record([said(1, { comment: '👎' })]);
    expect(world.sentiments.asked).toEqual([]);
    expect(world.stored).not.toHaveProperty('sentimentPending');
  });
});

describe('when something breaks off', () => {
  const steps = [
    ['the feedback is saved', 'feedback', 'save'],
    ['its sentiment is put off', 'deferredSentiments', 'defer'],
    ['the case is looked for', 'cases', 'get'],
    ['the case is opened', 'cases', 'open'],
    ['its execution starts', 'executions', 'start'],
    ['the delivery is recorded', 'deliveries', 'record'],
  ] as const;

  it.each(steps)(
    'before %s, the next attempt completes it without repeating anything',
    async (_, port, method) => {
      const world = loop();
      world.sentiments.failNext(new Error('throttled'));
      world.breakOnce(port, method);
      const deliveries = [
        said(1, { score: 3, comment: late }),
        said(1, { id: 'r-2', score: 9 }, { id: 'm2' }),
      ];
      expect(await world.record(deliveries)).toContainEqual({ failed: true, reason: 'Error' });
      expect(await world.record(deliveries)).toEqual([done, done]);
      expect(world.feedback.items.size).toBe(2);
      expect(world.theCase.events).toHaveLength(1);
      expect(world.executions.started.size).toBe(1);
      expect(world.deliveries.records.size).toBe(2);
    },
  );

  it('before the owner hears of a change, the next attempt tells them', async () => {
    const world = loop();
    await world.record([said(1, { score: 3 })]);
    const change = said(2, { score: 1 }, { receivedAt: noon + 60_000 });
    vi.spyOn(world.cases, 'append').mockRejectedValueOnce(new Error('crash'));
    expect(await world.record([change], noon + 61_000)).toMatchObject([{ failed: true }]);
    expect(await world.record([change], noon + 90_000)).toEqual([done]);
    expect(await world.record([change], noon + 95_000)).toEqual([done]);
    expect(world.theCase.events.slice(1)).toMatchObject([{ type: 'feedback-changed', score: 1 }]);
  });

  it('after the case was decided and the customer thought better, nobody is bothered', async () => {
    const world = loop();
    vi.spyOn(world.cases, 'open').mockRejectedValueOnce(new Error('crash'));
    await world.record([said(1, { score: 3 })]);
    expect(await world.record([said(2, { score: 10 })])).toEqual([done]);
    expect(await world.record([said(1, { score: 3 })])).toEqual([done]);
    expect(world.cases.cases.size).toBe(0);
    expect(world.stored).not.toHaveProperty('caseId');
  });

  it('for one response, the others of the batch are recorded', async () => {
    const world = loop();
    const save = world.feedback.save.bind(world.feedback);
    vi.spyOn(world.feedback, 'save').mockImplementation(async (one) => {
      if (one.responseId === 'r-2') throw new RangeError('no');
      return save(one);
    });
    const batch = ['r-1', 'r-2', 'r-3'].map((id) => said(1, { id, score: 2 }, { id }));
    expect(await world.record(batch)).toEqual([done, { failed: true, reason: 'RangeError' }, done]);
    expect(world.feedback.items.size).toBe(2);
  });

  it('because stored feedback cannot be read together, each is read by itself', async () => {
    const world = loop();
    vi.spyOn(world.feedback, 'getMany').mockRejectedValue(new Error('one is broken'));
    const get = world.feedback.get.bind(world.feedback);
    vi.spyOn(world.feedback, 'get').mockImplementation(async (id) => {
      if (id.endsWith('r-2')) throw new Error('broken');
      return get(id);
    });
    const batch = ['r-1', 'r-2'].map((id) => said(1, { id, score: 2 }, { id }));
    expect(await world.record(batch)).toEqual([done, { failed: true, reason: 'Error' }]);
  });

  it('because somebody else wrote, it is read and merged again', async () => {
    const world = loop();
    const getMany = vi.spyOn(world.feedback, 'getMany');
    await world.record([said(1, { score: 3 })]);
    getMany.mockResolvedValueOnce([]);
    expect(await world.record([said(2, { comment: late })])).toEqual([done]);
    expect(world.stored).toMatchObject({ revision: 2, answers: { rating: { score: 3 }, comment: late } });
    vi.spyOn(world.feedback, 'save').mockRejectedValue(new ConflictError());
    expect(await world.record([said(3, { score: 4 })])).toEqual([{ failed: true, reason: 'ConflictError' }]);
  });
});

describe('authentic but hostile bodies', () => {
  it('are each recorded or set aside, without an accident', async () => {
    const sources = fc.constantFrom('post-purchase', 'typeform-nps');
    const deliveries = fc.array(
      fc
        .tuple(hostileBody, sources, fc.nat({ max: 999 }))
        .map(([body, source, id]) =>
          source === 'typeform-nps'
            ? typeformDelivery(body)
            : standardDelivery(body, { source, id: `msg_${id}` }),
        ),
      { minLength: 1, maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(deliveries, async (batch) => {
        const world = loop();
        expect(await world.record(batch)).toEqual(batch.map(() => done));
        expect(world.deliveries.records.size + world.deliveries.setAsides.size).toBeGreaterThan(0);
        for (const feedback of world.feedback.items.values()) {
          expect(Buffer.byteLength(JSON.stringify(feedback))).toBeLessThan(200_000);
          expect(JSON.stringify(feedback).isWellFormed()).toBe(true);
        }
        for (const { reason } of world.deliveries.setAsides.values())
          expect(reason).not.toMatch(/adapter failed|<script>|xxxx/);
      }),
      { numRuns: 250 },
    );
    expect(configuration.stage).toBe('demo');
  });
});
