import '../../fixtures/quiet.ts';

import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Delivery } from '../../../functions/domain/delivery.ts';
import { Foresight } from '../../../functions/record-feedback/foresee.ts';
import { recordFeedback } from '../../../functions/record-feedback/record-feedback.ts';
import { configuration, noon } from '../../fixtures/deliveries.ts';
import { type ProviderExample, sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { memoryPorts } from '../../memory/memory-ports.ts';
import { askingFor } from './mappings.ts';

const folder = new URL('../../fixtures/providers/', import.meta.url);
const examples: ProviderExample[] = [];
for (const file of readdirSync(folder)) {
  const loaded: { readonly example?: ProviderExample } = await import(new URL(file, folder).href);
  if (loaded.example) examples.push(loaded.example);
}

it.each(examples)(
  'what $provider sends is read again as it was read, and changes nothing',
  async (example) => {
    const by = { ...configuration, sources: { [sourceName]: sourceOfExample(example) } };
    const memory = memoryPorts();
    const ports = { ...memory, deferred: memory.deferredSentiments };
    // The tool tells everything twice, as if it had not heard our answers.
    const calls = [...example.calls(randomUUID), ...example.calls(randomUUID)];
    const deliveries = calls.map(({ body, headers = {}, way }, index): Delivery => {
      const receivedAt = noon + index * 1000;
      return { source: sourceName, receivedAt, headers, body, ...(way && { way }) };
    });
    for (const delivery of deliveries) await recordFeedback(ports, by, [delivery], noon);
    const [stored, ...others] = memory.feedback.items.values();
    expect(others).toEqual([]);
    if (!stored) throw new Error('nothing was recorded');
    expect(memory.deliveries.kept.size).toBeGreaterThan(0);
    expect(await new Foresight(ports, by, noon).ofRebuilding(stored.id)).toEqual({ kind: 'unchanged' });
    await recordFeedback(ports, by, [askingFor(stored.id)], noon);
    expect([...memory.feedback.items.values()]).toEqual([stored]);
  },
);
