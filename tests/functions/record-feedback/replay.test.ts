import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import { listed, type ReplayWish, rebuildKept, replaySetAside } from '../../../bin/replaying/replay.ts';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import { configuration, noon, standardBody, standardDelivery } from '../../fixtures/deliveries.ts';
import { loop, said } from './loop.ts';
import { askingFor, filledIn, mapped, mended, wrong } from './mappings.ts';

const late = 'Livraison en retard, personne ne répond.';
const look = { apply: false, words: false };

async function lines(given: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const line of given) all.push(line);
  return all;
}

function operator() {
  const world = loop();
  return {
    world,
    replay: (by: Configuration, wish: Partial<ReplayWish> = {}) =>
      lines(replaySetAside(world, by, { ...look, ...wish }, noon)),
    rebuild: (by: Configuration, wish: Partial<ReplayWish> = {}) =>
      lines(rebuildKept(world, by, { ...look, ...wish }, noon)),
    /** What waits in the intake is recorded. */
    settle: async (by: Configuration) => {
      const { accepted } = world.intake;
      world.intake.messages.length = 0;
      return world.record(accepted, noon, by);
    },
  };
}

const unmapped = mapped([{ id: 'colour', as: 'comment' }]);
const unhappy = { recommend: 2, why: late, email: 'ana@example.com', shop: 'Lyon' };

