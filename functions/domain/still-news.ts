import type { CaseState, TellingSubject } from './case.ts';
import type { Clock } from './clocks.ts';

/** Whether what was to be told of a case some time ago is worth telling still, as the case is by now. */
export function isStillNews(about: TellingSubject, state: CaseState, clocks: readonly Clock[]): boolean {
  if (state.status === 'closed' || state.status === 'resolved') return false;
  switch (about.what) {
    case 'opened':
    case 'reopened':
    case 'unacknowledged':
      return state.acknowledgedAt === undefined;
    case 'warning':
    case 'breach':
      return clocks.some(
        ({ target, side, metAt }) =>
          target === about.target && side === (about.side ?? 'team') && metAt === undefined,
      );
    case 'feedback-changed':
    case 'feedback-joined':
    case 'handed-over':
    case 'taken-over':
      return true;
  }
}
