import type { Delivery } from '../../../functions/domain/delivery.ts';
import { recordFeedback } from '../../../functions/record-feedback/record-feedback.ts';
import { configuration, noon, standardBody, standardDelivery } from '../../fixtures/deliveries.ts';
import { memoryPorts } from '../../memory/memory-ports.ts';

type Json = Readonly<Record<string, unknown>>;

/** Everything that records feedback, in memory. */
export function loop() {
  const memory = memoryPorts();
  const ports = { ...memory, deferred: memory.deferredSentiments };
  return {
    ...ports,
    ports,
    record: (deliveries: readonly Delivery[], now = noon, by = configuration) =>
      recordFeedback(ports, by, deliveries, now),
    /** Makes the next call of a port's method fail before it does anything. */
    breakOnce(port: keyof typeof memory, method: string) {
      Object.defineProperty(memory[port], method, {
        configurable: true,
        value: async () => {
          Reflect.deleteProperty(memory[port], method);
          throw new Error('crash');
        },
      });
    },
    /** Only the one response that there is. */
    get stored() {
      const [feedback, ...more] = ports.feedback.items.values();
      if (!feedback || more.length > 0) throw new Error('not one feedback');
      return feedback;
    },
    get theCase() {
      const [record, ...more] = ports.cases.cases.values();
      if (!record || more.length > 0) throw new Error('not one case');
      return record;
    },
  };
}

/** A delivery about response r-1, said at a minute of the morning; its id is the minute unless told otherwise. */
export function said(
  minute: number,
  data: Json,
  { type = 'response.updated', id = `msg_${minute}`, receivedAt = noon } = {},
): Delivery {
  const timestamp = new Date(Date.parse('2026-11-23T11:00:00Z') + minute * 60_000).toISOString();
  const body = standardBody({ score: undefined, comment: undefined, ...data }, { type, timestamp });
  return standardDelivery(body, { id, receivedAt });
}

export const done = { failed: false };
