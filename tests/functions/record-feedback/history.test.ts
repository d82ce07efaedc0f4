import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../functions/domain/delivery.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody } from '../../fixtures/providers/example.ts';
import { done, loop, said } from './loop.ts';

const late = 'Livraison en retard, personne ne répond.';

function row(answers: object, { submittedAt = '2024-03-01', historic = true } = {}): Delivery {
  const body = jsonBody({ imported: { id: 'r-1', submittedAt, answers } });
  const delivery = { source: 'post-purchase', receivedAt: noon, way: 'imported', headers: {}, body } as const;
  return historic ? { ...delivery, historic: true } : delivery;
}

describe('an imported response', () => {
  it('is recorded as history and opens no case', async () => {
    const world = loop();
    expect(await world.record([row({ score: '2', comment: late })])).toEqual([done]);
    expect(world.stored).toMatchObject({
      historic: true,
      answers: { rating: { score: 2 }, comment: late, submittedAt: Date.parse('2024-03-01T00:00:00Z') },
      themes: ['delivery', 'support'],
    });
    expect(world.cases.cases.size).toBe(0);
  });

  it('opens one where that is asked for', async () => {
    const world = loop();
    await world.record([row({ score: '2' }, { historic: false })]);
    expect(world.theCase.events.map(({ type }) => type)).toEqual(['opened']);
  });

  it('changes nothing when it is imported again', async () => {
    const world = loop();
    for (const later of [0, 1]) await world.record([{ ...row({ score: '2' }), receivedAt: noon + later }]);
    expect(world.stored.revision).toBe(1);
  });

  it('is no history any more once the survey tool says something new of it', async () => {
    const world = loop();
    await world.record([row({ score: '2' })]);
    await world.record([said(5, { score: 3 })]);
    expect(world.stored).not.toHaveProperty('historic');
    expect(world.theCase.events.map(({ type }) => type)).toEqual(['opened']);
  });

  it('is nothing that the owner of a case is told, even where the file knows more', async () => {
    const world = loop();
    await world.record([said(5, { score: 3 })]);
    await world.record([row({ score: '1', comment: late }, { submittedAt: '2026-11-23 11:30' })]);
    expect(world.stored.answers).toMatchObject({ comment: late, rating: { score: 1 } });
    expect(world.theCase.events.map(({ type }) => type)).toEqual(['opened']);
  });
});
