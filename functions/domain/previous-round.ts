import type { CaseEvent, CaseRecord, Resolution } from './case.ts';
import { resolutionOf, standingEvents } from './case-state.ts';

/** What was said in the round that a low answer ended. */
export interface PreviousRound {
  readonly resolution: Resolution;
  readonly answer: Extract<CaseEvent, { type: 'survey-answered' }>;
}

/** The round before the present one; undefined for a case that was never reopened. */
export function previousRound({ events }: Pick<CaseRecord, 'events'>): PreviousRound | undefined {
  const standing = standingEvents(events).map(({ event }) => event);
  const reopened = standing.findLastIndex(({ type }) => type === 'reopened');
  const before = standing.slice(0, Math.max(reopened, 0));
  const resolved = before.findLast((event) => event.type === 'resolved');
  const answer = before.findLast((event) => event.type === 'survey-answered');
  return resolved && answer && { resolution: resolutionOf(resolved), answer };
}
