import type { CaseEvent, CaseRecord } from './case.ts';
import { stateOf } from './case-state.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { type Tell, tellingsOf } from './tellings.ts';

/**
 * What was held for somebody's hours when an event made it needless, by that event's place: nobody was ever told. By
 * today's roster, as hours are no part of a case.
 */
export function withheldAt(record: CaseRecord, index: number, configuration: Configuration): readonly Tell[] {
  const event = record.events[index];
  if (event === undefined || index === 0 || event.type === 'told') return [];
  const before = heldThen(record, index, event.at, configuration);
  const after = new Set(heldThen(record, index + 1, event.at, configuration).map(nameOf));
  return before.filter((tell) => !after.has(nameOf(tell)));
}

function heldThen(
  record: CaseRecord,
  count: number,
  at: Instant,
  configuration: Configuration,
): readonly Tell[] {
  const then: readonly CaseEvent[] = record.events.slice(0, count);
  const state = stateOf({ ...record, events: then }, configuration.undoWithin);
  if (state.status === 'closed' || state.status === 'resolved') return [];
  return tellingsOf({ ...record, events: then }, state, configuration, at).filter(
    ({ heldSince, at: until }) => heldSince !== undefined && heldSince <= at && at < until,
  );
}

function nameOf({ key, seat }: Tell): string {
  return JSON.stringify([key, seat]);
}
