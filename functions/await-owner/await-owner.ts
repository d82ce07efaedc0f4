import { type ChangeCasePorts, wake } from '../cases/change-case.ts';
import { stateOf } from '../domain/case-state.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';

export interface AwaitOwnerInput {
  readonly caseId: string;
  /** How many events the case had when the wait's length was computed. */
  readonly events: number;
  readonly token: string;
}

/**
 * Remembers where the execution waits. The answer to that write is the case as it is at that moment: if somebody
 * acted before the token was there to be found, the execution is woken here, by whoever is last to know.
 */
export async function awaitOwner(
  ports: ChangeCasePorts,
  configuration: Configuration,
  { caseId, events, token }: AwaitOwnerInput,
  now: Instant,
): Promise<void> {
  const record = await ports.cases.awaitOwner(caseId, { token, events });
  const closed = stateOf(record, configuration.undoWithin).status === 'closed';
  if (closed || record.events.length !== events) await wake(ports.executions, record, configuration, now);
}
