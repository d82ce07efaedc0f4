import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import type { IntakeMessage } from '../ports.ts';
import type { MessageOutcome } from '../runtime/queue.ts';
import { type RecordingPorts, recordFeedback } from './record-feedback.ts';
import { noteSource } from './source-notes.ts';

/**
 * Takes in a batch of the intake: records its deliveries and writes down which calls the door refused. One outcome per
 * message, in order; word of refusals never comes again, as somebody would have to look for it among the dead letters.
 */
export async function takeIn(
  ports: RecordingPorts,
  configuration: Configuration,
  messages: readonly IntakeMessage[],
  now: Instant,
): Promise<readonly MessageOutcome[]> {
  const deliveries = messages.flatMap((message) => (message.kind === 'delivery' ? [message.delivery] : []));
  const recorded = [...(await recordFeedback(ports, configuration, deliveries, now))];
  const outcomes: MessageOutcome[] = [];
  for (const message of messages) {
    if (message.kind === 'delivery') {
      outcomes.push(recorded.shift() ?? { failed: true, reason: 'no outcome' });
      continue;
    }
    const { source, at, count } = message.refusals;
    await noteSource(ports.sourceLog, configuration, source, { what: 'refused', at, count });
    outcomes.push({ failed: false });
  }
  return outcomes;
}
