import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DeliveryRecord, KeptDelivery } from '../../functions/domain/delivery.ts';
import type { DeliveryStore, KeptRange } from '../../functions/ports.ts';
import { aDelivery, aDeliveryRecord, aKeptRecord, all, aSetAside, noon } from './examples.ts';

const feedbackId = 'post-purchase#r-1';
const pinged = { kind: 'nothing', reason: 'ping' } as const;

export function deliveryStoreContract(make: () => Promise<DeliveryStore>) {
  test('a delivery is first once and a repeat ever after', async () => {
    const deliveries = await make();
    expect(await deliveries.record(aDeliveryRecord())).toBe('first');
    expect(await deliveries.record(aDeliveryRecord({ receivedAt: noon + 1 }))).toBe('repeat');
    expect(await deliveries.record(aDeliveryRecord({ outcome: pinged }))).toBe('first');
    expect(await deliveries.record(aDeliveryRecord({ outcome: { ...pinged, reason: 'test' } }))).toBe(
      'repeat',
    );
  });

  test('of twenty that record the same delivery at once, one is first', async () => {
    const deliveries = await make();
    const answers = await Promise.all(Array.from({ length: 20 }, () => deliveries.record(aDeliveryRecord())));
    expect(answers.filter((answer) => answer === 'first')).toHaveLength(1);
  });

  test('what is kept of a response comes back byte for byte, with the way that it came', async () => {
    const deliveries = await make();
    const posted = aKeptRecord('d-1', { body: randomBytes(2000) });
    const imported = aKeptRecord('d-2', {
      way: 'imported',
      historic: true,
      headers: {},
      receivedAt: noon + 1,
    });
    for (const one of [posted, imported, aKeptRecord('d-3', {}, 'r-2')]) await deliveries.record(one);
    await deliveries.record(aDeliveryRecord({ id: 'd-4' }));
    await deliveries.record(aDeliveryRecord({ id: feedbackId, outcome: pinged }));
    const found = await deliveries.keptOf(feedbackId);
    expect(found.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'd-1', kept: keptIn(posted) },
      { id: 'd-2', kept: keptIn(imported) },
      { id: 'd-4' },
    ]);
    expect(await deliveries.keptOf('post-purchase#r-9')).toEqual([]);
  });

  test('a repeat does not change what is kept', async () => {
    const deliveries = await make();
    await deliveries.record(aKeptRecord('d-1'));
    expect(await deliveries.record(aKeptRecord('d-1', { body: Buffer.from('another') }))).toBe('repeat');
    expect(await deliveries.keptOf(feedbackId)).toEqual([{ id: 'd-1', kept: keptIn(aKeptRecord('d-1')) }]);
  });

  test('a body that does not fit is not kept, and its delivery recorded all the same', async () => {
    const deliveries = await make();
    await deliveries.record(aKeptRecord('fits', { body: randomBytes(299_000) }));
    expect(await deliveries.record(aKeptRecord('does-not', { body: randomBytes(301_000) }))).toBe('first');
    const found = await deliveries.keptOf(feedbackId);
    expect(new Map(found.map(({ id, kept }) => [id, kept?.delivery.body.length]))).toEqual(
      new Map([
        ['fits', 299_000],
        ['does-not', undefined],
      ]),
    );
  });

  test('kept deliveries are listed by source and by when they came', async () => {
    const deliveries = await make();
    const late = aKeptRecord('d-1', { receivedAt: noon + 2 });
    const other = aKeptRecord('d-2', { source: 'support', receivedAt: noon + 1 }, 'r-2');
    for (const one of [late, other, aDeliveryRecord({ id: 'd-3' })]) await deliveries.record(one);
    await deliveries.setAside(aSetAside('a'));
    const listed = async (wanted: KeptRange) =>
      (await all(deliveries.listKept(wanted))).map(({ deliveryId }) => deliveryId).sort();
    expect(await all(deliveries.listKept({ source: 'support' }))).toEqual([
      { feedbackId: 'support#r-2', deliveryId: 'd-2', receivedAt: noon + 1 },
    ]);
    expect(await listed({})).toEqual(['d-1', 'd-2']);
    expect(await listed({ from: noon + 2 })).toEqual(['d-1']);
    expect(await listed({ to: noon + 2 })).toEqual(['d-2']);
    expect(await listed({ source: 'unheard-of' })).toEqual([]);
  });

  test('a kept delivery can become another telling; one that is not kept stays unkept', async () => {
    const deliveries = await make();
    for (const one of [aKeptRecord('d-1'), aDeliveryRecord({ id: 'd-2' })]) await deliveries.record(one);
    for (const id of ['d-1', 'd-2', 'd-3']) await deliveries.reorderKept(feedbackId, id, 7);
    const kept = { delivery: aDelivery(), order: 7 };
    expect((await deliveries.keptOf(feedbackId)).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'd-1', kept },
      { id: 'd-2' },
    ]);
  });

  test('of a forgotten response nothing is kept, but its deliveries are still known', async () => {
    const deliveries = await make();
    for (const one of [aKeptRecord('d-1'), aKeptRecord('d-2'), aKeptRecord('d-3', {}, 'r-2')])
      await deliveries.record(one);
    await deliveries.forgetKept(feedbackId);
    await deliveries.forgetKept(feedbackId);
    expect((await all(deliveries.listKept({}))).map(({ deliveryId }) => deliveryId)).toEqual(['d-3']);
    expect(await deliveries.record(aKeptRecord('d-1'))).toBe('repeat');
    expect((await deliveries.keptOf(feedbackId)).some(({ kept }) => kept)).toBe(false);
  });

  test('a set-aside delivery comes back byte for byte, even a megabyte of noise', async () => {
    const deliveries = await make();
    const unreadable = aSetAside('a', { body: randomBytes(1_000_000) });
    await deliveries.setAside(unreadable);
    expect(await all(deliveries.listSetAside())).toEqual([unreadable]);
  });

  test('a set-aside delivery remembers how it came and what it asked for, but not that it was a replay', async () => {
    const deliveries = await make();
    const fetched = aSetAside('a', { way: 'fetched' });
    const asked = aSetAside('b', { historic: true, rebuild: feedbackId, receivedAt: noon + 1 });
    await deliveries.setAside({ ...fetched, delivery: aDelivery({ way: 'fetched', replayOf: 'a' }) });
    await deliveries.setAside(asked);
    expect(await all(deliveries.listSetAside('post-purchase'))).toEqual([fetched, asked]);
  });

  test('an empty body can be set aside', async () => {
    const deliveries = await make();
    const unreadable = aSetAside('a', { body: Buffer.alloc(0), headers: {} });
    await deliveries.setAside(unreadable);
    expect(await all(deliveries.listSetAside())).toEqual([unreadable]);
  });

  test('the same delivery set aside twice is kept once, as it first was', async () => {
    const deliveries = await make();
    await deliveries.setAside(aSetAside('a'));
    await deliveries.setAside({ ...aSetAside('a'), reason: 'another' });
    expect(await all(deliveries.listSetAside())).toEqual([aSetAside('a')]);
  });

  test('set-aside deliveries are listed oldest first, for one source or all', async () => {
    const deliveries = await make();
    const late = aSetAside('1', { receivedAt: noon + 2 });
    const early = aSetAside('2', { receivedAt: noon + 1 });
    const other = aSetAside('3', { receivedAt: noon + 3, source: 'support-desk' });
    for (const one of [late, other, early]) await deliveries.setAside(one);
    expect(await all(deliveries.listSetAside('post-purchase'))).toEqual([early, late]);
    expect(await all(deliveries.listSetAside('support-desk'))).toEqual([other]);
    expect(await all(deliveries.listSetAside('unheard-of'))).toEqual([]);
    expect((await all(deliveries.listSetAside())).map(({ id }) => id).sort()).toEqual(['1', '2', '3']);
  });

  test('a forgotten delivery is gone from the list, and forgetting twice is fine', async () => {
    const deliveries = await make();
    await deliveries.setAside(aSetAside('a', { body: randomBytes(800_000) }));
    await deliveries.setAside(aSetAside('b'));
    await deliveries.forgetSetAside('a');
    await deliveries.forgetSetAside('a');
    expect(await all(deliveries.listSetAside())).toEqual([aSetAside('b')]);
  });

  test('forgetting does not forget that a delivery was recorded', async () => {
    const deliveries = await make();
    await deliveries.setAside(aSetAside('a'));
    const recorded = [aDeliveryRecord({ id: 'a', outcome: pinged }), aKeptRecord('d-1')];
    for (const one of recorded) await deliveries.record(one);
    await deliveries.setAside(aSetAside(feedbackId));
    for (const id of ['a', feedbackId]) await deliveries.forgetSetAside(id);
    for (const one of recorded) expect(await deliveries.record(one)).toBe('repeat');
    expect(await deliveries.keptOf(feedbackId)).toHaveLength(1);
  });

  test('a delivery that is forgotten while the list is read is left out', async () => {
    const deliveries = await make();
    await deliveries.setAside(aSetAside('a', { receivedAt: noon }));
    await deliveries.setAside(aSetAside('b', { receivedAt: noon + 1 }));
    const seen: string[] = [];
    for await (const { id } of deliveries.listSetAside('post-purchase')) {
      seen.push(id);
      await deliveries.forgetSetAside('b');
    }
    expect(seen).toEqual(['a']);
  });
}

function keptIn({ outcome }: DeliveryRecord): KeptDelivery | undefined {
  return outcome.kind === 'recorded' ? outcome.kept : undefined;
}
