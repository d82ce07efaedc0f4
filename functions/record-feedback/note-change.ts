import { changeCase } from '../cases/change-case.ts';
import type { CaseEvent, CaseEventBody } from '../domain/case.ts';
import type { Configuration } from '../domain/configuration.ts';
import { type Answers, type Feedback, ratingsOf } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { type Arrival, orderOf } from '../domain/merge.ts';
import { isGood, lowestOf } from '../domain/rating.ts';
import type { StoredCase } from '../ports.ts';
import type { CasePorts } from './settle-case.ts';

type Change = Extract<CaseEventBody, { type: 'feedback-changed' }>;

/** What the owner of an existing case would see change; undefined when it is nothing that they are shown. */
export function visibleChange(before: Feedback | undefined, after: Feedback): Change | undefined {
  if (before?.caseId === undefined || after.deleted) return undefined;
  const score = shownScore(after.answers);
  const isRescored = scoresOf(after.answers) !== scoresOf(before.answers);
  const comment = after.answers.comment !== before.answers.comment;
  return change(after, isRescored ? score : undefined, comment);
}

/**
 * What an arrival that is already merged may have failed to tell the case, since the attempt that merged it broke off:
 * it gave the present score or comment, and the case has heard nothing since it came.
 */
export function untoldChange(
  after: Feedback,
  { reading, receivedAt }: Arrival,
  record: StoredCase,
): Change | undefined {
  const hasHeard = record.events.some((event) => isNews(event) && event.at >= receivedAt);
  if (reading.kind === 'deletion' || hasHeard) return undefined;
  const { comment } = reading.answers;
  const gaveScore = scoreFields(reading.answers).some((field) => orderOf(after, field) === reading.order);
  return change(
    after,
    gaveScore ? shownScore(after.answers) : undefined,
    comment !== undefined && orderOf(after, 'comment') === reading.order,
  );
}

/** Adds the change to the case's events, which wakes its execution to tell the owner. */
export async function noteChange(
  ports: CasePorts,
  configuration: Configuration,
  caseId: string,
  noted: Change,
  now: Instant,
): Promise<void> {
  await changeCase(ports, configuration, caseId, now, () => [noted], 'customer');
}

function shownScore(answers: Answers): number | undefined {
  return lowestOf(ratingsOf(answers))?.score;
}

/** All scores as one text, the same whatever the order in which they came. */
function scoresOf({ rating, scores = {} }: Answers): string {
  const further = Object.entries(scores).map(([id, { score }]) => [id, score] as const);
  return JSON.stringify([rating?.score, further.sort(([one], [other]) => (one < other ? -1 : 1))]);
}

function scoreFields({ rating, scores = {} }: Answers): readonly ('rating' | `scores.${string}`)[] {
  const further = Object.keys(scores).map((id) => `scores.${id}` as const);
  return rating === undefined ? further : ['rating', ...further];
}

function change(after: Feedback, score: number | undefined, comment: boolean): Change | undefined {
  if (score === undefined && !comment) return undefined;
  const thanks = saysThanks(after) ? ({ thanks: true } as const) : {};
  return score === undefined
    ? { type: 'feedback-changed', comment, ...thanks }
    : { type: 'feedback-changed', score, comment, ...thanks };
}

/** Nothing in it asks for an answer any more: every score is good, or there is none and the words are kind. */
function saysThanks({ answers, sentiment }: Feedback): boolean {
  const ratings = ratingsOf(answers);
  if (sentiment?.label === 'negative' || sentiment?.label === 'mixed' || answers.contactRequested)
    return false;
  return ratings.length === 0 ? sentiment?.label === 'positive' : ratings.every(({ band }) => isGood(band));
}

function isNews({ type }: CaseEvent): boolean {
  return type === 'opened' || type === 'feedback-changed' || type === 'feedback-joined';
}
