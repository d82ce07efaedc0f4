import '../../fixtures/quiet.ts';

import { describe, expect, it, vi } from 'vitest';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import { fillSentiment } from '../../../functions/fill-sentiment/fill-sentiment.ts';
import { caseIdOf } from '../../../functions/identifiers.ts';
import { Foresight } from '../../../functions/record-feedback/foresee.ts';
import { aRule, day } from '../../domain/a-rule.ts';
import { configuration, noon } from '../../fixtures/deliveries.ts';
import { done, loop, said } from './loop.ts';
import { askingFor, filledIn, mapped, mended } from './mappings.ts';

const again = withOnly(aRule('again', { repeatWithin: 30 * day }, { priority: 'urgent' }));
const fallen = withOnly(aRule('fallen', { dropOf: 3 }));
const id = 'post-purchase#now';

function withOnly(...rules: Configuration['rules']): Configuration {
  return { ...configuration, rules };
}

/** Ana’s answer so many days ago. */
function answer(name: string, days: number, score: number, { email = 'ana@example.com' } = {}) {
  const submittedAt = new Date(noon - days * day).toISOString();
  return said(1, { id: name, score, submittedAt, customer: { email } }, { id: `msg_${name}` });
}

function caseOf(world: ReturnType<typeof loop>, name: string) {
  return world.cases.cases.get(caseIdOf(`post-purchase#${name}`));
}

describe('a rule that looks back', () => {
  it('finds a bad score of the same customer, under whatever spelling of their address', async () => {
    const world = loop();
    await world.record([answer('before', 20, 2, { email: 'Ana@Example.com' })], noon, again);
    await world.record([answer('now', 0, 9)], noon, again);
    expect(caseOf(world, 'now')?.events).toMatchObject([
      { type: 'opened', rule: 'again', priority: 'urgent' },
    ]);
    expect(caseOf(world, 'before')).toBeUndefined();
  });

  it('finds nothing of another customer, and nothing that is too long ago', async () => {
    const world = loop();
    await world.record(
      [answer('before', 31, 2), answer('other', 2, 2, { email: 'bo@example.com' })],
      noon,
      again,
    );
    await world.record([answer('now', 0, 9)], noon, again);
    expect(world.cases.cases.size).toBe(0);
  });

  it('does not take what came first for what was said first', async () => {
    const world = loop();
    await world.record([answer('later', 1, 2)], noon, again);
    await world.record([answer('earlier', 9, 9)], noon, again);
    expect(world.cases.cases.size).toBe(0);
  });

  it('takes imported history for history', async () => {
    const world = loop();
    await world.record([{ ...answer('old', 10, 9), way: 'imported', historic: true }], noon, fallen);
    await world.record([answer('now', 0, 6)], noon, fallen);
    expect([...world.cases.cases.keys()]).toEqual([caseIdOf(id)]);
  });

  it('compares a changed score with what was before the response, not with what it said first', async () => {
    const world = loop();
    await world.record([answer('before', 10, 9)], noon, fallen);
    await world.record([answer('now', 0, 8)], noon, fallen);
    expect(world.cases.cases.size).toBe(0);
    const changed = said(2, { id: 'now', score: 6 }, { id: 'msg_changed' });
    await world.record([changed], noon, fallen);
    expect(caseOf(world, 'now')?.events).toMatchObject([{ rule: 'fallen' }]);
  });

  it('decides once a tone is found, too', async () => {
    const both = withOnly(
      aRule('both', { repeatWithin: 30 * day, sentiment: { label: 'negative', confidence: 0.8 } }),
    );
    const world = loop();
    await world.record([answer('before', 3, 2)], noon, both);
    world.sentiments.failNext(new Error('throttled'));
    world.sentiments.finds('Encore en retard', { label: 'negative', confidence: 0.95 });
    const submittedAt = new Date(noon).toISOString();
    const customer = { email: 'ana@example.com' };
    await world.record(
      [said(3, { id: 'now', comment: 'Encore en retard', submittedAt, customer })],
      noon,
      both,
    );
    expect(world.cases.cases.size).toBe(0);
    expect(await fillSentiment(world.ports, both, [id], noon)).toEqual([done]);
    expect(caseOf(world, 'now')?.events).toMatchObject([{ rule: 'both' }]);
  });

  it('decides when a response is built anew, by the customer that it then has', async () => {
    const world = loop();
    const stage = (mapping: Configuration) => ({ ...mapping, rules: again.rules });
    const unknowing = mapped([{ id: 'shop', as: 'comment' }]);
    await world.record([answer('before', 3, 2)], noon, stage(unknowing));
    const unhappy = { recommend: 9, email: 'ana@example.com', shop: 'Lyon' };
    await world.record([filledIn(unhappy)], noon, stage(unknowing));
    expect(world.cases.cases.size).toBe(0);
    const asking = askingFor('typeform-nps#token-1');
    const foreseen = await new Foresight(world, stage(mended), noon).ofDelivery(asking);
    expect(foreseen).toMatchObject({ rebuilding: { kind: 'changed', opens: { rule: 'again' } } });
    await world.record([asking], noon, stage(mended));
    expect([...world.cases.cases.values()]).toMatchObject([{ feedbackId: 'typeform-nps#token-1' }]);
  });
});

describe('the customer’s history', () => {
  it('is read once for a response, and by all of its steps', async () => {
    const world = loop();
    await world.record([answer('before', 3, 2)], noon, again);
    const listed = vi.spyOn(world.feedback, 'ofCustomer');
    await world.record([answer('now', 0, 9)], noon, again);
    expect(listed).toHaveBeenCalledTimes(1);
    expect(world.cases.cases.size).toBe(1);
  });

  it('is not read where no rule asks for it, nor for somebody unknown', async () => {
    const world = loop();
    const listed = vi.spyOn(world.feedback, 'ofCustomer');
    await world.record([answer('now', 0, 2)], noon, configuration);
    await world.record([said(5, { id: 'unknown', score: 2 })], noon, again);
    expect(listed).not.toHaveBeenCalled();
  });

  it('fails the delivery while it cannot be read, and the next attempt opens the case', async () => {
    const world = loop();
    await world.record([answer('before', 3, 2)], noon, again);
    vi.spyOn(world.feedback, 'ofCustomer').mockRejectedValueOnce(new Error('throttled'));
    expect(await world.record([answer('now', 0, 9)], noon, again)).toEqual([
      { failed: true, reason: 'Error' },
    ]);
    expect(await world.record([answer('now', 0, 9)], noon, again)).toEqual([done]);
    expect(world.cases.cases.size).toBe(1);
  });

  it('keeps a case that was decided, should the attempt to open it break off', async () => {
    const world = loop();
    await world.record([answer('before', 3, 2)], noon, again);
    world.breakOnce('cases', 'open');
    await world.record([answer('now', 0, 9)], noon, again);
    expect(await world.record([answer('now', 0, 9)], noon, again)).toEqual([done]);
    expect(caseOf(world, 'now')?.events).toMatchObject([{ rule: 'again' }]);
  });
});
