import type { Instant } from './instant.ts';
import type { Localised } from './language.ts';

/** What the company decided to do about a theme, and told to those who asked for it. */
export interface Improvement {
  readonly id: string;
  readonly theme: string;
  readonly title: Localised;
  readonly shippedAt: Instant;
}

/** How a campaign's run stands; counts are of feedback. `held` names why somebody was not mailed. */
export interface CampaignTally {
  readonly asked: number;
  readonly mailed: number;
  readonly alreadyTold: number;
  readonly held: Readonly<Record<string, number>>;
}
