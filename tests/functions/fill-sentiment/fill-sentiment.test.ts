import '../../fixtures/quiet.ts';

import { describe, expect, it, vi } from 'vitest';
import { fillSentiment } from '../../../functions/fill-sentiment/fill-sentiment.ts';
import { configuration, noon } from '../../fixtures/deliveries.ts';
import { done, loop, said } from '../record-feedback/loop.ts';

const furious = 'Personne ne répond, je suis furieux';
const id = 'post-purchase#r-1';

/** A response without a score whose sentiment could not be found. */
async function pending() {
  const world = loop();
  world.sentiments.failNext(new Error('throttled'));
  world.sentiments.finds(furious, { label: 'negative', confidence: 0.98 });
  await world.record([said(1, { comment: furious })]);
  const fill = (ids: readonly string[] = [id]) => fillSentiment(world.ports, configuration, ids, noon);
  return { world, fill };
}

describe('a comment that waits for its sentiment', () => {
  it('gets it, and a case when it is strongly negative', async () => {
    const { world, fill } = await pending();
    expect(world.cases.cases.size).toBe(0);
    expect(await fill([id, id])).toEqual([done, done]);
    expect(world.stored).toMatchObject({ revision: 2, sentiment: { label: 'negative' } });
    expect(world.stored).not.toHaveProperty('sentimentPending');
    expect(world.theCase.events).toMatchObject([{ type: 'opened', rule: 'strongly-negative' }]);
    expect(world.sentiments.asked).toHaveLength(1);
  });

  it('waits on while the service fails', async () => {
    const { world, fill } = await pending();
    world.sentiments.failNext(new Error('throttled'));
    expect(await fill()).toEqual([{ failed: true, reason: 'Error' }]);
    expect(world.stored.sentimentPending).toBe(true);
  });

  it('waits no longer when the service has no sentiment for it', async () => {
    const { world, fill } = await pending();
    world.sentiments.finds(furious, undefined);
    expect(await fill()).toEqual([done]);
    expect(world.stored).not.toHaveProperty('sentimentPending');
    expect(world.stored).not.toHaveProperty('sentiment');
  });

  it.each([
    ['cases', 'open'],
    ['executions', 'start'],
  ] as const)('has its case completed by the next attempt when %s.%s broke off', async (port, method) => {
    const { world, fill } = await pending();
    world.breakOnce(port, method);
    expect(await fill()).toEqual([{ failed: true, reason: 'Error' }]);
    expect(await fill()).toEqual([done]);
    expect(world.executions.started.size).toBe(1);
  });

  it('is not given that of an older comment', async () => {
    const { world, fill } = await pending();
    const detect = world.sentiments.detect.bind(world.sentiments);
    vi.spyOn(world.sentiments, 'detect').mockImplementationOnce(async (texts) => {
      const found = await detect(texts);
      vi.mocked(world.sentiments.detect).mockRejectedValueOnce(new Error('throttled'));
      await world.record([said(2, { comment: 'Finalement tout va bien, merci pour votre appel' })]);
      return found;
    });
    expect(await fill()).toEqual([{ failed: true, reason: 'ConflictError' }]);
    expect(world.stored.sentimentPending).toBe(true);
    expect(await fill()).toEqual([done]);
    expect(world.stored.sentiment).toMatchObject({ label: 'neutral' });
  });

  it('does not wait when it was deleted or never was', async () => {
    const { world, fill } = await pending();
    await world.record([said(2, {}, { type: 'response.deleted' })]);
    expect(await fill([id, 'nobody#r'])).toEqual([done, done]);
    expect(world.sentiments.asked).toEqual([]);
  });
});
