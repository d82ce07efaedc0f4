import type { Configuration } from '../../functions/domain/configuration.ts';
import { type Feedback, spokeAt } from '../../functions/domain/feedback.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import { decideOpening, type Opening } from '../../functions/domain/opening.ts';
import { caseIdOf } from '../../functions/identifiers.ts';
import type { CaseStore } from '../../functions/ports.ts';
import { readComment } from '../../functions/read-comment/read-comment.ts';

/** Cases by the feedback that opened them. */
export type Openings = ReadonlyMap<string, Opening>;

/**
 * The cases that a configuration's rules would have opened, had they decided on these responses: languages and themes
 * are found anew, scores and tones are as they are stored. Who had a case before is reckoned by the same rules.
 * @param stored all that may be history, too
 * @param judged ids of the responses to decide on
 */
export function openingsUnder(
  configuration: Configuration,
  stored: readonly Feedback[],
  judged: ReadonlySet<string>,
): Openings {
  const openings = new Map<string, Opening>();
  const histories = new Map<string, Feedback[]>();
  for (const one of stored.toSorted((a, b) => spokeAt(a) - spokeAt(b))) {
    const history = one.customerKey === undefined ? [] : (histories.get(one.customerKey) ?? []);
    const read = judged.has(one.id) ? readAnew(one, configuration) : one;
    const opening = judged.has(one.id) ? decideOpening(read, history, configuration, cameAt(one)) : undefined;
    if (opening) openings.set(one.id, opening);
    if (one.customerKey === undefined) continue;
    history.push(opening ? { ...read, caseId: caseIdOf(one.id) } : read);
    histories.set(one.customerKey, history);
  }
  return openings;
}

/** When a case would have opened. An import tells nobody when it runs; its customers spoke when they spoke. */
export function cameAt(feedback: Feedback): Instant {
  return feedback.historic ? spokeAt(feedback) : feedback.receivedAt;
}

/** As it would be recorded, before any rule decided. */
function readAnew(feedback: Feedback, configuration: Configuration): Feedback {
  const { caseId: _, language: __, ...rest } = feedback;
  return { ...rest, ...readComment(feedback.answers, configuration) };
}

const atOnce = 20;

/** The cases that these responses really opened. */
export async function openingsSoFar(
  cases: Pick<CaseStore, 'get'>,
  judged: readonly Feedback[],
): Promise<Openings> {
  const openings = new Map<string, Opening>();
  const withCase = judged.flatMap(({ id, caseId }) => (caseId === undefined ? [] : [{ id, caseId }]));
  for (let start = 0; start < withCase.length; start += atOnce) {
    const some = withCase.slice(start, start + atOnce);
    const records = await Promise.all(some.map(({ caseId }) => cases.get(caseId)));
    for (const [index, { id }] of some.entries()) {
      const opened = records[index]?.events.find((event) => event.type === 'opened');
      if (opened) openings.set(id, opened);
    }
  }
  return openings;
}
