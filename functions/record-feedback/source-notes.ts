import type { Configuration } from '../domain/configuration.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import type { SourceNote } from '../domain/source-log.ts';
import type { SourceLog } from '../ports.ts';
import { errorName, log } from '../runtime/log.ts';

const atMostEvery = 60_000;

/**
 * A log that writes down that a source receives deliveries once a minute, by the time at which they came: it need not
 * be known more exactly, and each note is a write. Everything else is written each time.
 */
export function seldomReceived(sourceLog: Pick<SourceLog, 'note'>): Pick<SourceLog, 'note'> {
  const noted = new Map<string, Instant>();
  return {
    async note(source, note) {
      if (note.what === 'received') {
        const last = noted.get(source);
        if (last !== undefined && note.at < last + atMostEvery) return;
        noted.set(source, note.at);
      }
      await sourceLog.note(source, note);
    },
  };
}

/** Notes what happened at a source, if it is configured. Nothing waits for the log, and nothing fails with it. */
export async function noteSource(
  sourceLog: Pick<SourceLog, 'note'>,
  { sources }: Configuration,
  source: string,
  note: SourceNote,
): Promise<void> {
  if (!Object.hasOwn(sources, source)) return;
  try {
    await sourceLog.note(source, note);
  } catch (error) {
    log.warn('nothing could be noted of a source', { source, step: note.what, error: errorName(error) });
  }
}

/** Notes for each source of a batch when the survey tool last posted to it; what came another way proves no webhook. */
export async function noteReceived(
  sourceLog: Pick<SourceLog, 'note'>,
  configuration: Configuration,
  deliveries: readonly Delivery[],
): Promise<void> {
  const last = new Map<string, Instant>();
  for (const { source, receivedAt, way = 'posted', replayOf, rebuild } of deliveries)
    if (way === 'posted' && replayOf === undefined && rebuild === undefined)
      last.set(source, Math.max(last.get(source) ?? 0, receivedAt));
  const notes = [...last].map(([source, at]) =>
    noteSource(sourceLog, configuration, source, { what: 'received', at }),
  );
  await Promise.all(notes);
}
