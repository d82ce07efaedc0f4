import { agendaOf, secondsUntilNext } from '../domain/agenda.ts';
import type { Actor, CaseEvent, CaseEventBody, CaseState } from '../domain/case.ts';
import { stateOf } from '../domain/case-state.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { type CaseExecutions, type CaseStore, ConflictError, type StoredCase } from '../ports.ts';

export interface ChangeCasePorts {
  readonly cases: CaseStore;
  readonly executions: CaseExecutions;
}

/** How often a change is decided anew after somebody else's. */
const attempts = 8;

export function dated(events: readonly CaseEventBody[], at: Instant, by: Actor): readonly CaseEvent[] {
  return events.map((event) => ({ ...event, at, by }));
}

/**
 * Changes a case from outside its execution: reads it, lets `decide` say what happens, adds that to its events and
 * wakes the execution. `decide` may be asked again when somebody else changed the case in between.
 * @returns the case as it is afterwards, changed or not; undefined when there is no such case
 * @throws ConflictError when others kept changing it
 */
export async function changeCase(
  ports: ChangeCasePorts,
  configuration: Configuration,
  caseId: string,
  now: Instant,
  decide: (state: CaseState, record: StoredCase) => readonly CaseEventBody[],
  by: Actor,
): Promise<StoredCase | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const record = await ports.cases.get(caseId);
    if (!record) return undefined;
    const events = decide(stateOf(record, configuration.undoWithin), record);
    if (events.length === 0) {
      await wakeIfMissed(ports.executions, record, configuration, now);
      return record;
    }
    try {
      const changed = await ports.cases.append(record, dated(events, now, by));
      await wake(ports.executions, changed, configuration, now);
      return changed;
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === attempts) throw error;
    }
  }
}

/** Somebody changed the case and did not live to wake the execution; whoever comes again finds that out. */
async function wakeIfMissed(
  executions: CaseExecutions,
  record: StoredCase,
  configuration: Configuration,
  now: Instant,
): Promise<void> {
  if (record.wait && record.wait.events < record.events.length)
    await wake(executions, record, configuration, now);
}

/**
 * Tells a waiting execution how the case stands. One that is not waiting yet will see it by itself: it stores its
 * token first and reads the case after that.
 */
export async function wake(
  executions: CaseExecutions,
  record: StoredCase,
  configuration: Configuration,
  now: Instant,
): Promise<void> {
  if (!record.wait) return;
  if (stateOf(record, configuration.undoWithin).status === 'closed')
    return executions.finish(record.wait.token);
  const [next] = agendaOf(record, configuration, now);
  if (next && next.at <= now) return executions.hurry(record.wait.token);
  return executions.rearm(record.wait.token, waitFor(record, configuration, now));
}

export interface CaseWait {
  readonly caseId: string;
  /** How many events the case had when the wait was computed. */
  readonly events: number;
  readonly waitSeconds: number;
}

export function waitFor(record: StoredCase, configuration: Configuration, now: Instant): CaseWait {
  const agenda = agendaOf(record, configuration, now);
  return { caseId: record.id, events: record.events.length, waitSeconds: secondsUntilNext(agenda, now) };
}
