import type { CaseRecord } from '../../functions/domain/case.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import { type Grouping, type Report, reportOf, type Told, toldOf } from '../../functions/domain/report.ts';
import type { CaseStore, FeedbackStore } from '../../functions/ports.ts';

export interface ReportingPorts {
  readonly cases: Pick<CaseStore, 'list'>;
  readonly feedback: Pick<FeedbackStore, 'list'>;
}

export interface ReportWish {
  readonly since: Instant;
  readonly now: Instant;
  readonly by?: Grouping;
}

/** Reads both tables whole, and reports on what was said since then. */
export async function gatherReport(
  { cases, feedback }: ReportingPorts,
  configuration: Configuration,
  { since, now, by }: ReportWish,
): Promise<Report> {
  const responses: Told[] = [];
  for await (const one of feedback.list(since)) {
    const told = toldOf(one, configuration);
    if (told) responses.push(told);
  }
  const wanted = new Set(responses.map(({ id }) => id));
  const records = new Map<string, CaseRecord>();
  for await (const record of cases.list())
    if (wanted.has(record.feedbackId)) records.set(record.feedbackId, record);
  return reportOf(responses, records, configuration, now, by);
}
