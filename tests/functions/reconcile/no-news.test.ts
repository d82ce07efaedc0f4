import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { Delivery, DeliveryWay } from '../../../functions/domain/delivery.ts';
import { configuration, noon, sourceOf } from '../../fixtures/deliveries.ts';
import { loop } from '../record-feedback/loop.ts';
import { filledIn } from '../record-feedback/mappings.ts';

const hour = 3_600_000;
const bad = { recommend: 2, why: 'Livraison en retard, personne ne répond.' };

/** The response as the tool's API lists it, under a name that its webhook does not know. */
function listed(answers: Parameters<typeof filledIn>[0], way: DeliveryWay, updatedAt?: string): Delivery {
  const { form_response } = JSON.parse(filledIn(answers).body.toString());
  const later = updatedAt === undefined ? {} : { submitted_at: updatedAt };
  const body = Buffer.from(JSON.stringify({ ...form_response, response_type: 'completed', ...later }));
  const historic = way === 'imported' ? { historic: true as const } : {};
  return { ...filledIn({}), ...historic, way, body, receivedAt: noon + hour };
}

describe('a response with a case', () => {
  it.each(['reconciled', 'imported'] as const)(
    'is no news to its owner when it is %s as it was',
    async (way) => {
      const world = loop();
      await world.record([filledIn(bad)]);
      expect(world.theCase.events.map(({ type }) => type)).toEqual(['opened']);
      for (const hours of [1, 2]) await world.record([listed(bad, way)], noon + hours * hour);
      expect(world.stored.revision).toBe(1);
      expect(world.theCase.events.map(({ type }) => type)).toEqual(['opened']);
    },
  );

  it('is no news when its webhook comes after all, as looking has found it before', async () => {
    const world = loop();
    await world.record([listed(bad, 'reconciled')], noon + hour);
    for (const id of ['e-1', 'e-2'])
      await world.record([filledIn(bad, { id, receivedAt: noon + 2 * hour })], noon + 2 * hour);
    expect(world.stored.revision).toBe(1);
    expect(world.theCase.events.map(({ type }) => type)).toEqual(['opened']);
  });

  it('is no news either where no bodies are kept', async () => {
    const world = loop();
    const source = { ...sourceOf('typeform-nps'), keepBodies: false };
    const frugal = { ...configuration, sources: { ...configuration.sources, 'typeform-nps': source } };
    await world.record([filledIn(bad)], noon, frugal);
    await world.record([listed(bad, 'reconciled')], noon + hour, frugal);
    expect(world.theCase.events.map(({ type }) => type)).toEqual(['opened']);
  });

  it('is news when only looking found that the customer said something else since', async () => {
    const world = loop();
    await world.record([filledIn(bad)]);
    const changed = listed({ ...bad, why: 'Toujours rien.' }, 'reconciled', '2026-11-23T12:30:00Z');
    await world.record([changed], noon + hour);
    expect(world.theCase.events.map(({ type }) => type)).toEqual(['opened', 'feedback-changed']);
  });
});
