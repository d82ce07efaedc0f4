import type { CaseRecord, CaseState, TellingSubject } from './case.ts';
import type { Clock } from './clocks.ts';
import type { Instant } from './instant.ts';
import { type Listener, mayAct } from './listener.ts';
import { isStillNews } from './still-news.ts';

/** Something that was to be told to somebody, and was kept for later. */
export interface Kept {
  readonly at: Instant;
  readonly about: TellingSubject;
  readonly role: Listener;
}

/**
 * What of it is worth telling them still: not what they have seen, as they did something with the case since, nor what
 * concerns whoever has the case by now. Whoever looks on is told as long as the case is being worked on.
 */
export function leftToTell<One extends Kept>(
  kept: readonly One[],
  reader: string,
  { events }: CaseRecord,
  state: CaseState,
  clocks: readonly Clock[],
): readonly One[] {
  if (state.status === 'resolved' || state.status === 'closed') return [];
  return kept.filter(({ at, about, role }) => {
    const hasSeen = events.some((event) => event.by === reader && event.at >= at);
    if (hasSeen || !concerns(role, reader, state)) return false;
    return !mayAct({ role }) || isStillNews(about, state, clocks);
  });
}

/** Whether somebody still is to the case what they were to be told as. */
function concerns(role: Listener, reader: string, { owner, queue }: CaseState): boolean {
  switch (role) {
    case 'owner':
      return reader === owner;
    case 'team':
      return queue === true;
    case 'lead':
    case 'head':
    case 'former':
    case 'watcher':
      return true;
  }
}
