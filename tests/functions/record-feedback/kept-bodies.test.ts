import '../../fixtures/quiet.ts';

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { configuration, standardDelivery } from '../../fixtures/deliveries.ts';
import { done, loop, said } from './loop.ts';

const feedbackId = 'post-purchase#r-1';
const late = 'Livraison en retard, personne ne répond.';

async function keptIn({ deliveries }: ReturnType<typeof loop>, id = feedbackId) {
  const found = await deliveries.keptOf(id);
  return found.map(({ id: deliveryId, kept }) => [deliveryId, kept?.delivery] as const);
}

describe('a delivery that gave a response', () => {
  it('is kept with its record, as it came', async () => {
    const world = loop();
    const posted = said(1, { score: 3 });
    const imported = { ...said(2, { comment: late }), way: 'imported', historic: true } as const;
    await world.record([posted, imported]);
    expect(await keptIn(world)).toEqual([
      ['post-purchase#msg_1', posted],
      ['post-purchase#msg_2', imported],
    ]);
  });

  it('is kept without the note that it was a replay', async () => {
    const world = loop();
    const delivery = said(1, { score: 3 });
    await world.record([{ ...delivery, replayOf: 'post-purchase#a' }]);
    expect(await keptIn(world)).toEqual([['post-purchase#msg_1', delivery]]);
  });

  it('is recorded, but not kept, where the source says so', async () => {
    const world = loop();
    const { 'post-purchase': source, ...sources } = configuration.sources;
    if (!source) throw new Error('no such source');
    const by = {
      ...configuration,
      sources: { ...sources, 'post-purchase': { ...source, keepBodies: false } },
    };
    await world.record([said(1, { score: 3 })], undefined, by);
    expect(await keptIn(world)).toEqual([['post-purchase#msg_1', undefined]]);
  });

  it('is recorded, but not kept, when it is too large', async () => {
    const world = loop();
    const noise = randomBytes(330_000).toString('base64');
    expect(await world.record([said(1, { score: 3, noise })])).toEqual([done]);
    expect(await keptIn(world)).toEqual([['post-purchase#msg_1', undefined]]);
  });
});

describe('a delivery that gave none', () => {
  it.each([
    ['a ping', said(1, {}, { type: 'ping' })],
    ['one that cannot be read', standardDelivery(Buffer.from('x'))],
    ['a deletion', said(1, {}, { type: 'response.deleted' })],
  ])('is not kept: %s', async (_, delivery) => {
    const world = loop();
    await world.record([delivery]);
    expect(world.deliveries.kept.size).toBe(0);
  });
});

describe('when a response is deleted', () => {
  const deletion = said(5, {}, { type: 'response.deleted' });

  it('its kept bodies are forgotten, and those of others are not', async () => {
    const world = loop();
    const other = said(1, { id: 'r-2', score: 2 }, { id: 'm2' });
    await world.record([said(1, { score: 3 }), said(2, { comment: late }), other]);
    await world.record([deletion]);
    expect((await keptIn(world)).filter(([, delivery]) => delivery)).toEqual([]);
    expect(await keptIn(world, 'post-purchase#r-2')).toEqual([['post-purchase#m2', other]]);
  });

  it('before its deletion is recorded, so that a crash in between forgets them the next time', async () => {
    const world = loop();
    await world.record([said(1, { score: 3 })]);
    world.breakOnce('deliveries', 'forgetKept');
    expect(await world.record([deletion])).toMatchObject([{ failed: true }]);
    expect(world.deliveries.records.size).toBe(1);
    expect(await world.record([deletion])).toEqual([done]);
    expect(world.deliveries.kept.size).toBe(0);
  });

  it('nothing that comes with it or later is kept', async () => {
    const world = loop();
    await world.record([said(1, { score: 3 }), deletion]);
    await world.record([said(7, { comment: late })]);
    expect(world.deliveries.kept.size).toBe(0);
    expect(world.deliveries.records.size).toBe(3);
  });
});
