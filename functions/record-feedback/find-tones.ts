import type { Feedback } from '../domain/feedback.ts';
import type { Sentiments } from '../ports.ts';
import { errorName, log } from '../runtime/log.ts';
import type { Tone } from './draft-feedback.ts';

/**
 * Tones of the comments that wait for one, by feedback id, in one call.
 * @throws whatever the service does
 */
export async function findTones(
  sentiments: Sentiments,
  drafts: readonly Feedback[],
): Promise<ReadonlyMap<string, Tone>> {
  const asked = drafts.flatMap(({ id, sentimentPending, language, answers: { comment } }) =>
    sentimentPending && comment !== undefined && language !== undefined
      ? [{ id, text: comment, language }]
      : [],
  );
  if (asked.length === 0) return new Map();
  const found = await sentiments.detect(asked.map(({ text, language }) => ({ text, language })));
  return new Map(
    asked.map(({ id, text, language }, index) => [id, { text, language, sentiment: found[index] }]),
  );
}

/** As `findTones`, but without tones when the service fails: recording a response waits for nobody. */
export async function findTonesIfPossible(
  sentiments: Sentiments,
  drafts: readonly Feedback[],
): Promise<ReadonlyMap<string, Tone>> {
  try {
    return await findTones(sentiments, drafts);
  } catch (error) {
    log.warn('sentiments will be found later', { error: errorName(error), count: drafts.length });
    return new Map();
  }
}
