import type { CaseRecord } from './case.ts';
import { stateOf } from './case-state.ts';
import { dateIn } from './local-time.ts';

/** Where a case is listed: while it is open with whom it lies, afterwards under the day (UTC) on which it was closed. */
export interface Listing {
  readonly list: 'openWith' | 'closedOn';
  /** An owner's address, `queueOf` a team or `withCustomer`; or a day, `YYYY-MM-DD`. */
  readonly under: string;
}

/** Resolved, and with the customer, who says whether it helped: nobody's work for now. */
export const withCustomer = 'customer';

/** Of a team's queue, where a case is that nobody has taken yet. */
export function queueOf(team: string): string {
  return `queue/${team}`;
}

/** @throws NotACaseError for a record that does not begin with its opening */
export function listingOf(record: CaseRecord): Listing {
  const state = stateOf(record, 0);
  switch (state.status) {
    case 'closed':
      return { list: 'closedOn', under: dateIn('UTC', state.closedAt) };
    case 'resolved':
      return { list: 'openWith', under: withCustomer };
    case 'open':
    case 'reopened':
    case 'acknowledged':
    case 'contacted':
    case 'waiting':
      return { list: 'openWith', under: state.queue ? queueOf(state.team) : state.owner };
  }
}
