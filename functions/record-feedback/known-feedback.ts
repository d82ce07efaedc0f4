import type { Feedback } from '../domain/feedback.ts';
import type { FeedbackStore } from '../ports.ts';
import type { Brought, Gathered } from './gathered.ts';
import type { Outcomes } from './outcomes.ts';

export interface KnownResponse {
  readonly feedbackId: string;
  readonly arrivals: readonly Brought[];
  readonly messages: readonly number[];
  readonly known: Feedback | undefined;
}

const mostAtOnce = 100;

/**
 * Reads what is stored of the gathered responses, together. Where that fails each is read by itself,
 * so that one which cannot be read fails its own messages only.
 */
export async function withKnown(
  store: FeedbackStore,
  gathered: ReadonlyMap<string, Gathered>,
  outcomes: Outcomes,
): Promise<readonly KnownResponse[]> {
  const ids = [...gathered.keys()];
  const stored = await readTogether(store, ids).catch(() => undefined);
  const found: KnownResponse[] = [];
  for (const [feedbackId, { arrivals, messages }] of gathered)
    await outcomes.attempt([...messages], async () => {
      const known = stored ? stored.get(feedbackId) : await store.get(feedbackId);
      found.push({ feedbackId, arrivals, messages: [...messages], known });
    });
  return found;
}

async function readTogether(
  store: FeedbackStore,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Feedback>> {
  const stored = new Map<string, Feedback>();
  for (let start = 0; start < ids.length; start += mostAtOnce)
    for (const feedback of await store.getMany(ids.slice(start, start + mostAtOnce)))
      stored.set(feedback.id, feedback);
  return stored;
}
