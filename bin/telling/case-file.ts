import type { CaseRecord } from '../../functions/domain/case.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { Feedback } from '../../functions/domain/feedback.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import { type Round, roundsOf, type TotalTime, totalTime } from '../../functions/domain/rounds.ts';
import type { CaseStore, FeedbackStore } from '../../functions/ports.ts';

/** A case with all that can be said of it. */
export interface CaseFile {
  readonly record: CaseRecord;
  /** Undefined should it be kept no more. */
  readonly feedback: Feedback | undefined;
  readonly now: Instant;
  readonly rounds: readonly Round[];
  readonly total: TotalTime | undefined;
}

export interface CaseFilePorts {
  readonly cases: Pick<CaseStore, 'get'>;
  readonly feedback: Pick<FeedbackStore, 'get'>;
}

/** Undefined when there is no such case. */
export async function caseFile(
  ports: CaseFilePorts,
  configuration: Configuration,
  id: string,
  now: Instant,
): Promise<CaseFile | undefined> {
  const stored = await ports.cases.get(id);
  if (stored === undefined) return undefined;
  // Where the execution waits is a right to wake it, and nobody's business.
  const { wait: _, ...record } = stored;
  return fileOf(record, await ports.feedback.get(record.feedbackId), configuration, now);
}

export function fileOf(
  record: CaseRecord,
  feedback: Feedback | undefined,
  configuration: Configuration,
  now: Instant,
): CaseFile {
  const rounds = roundsOf(record, configuration, now);
  return { record, feedback, now, rounds, total: totalTime(record, configuration) };
}

/**
 * The case whole, for other programs; instants are milliseconds since 1970. Verdicts follow from it alone: from the
 * record where it has terms, and always from a round's state.
 */
export function caseAsJson({ record, feedback, now, rounds, total }: CaseFile): object {
  return {
    format: 1,
    asOf: now,
    asOfTime: new Date(now).toISOString(),
    record,
    feedback: feedback ?? null,
    state: rounds.at(-1)?.state ?? null,
    rounds,
    total: total ?? null,
  };
}
