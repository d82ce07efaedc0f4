import '../../fixtures/quiet.ts';

import { describe, expect, it, vi } from 'vitest';
import type { Delivery } from '../../../functions/domain/delivery.ts';
import { seldomReceived } from '../../../functions/record-feedback/source-notes.ts';
import { takeIn } from '../../../functions/record-feedback/take-in.ts';
import { configuration, noon, standardDelivery } from '../../fixtures/deliveries.ts';
import { MemorySourceLog } from '../../memory/source-log.ts';
import { done, loop, said } from './loop.ts';
import { filledIn } from './mappings.ts';

const minute = 60_000;

/** A response of the form as its API lists it. */
function reconciled(token: string): Delivery {
  const { form_response: listed } = JSON.parse(filledIn({ recommend: 9 }, { token }).body.toString());
  const body = Buffer.from(JSON.stringify({ ...listed, response_type: 'completed' }));
  return { ...filledIn({}), way: 'reconciled', body };
}

describe('the log of a source', () => {
  it('says when its tool last posted, once for a batch', async () => {
    const world = loop();
    await world.record([
      said(1, { score: 9 }, { receivedAt: noon + 2 }),
      said(2, { score: 9 }, { receivedAt: noon + 1 }),
      said(3, {}, { type: 'ping', receivedAt: noon }),
    ]);
    expect(world.sourceLog.notes).toEqual([{ source: 'post-purchase', what: 'received', at: noon + 2 }]);
  });

  it.each([
    ['fetched', { way: 'fetched' }],
    ['found by looking', { way: 'reconciled' }],
    ['imported', { way: 'imported', historic: true }],
    ['replayed', { replayOf: 'post-purchase#a' }],
  ] as const)('does not take a delivery for a webhook that was %s', async (_, how) => {
    const world = loop();
    await world.record([said(1, { score: 9 }), said(2, { score: 9 })].map((one) => ({ ...one, ...how })));
    expect(await world.sourceLog.read('post-purchase')).not.toHaveProperty('received');
  });

  it('says when a delivery was set aside', async () => {
    const world = loop();
    await world.record([standardDelivery(Buffer.from('x'), { receivedAt: noon + minute })]);
    expect(await world.sourceLog.read('post-purchase')).toEqual({
      received: noon + minute,
      setAside: noon + minute,
    });
  });

  it('counts responses that only looking found', async () => {
    const world = loop();
    const found = reconciled('token-1');
    await world.record([found], noon + minute);
    await world.record([found], noon + 2 * minute);
    await world.record([filledIn({ recommend: 9 }, { token: 'token-2' }), reconciled('token-2')]);
    expect(await world.sourceLog.read('typeform-nps')).toEqual({
      received: noon,
      repaired: { at: noon + minute, count: 1 },
    });
  });

  it('says nothing of sources that nobody configured', async () => {
    const world = loop();
    for (const source of ['gone', '__proto__', 'constructor'])
      await world.record([standardDelivery(Buffer.from('x'), { source })]);
    expect(world.sourceLog.notes).toEqual([]);
  });

  it('holds no delivery up when it cannot be written', async () => {
    const world = loop();
    vi.spyOn(world.sourceLog, 'note').mockRejectedValue(new Error('throttled'));
    expect(await world.record([said(1, { score: 2 }), standardDelivery(Buffer.from('x'))])).toEqual([
      done,
      done,
    ]);
    expect(world.deliveries.setAsides.size + world.cases.cases.size).toBe(2);
  });

  it('is written for what is received once a minute and source, and for everything else each time', async () => {
    const sourceLog = new MemorySourceLog();
    const seldom = seldomReceived(sourceLog);
    for (const second of [0, 30, 59, 60, 61, 10])
      await seldom.note('post-purchase', { what: 'received', at: noon + second * 1000 });
    await seldom.note('support', { what: 'received', at: noon });
    for (const at of [noon, noon + 1]) await seldom.note('support', { what: 'set-aside', at });
    expect(sourceLog.notes).toEqual([
      { source: 'post-purchase', what: 'received', at: noon },
      { source: 'post-purchase', what: 'received', at: noon + minute },
      { source: 'support', what: 'received', at: noon },
      { source: 'support', what: 'set-aside', at: noon },
      { source: 'support', what: 'set-aside', at: noon + 1 },
    ]);
  });
});

describe('a batch of the intake', () => {
  const refusals = (source: string) =>
    ({ kind: 'refusals', refusals: { source, at: noon + minute, count: 14 } }) as const;
  const delivery = { kind: 'delivery', delivery: said(1, { score: 9 }) } as const;

  it('writes down what the door refused, between the deliveries that it records', async () => {
    const world = loop();
    const broken = { kind: 'delivery', delivery: said(1, { id: 'r-2', score: 9 }, { id: 'm2' }) } as const;
    vi.spyOn(world.feedback, 'save').mockRejectedValueOnce(new RangeError('no'));
    const messages = [refusals('support'), broken, refusals('gone'), delivery];
    expect(await takeIn(world.ports, configuration, messages, noon)).toEqual([
      done,
      { failed: true, reason: 'RangeError' },
      done,
      done,
    ]);
    expect(world.sourceLog.notes.filter(({ what }) => what === 'refused')).toEqual([
      { source: 'support', what: 'refused', at: noon + minute, count: 14 },
    ]);
  });
});