describe('replaying what was set aside', () => {
  it('shows what each delivery would become, and sends nothing', async () => {
    const { world, replay } = operator();
    await world.record([filledIn(unhappy)], noon, unmapped);
    await world.record([standardDelivery(Buffer.from('{"data":{}}'), { receivedAt: noon + 1000 })]);
    expect(await replay(mended)).toEqual([
      expect.stringMatching(
        /^2026-11-23T12:00:00.000Z typeform-nps, \d+ bytes, posted: would be read: response token-1, nps 2 of 0–10, with a comment, opens a case \(rule detractor\)$/,
      ),
      expect.stringMatching(/^2026-11-23T12:00:01.000Z post-purchase, .*: still cannot be read: data.id: /),
      '1 delivery would be read, 1 still cannot be read',
      expect.stringContaining('--apply'),
    ]);
    expect(world.intake.messages).toEqual([]);
    expect(world.deliveries.setAsides.size).toBe(2);
  });

  it('says no word of the customer', async () => {
    const { world, replay } = operator();
    await world.record([filledIn(unhappy)], noon, unmapped);
    expect((await replay(mended)).join()).not.toMatch(/Livraison|ana@|Lyon/);
  });

  it('sends what would be read when it is told to, and leaves the rest', async () => {
    const { world, replay, settle } = operator();
    await world.record([filledIn(unhappy)], noon, unmapped);
    await world.record([standardDelivery(Buffer.from('x'))]);
    expect((await replay(mended, { apply: true })).at(-1)).toBe(
      '1 delivery sent through the intake again, 1 still cannot be read',
    );
    await settle(mended);
    expect(world.theCase).toMatchObject({ feedbackId: 'typeform-nps#token-1' });
    expect([...world.deliveries.setAsides.values()]).toMatchObject([
      { delivery: { source: 'post-purchase' } },
    ]);
  });

  it('keeps how a delivery came: one that was fetched is read as such', async () => {
    const { world, replay, settle } = operator();
    await world.record([{ ...filledIn(unhappy), way: 'imported', historic: true }], noon, unmapped);
    expect((await replay(mended, { apply: true }))[0]).toMatch(/bytes, imported: .*, with a comment$/);
    await settle(mended);
    expect(world.stored).toMatchObject({ historic: true });
    await world.record([{ ...filledIn(unhappy, { id: 'e-2' }), way: 'fetched' }], noon, unmapped);
    expect((await replay(mended))[0]).toMatch(/bytes, fetched: /);
  });

  it('foresees one case for a response that waits in several deliveries', async () => {
    const { world, replay } = operator();
    const more = filledIn({ recommend: 3, why: late }, { id: 'e-2', minute: 59, receivedAt: noon + 1 });
    await world.record([filledIn({ recommend: 2 }), more], noon, unmapped);
    const [first, second] = await replay(mended);
    expect(first).toContain('nps 2 of 0–10, no comment, opens a case');
    expect(second).toMatch(/nps 3 of 0–10, with a comment$/);
  });

  it('tells what is no response', async () => {
    const { world, replay } = operator();
    const confirmed = mapped([{ id: 'why', as: 'comment' }], { confirm: true });
    await world.record([filledIn(unhappy)], noon, unmapped);
    expect((await replay(confirmed))[0]).toMatch(
      /would be read: response token-1, to be fetched from the tool$/,
    );
    const odd = (type: string) => standardBody({}, { type });
    for (const [index, type] of ['response.deleted', 'x.test'].entries()) {
      const delivery = standardDelivery(odd(type), { id: type, receivedAt: noon + index + 1 });
      await world.deliveries.setAside({ id: type, delivery, reason: 'x' });
    }
    const told = await replay(configuration, { source: 'post-purchase' });
    expect(told[0]).toMatch(/would be read: response r-1 is deleted$/);
    expect(told[1]).toMatch(/would be read: no response \(.+\)$/);
  });

  it('foresees what a request to build a response anew would do that was set aside', async () => {
    const { world, replay, settle } = operator();
    await world.record([filledIn(unhappy)], noon, wrong);
    await world.record([askingFor('typeform-nps#token-1')], noon, unmapped);
    expect((await replay(unmapped))[0]).toMatch(/to build typeform-nps#token-1 anew: cannot be read now: /);
    expect((await replay(mended, { apply: true }))[0]).toContain('anew: no score → nps 2 of 0–10');
    await settle(mended);
    expect(world.stored.answers).toMatchObject({ rating: { score: 2 } });
    expect(world.deliveries.setAsides.size).toBe(0);
  });

  it('looks at one source, and at a time, when it is told to', async () => {
    const { world, replay } = operator();
    const at = (hours: number) => noon + hours * 3_600_000;
    for (const hours of [0, 1, 2])
      await world.record([standardDelivery(Buffer.from(`x${hours}`), { receivedAt: at(hours) })]);
    await world.record([filledIn(unhappy)], noon, unmapped);
    expect((await replay(mended, { source: 'post-purchase' })).at(-1)).toContain('0 deliveries');
    expect(await replay(mended, { source: 'post-purchase', from: at(1), to: at(2) })).toHaveLength(2);
    expect(await lines(listed(world, { from: at(1) }))).toEqual([
      expect.stringContaining('T13:00:00.000Z post-purchase'),
      expect.stringContaining('T14:00:00.000Z post-purchase'),
      '2 deliveries set aside',
    ]);
  });
});

describe('reading anew what is kept', () => {
  it('shows how each response would change, by field and without words, and sends nothing', async () => {
    const { world, rebuild } = operator();
    await world.record(
      [filledIn(unhappy), filledIn({ email: 'bo@example.com' }, { id: 'e-2', token: 't-2' })],
      noon,
      wrong,
    );
    const told = await rebuild(mended);
    expect(told).toEqual([
      'typeform-nps#token-1: no score → nps 2 of 0–10, comment changed, also attributes and the language and themes, opens a case (rule detractor)',
      '1 response would change, 1 would stay as they are, 0 cannot be built anew',
      expect.stringContaining('--apply'),
    ]);
    expect(world.intake.messages).toEqual([]);
  });

  it('shows the words when it is asked for them, on one line and without control characters', async () => {
    const { world, rebuild } = operator();
    await world.record([filledIn({ ...unhappy, why: 'En retard\u001b[31m\nencore' })], noon, wrong);
    const noCustomer = mapped([{ id: 'why', as: 'comment' }]);
    expect(await rebuild(noCustomer, { words: true })).toEqual(
      expect.arrayContaining([
        '  comment: “Lyon” → “En retard[31m encore”',
        '  customer: {"email":"ana@example.com"} → nobody',
      ]),
    );
  });

  it('asks for what would change when it is told to, and for nothing else', async () => {
    const { world, rebuild, settle } = operator();
    await world.record(
      [filledIn(unhappy), filledIn({ email: 'bo@example.com' }, { id: 'e-2', token: 't-2' })],
      noon,
      wrong,
    );
    expect(await rebuild(mended, { apply: true })).toContain(
      '1 response asked to be built anew, 1 would stay as they are, 0 cannot be built anew',
    );
    expect(world.intake.accepted).toMatchObject([
      { rebuild: 'typeform-nps#token-1', source: 'typeform-nps' },
    ]);
    await settle(mended);
    expect(world.theCase).toMatchObject({ feedbackId: 'typeform-nps#token-1' });
    expect(await rebuild(mended)).toEqual([
      '0 responses would change, 2 would stay as they are, 0 cannot be built anew',
    ]);
  });

  it('says of which responses it cannot be certain, and leaves them', async () => {
    const { world, rebuild } = operator();
    await world.record([filledIn(unhappy)], noon, wrong);
    await world.record(
      [filledIn({ shop: 'Nice' }, { id: 'e-2', minute: 59 })],
      noon,
      mapped([], { keepBodies: false }),
    );
    await world.record([filledIn(unhappy, { token: 't-2', id: 'e-3' })], noon, wrong);
    expect(await rebuild(mapped([{ id: 'colour', as: 'comment' }]), { apply: true })).toEqual([
      'typeform-nps#token-1: cannot be built anew: not all of its deliveries were kept',
      expect.stringMatching(/^typeform-nps#t-2: cannot be read now: delivery typeform-nps#e-3: .*colour/),
      '0 responses asked to be built anew, 0 would stay as they are, 2 cannot be built anew',
    ]);
    expect(world.intake.messages).toEqual([]);
  });

  it('has what is left of a deleted response forgotten', async () => {
    const { world, rebuild, settle } = operator();
    await world.record([said(1, { score: 3 })]);
    const kept = [...world.deliveries.kept];
    await world.record([said(2, {}, { type: 'response.deleted' })]);
    for (const [key, one] of kept) world.deliveries.kept.set(key, one);
    expect(await rebuild(configuration, { apply: true })).toContain(
      'post-purchase#r-1: was deleted: the bodies that are still kept would be forgotten',
    );
    await settle(configuration);
    expect(world.deliveries.kept.size).toBe(0);
  });

  it('looks at responses that were told of in that time', async () => {
    const { world, rebuild } = operator();
    for (const [token, hours] of [
      ['t-0', 0],
      ['t-1', 1],
      ['t-2', 2],
    ] as const)
      await world.record(
        [filledIn(unhappy, { token, id: token, receivedAt: noon + hours * 3_600_000 })],
        noon,
        wrong,
      );
    const wish = { source: 'typeform-nps', from: noon + 3_600_000, to: noon + 2 * 3_600_000 };
    expect((await rebuild(mended, wish))[0]).toMatch(/^typeform-nps#t-1: /);
    expect(await rebuild(mended, wish)).toHaveLength(3);
    expect(await rebuild(mended, { source: 'post-purchase' })).toHaveLength(1);
  });
});
