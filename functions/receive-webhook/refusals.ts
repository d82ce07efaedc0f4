import type { Instant } from '../domain/instant.ts';
import type { Intake } from '../ports.ts';
import { errorName, log } from '../runtime/log.ts';

const atMostEvery = 60_000;

/**
 * An intake that leaves word of refused calls once a minute and source, with all that were refused since: whoever
 * knocks a thousand times causes one message. What is refused after the last word is told with the next refusal.
 */
export function seldomRefused(intake: Intake): Intake {
  const refused = new Map<string, { readonly untold: number; readonly toldAt: Instant }>();
  return {
    accept: (delivery) => intake.accept(delivery),

    async noteRefusals({ source, at, count }) {
      const { untold, toldAt } = refused.get(source) ?? { untold: 0, toldAt: Number.NEGATIVE_INFINITY };
      const isDue = at >= toldAt + atMostEvery;
      refused.set(source, isDue ? { untold: 0, toldAt: at } : { untold: untold + count, toldAt });
      if (isDue) await intake.noteRefusals({ source, at, count: untold + count });
    },
  };
}

/** Leaves word that a call to a configured source was refused; the call is answered whether or not that works. */
export async function noteRefusal(intake: Intake, source: string, at: Instant): Promise<void> {
  try {
    await intake.noteRefusals({ source, at, count: 1 });
  } catch (error) {
    log.warn('nobody will be told of a refused call', { source, error: errorName(error) });
  }
}
