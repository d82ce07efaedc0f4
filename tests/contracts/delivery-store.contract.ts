import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DeliveryStore } from '../../functions/ports.ts';
import { aDeliveryRecord, all, aSetAside, noon } from './examples.ts';

export function deliveryStoreContract(make: () => Promise<DeliveryStore>) {
  test('a delivery is first once and a repeat ever after', async () => {
    const deliveries = await make();
    expect(await deliveries.record(aDeliveryRecord())).toBe('first');
    const other = aDeliveryRecord({ outcome: { kind: 'nothing', reason: 'ping' } });
    expect(await deliveries.record(other)).toBe('repeat');
  });

  test('of twenty that record the same delivery at once, one is first', async () => {
    const deliveries = await make();
    const answers = await Promise.all(Array.from({ length: 20 }, () => deliveries.record(aDeliveryRecord())));
    expect(answers.filter((answer) => answer === 'first')).toHaveLength(1);
  });

  test('a set-aside delivery comes back byte for byte, even a megabyte of noise', async () => {
    const deliveries = await make();
    const unreadable = aSetAside('a', { body: randomBytes(1_000_000) });
    await deliveries.setAside(unreadable);
    expect(await all(deliveries.listSetAside())).toEqual([unreadable]);
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
    await deliveries.record(aDeliveryRecord({ id: 'a' }));
    await deliveries.forgetSetAside('a');
    expect(await deliveries.record(aDeliveryRecord({ id: 'a' }))).toBe('repeat');
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
