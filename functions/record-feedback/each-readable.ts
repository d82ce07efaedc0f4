import { errorName } from '../runtime/log.ts';
import type { MessageOutcome } from '../runtime/queue.ts';

/** Works on those messages of a batch that can be read; the others fail alone and end among the dead letters. */
export async function eachReadable<Message>(
  bodies: readonly string[],
  read: (body: string) => Message,
  work: (messages: readonly Message[]) => Promise<readonly MessageOutcome[]>,
): Promise<readonly MessageOutcome[]> {
  const parsed = bodies.map((body) => attempt(() => read(body)));
  const outcomes = [...(await work(parsed.flatMap((one) => (one.ok ? [one.value] : []))))];
  return parsed.map((one) => {
    if (!one.ok) return { failed: true, reason: one.reason };
    return outcomes.shift() ?? { failed: true, reason: 'no outcome' };
  });
}

type Attempt<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

function attempt<Value>(read: () => Value): Attempt<Value> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    return { ok: false, reason: errorName(error) };
  }
}
