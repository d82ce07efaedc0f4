import { expect, test } from 'vitest';
import type { Collected, OwnerStore } from '../../functions/ports.ts';
import { all, noon } from './examples.ts';

const lea = 'lea@example.com';
const today = '2026-11-23';
const hour = 3_600_000;

function aMessage(name: string, given: Partial<Collected> = {}): Collected {
  return {
    key: `C-TEST/${name}`,
    caseId: 'C-TEST',
    at: noon,
    about: { what: 'opened' },
    role: 'owner',
    ...given,
  };
}

export function ownerStoreContract(make: () => Promise<OwnerStore>) {
  test('so many messages of a day are sent, and what is more is collected', async () => {
    const owners = await make();
    const fates: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) fates.push(await owners.admit(lea, today, aMessage(name), 2));
    expect(fates).toEqual(['send', 'send', 'collected', 'collected']);
    expect((await owners.collectedFor(lea, 100)).map(({ key }) => key).sort()).toEqual([
      'C-TEST/c',
      'C-TEST/d',
    ]);
  });

  test('one message counts once, however often it is tried, and stays what it was', async () => {
    const owners = await make();
    for (let attempt = 0; attempt < 3; attempt += 1)
      expect(await owners.admit(lea, today, aMessage('a'), 1)).toBe('send');
    for (let attempt = 0; attempt < 3; attempt += 1)
      expect(await owners.admit(lea, today, aMessage('b'), 1)).toBe('collected');
    expect(await owners.admit(lea, today, aMessage('a'), 1)).toBe('send');
    expect(await owners.collectedFor(lea, 100)).toEqual([aMessage('b')]);
  });

  test('of twenty at once no more are sent than may be', async () => {
    const owners = await make();
    const fates = await Promise.all(
      Array.from({ length: 20 }, (_, index) => owners.admit(lea, today, aMessage(`m-${index}`), 7)),
    );
    expect(fates.filter((fate) => fate === 'send')).toHaveLength(7);
    expect(await owners.collectedFor(lea, 100)).toHaveLength(13);
  });

  test('another day and another person begin anew', async () => {
    const owners = await make();
    await owners.admit(lea, today, aMessage('a'), 1);
    expect(await owners.admit(lea, '2026-11-24', aMessage('b'), 1)).toBe('send');
    expect(await owners.admit('noe@example.com', today, aMessage('c'), 1)).toBe('send');
  });

  test('what was collected comes back as it was, oldest first, until it is forgotten', async () => {
    const owners = await make();
    await owners.admit(lea, today, aMessage('a'), 1);
    const breach = { what: 'breach', target: 'resolution', rung: 1, side: 'customer' } as const;
    const late = aMessage('late', { at: noon + 2, about: breach });
    const early = aMessage('early', {
      at: noon + 1,
      about: { what: 'unacknowledged', times: 2 },
      role: 'watcher',
    });
    for (const message of [late, early]) await owners.admit(lea, today, message, 1);
    expect(await owners.collectedFor(lea, 100)).toEqual([early, late]);
    expect(await all(owners.listCollecting())).toEqual([lea]);
    await owners.forgetCollected(lea, [early.key, 'C-TEST/never-there']);
    expect(await owners.collectedFor(lea, 100)).toEqual([late]);
    await owners.forgetCollected(lea, [late.key]);
    expect(await owners.collectedFor(lea, 100)).toEqual([]);
    expect(await all(owners.listCollecting())).toEqual([]);
  });

  test('whoever has something collected is listed once', async () => {
    const owners = await make();
    const people = [lea, 'noe@example.com'];
    for (const owner of people)
      for (const name of ['a', 'b', 'c']) await owners.admit(owner, today, aMessage(name), 1);
    expect((await all(owners.listCollecting())).sort()).toEqual(people);
  });

  test('an overview is claimed once in its time', async () => {
    const owners = await make();
    const claims = await Promise.all([1, 2, 3].map(() => owners.claimOverview(lea, noon, hour)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await owners.claimOverview(lea, noon + hour - 1, hour)).toBe(false);
    expect(await owners.claimOverview('noe@example.com', noon, hour)).toBe(true);
    expect(await owners.claimOverview(lea, noon + hour, hour)).toBe(true);
  });

  test('a claim that is given back can be taken at once, by whoever gives back their own', async () => {
    const owners = await make();
    expect(await owners.claimOverview(lea, noon, hour)).toBe(true);
    await owners.releaseOverview(lea, noon - 1);
    expect(await owners.claimOverview(lea, noon + 1, hour)).toBe(false);
    await owners.releaseOverview(lea, noon);
    expect(await owners.claimOverview(lea, noon + 1, hour)).toBe(true);
    await owners.releaseOverview('noe@example.com', noon);
  });

  test('no more of what was collected is read than is asked for, and the rest stays', async () => {
    const owners = await make();
    for (let index = 0; index < 8; index += 1) await owners.admit(lea, today, aMessage(`m-${index}`), 1);
    const some = await owners.collectedFor(lea, 3);
    expect(some).toHaveLength(3);
    await owners.forgetCollected(
      lea,
      some.map(({ key }) => key),
    );
    expect(await owners.collectedFor(lea, 100)).toHaveLength(4);
  });

  test('the last list of a name is remembered, and what it was of', async () => {
    const owners = await make();
    expect(await owners.lastDigest(lea, 'own')).toBeUndefined();
    await owners.noteDigest(lea, 'own', { day: '2026-11-23', at: noon });
    await owners.noteDigest(lea, 'own', { day: '2026-11-24', at: noon + 24 * hour });
    expect(await owners.lastDigest(lea, 'own')).toEqual({ day: '2026-11-24', at: noon + 24 * hour });
    expect(await owners.lastDigest(lea, 'team/care')).toBeUndefined();
    expect(await owners.lastDigest('noe@example.com', 'own')).toBeUndefined();
  });
}
