import type { CaseEvent } from '../../functions/domain/case.ts';
import { oneLine } from '../../functions/words/plain-text.ts';

/** What somebody said why the case waits for the customer, if the wait that begins then has a note. */
export function noteOfWait(events: readonly CaseEvent[], from: number): string | undefined {
  const wait = events.findLast((event) => event.type === 'waiting' && event.at === from);
  return wait?.type === 'waiting' && wait.note !== '' ? oneLine(wait.note, 200) : undefined;
}
