import type { TellingSubject } from './case.ts';

/** How grave news is: what somebody must know first has the highest. */
export function gravity(about: TellingSubject): number {
  switch (about.what) {
    case 'feedback-changed':
    case 'feedback-joined':
      return 0;
    case 'unacknowledged':
      return 0.1;
    case 'warning':
      return about.percent / 100;
    case 'taken-over':
      return 1;
    case 'opened':
    case 'reopened':
      return 2;
    case 'handed-over':
      return 3;
    case 'breach':
      return 4 + about.rung;
  }
}
