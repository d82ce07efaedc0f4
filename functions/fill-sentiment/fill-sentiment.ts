import type { Configuration } from '../domain/configuration.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { ConflictError, type Sentiments } from '../ports.ts';
import { CustomerHistory } from '../record-feedback/customer-history.ts';
import { type Tone, withCase } from '../record-feedback/draft-feedback.ts';
import { findTones } from '../record-feedback/find-tones.ts';
import { Outcomes } from '../record-feedback/outcomes.ts';
import { type CasePorts, settleCase } from '../record-feedback/settle-case.ts';
import type { MessageOutcome } from '../runtime/queue.ts';

export interface FillingPorts extends CasePorts {
  readonly sentiments: Sentiments;
}

const attempts = 5;

/**
 * Finds the sentiment of comments that had to wait for it; a strongly negative one may open a case now.
 * At most 100 feedback ids. While the service fails, so does every message: the queue brings them back later.
 */
export async function fillSentiment(
  ports: FillingPorts,
  configuration: Configuration,
  feedbackIds: readonly string[],
  now: Instant,
): Promise<readonly MessageOutcome[]> {
  const outcomes = new Outcomes(feedbackIds.length);
  const messages = feedbackIds.map((_, message) => message);
  await outcomes.attempt(messages, async () => {
    const found = await ports.feedback.getMany([...new Set(feedbackIds)]);
    const tones = await findTones(ports.sentiments, found);
    const work = found.map((feedback) => {
      const concerned = messages.filter((message) => feedbackIds[message] === feedback.id);
      return outcomes.attempt(concerned, async () => {
        const history = new CustomerHistory(ports.feedback, configuration);
        const filled = await fill(ports, configuration, feedback, history, tones.get(feedback.id));
        await settleCase(ports, configuration, filled, history, now);
      });
    });
    await Promise.all(work);
  });
  return outcomes.list();
}

/** @throws ConflictError when the comment changed meanwhile and waits anew, or others kept writing */
async function fill(
  { feedback: store }: FillingPorts,
  configuration: Configuration,
  read: Feedback,
  history: CustomerHistory,
  tone: Tone | undefined,
): Promise<Feedback> {
  let before = read;
  for (let attempt = 1; ; attempt += 1) {
    if (!before.sentimentPending) return before;
    if (isOutdated(tone, before)) throw new ConflictError('the comment is another one by now');
    const toned = withSentiment(before, tone);
    const decided = withCase(toned, await history.of(toned), configuration);
    const after = { ...decided, revision: before.revision + 1 };
    try {
      await store.save(after);
      return after;
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === attempts) throw error;
      before = (await store.get(before.id)) ?? before;
    }
  }
}

function isOutdated(tone: Tone | undefined, { answers, language }: Feedback): boolean {
  return tone?.text !== answers.comment || tone?.language !== language;
}

function withSentiment(before: Feedback, tone: Tone | undefined): Feedback {
  const { sentimentPending: _, ...rest } = before;
  return tone?.sentiment ? { ...rest, sentiment: tone.sentiment } : rest;
}
