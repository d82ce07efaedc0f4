import { changeCase, dated } from '../cases/change-case.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { decideOpening } from '../domain/opening.ts';
import { termsFor } from '../domain/terms.ts';
import type { CaseExecutions, CaseStore, FeedbackStore, StoredCase } from '../ports.ts';
import { count, log } from '../runtime/log.ts';
import type { CustomerHistory } from './customer-history.ts';

export interface CasePorts {
  readonly cases: CaseStore;
  readonly executions: CaseExecutions;
  readonly feedback: FeedbackStore;
}

/**
 * Sees to it that saved feedback has the case it should have, whatever an earlier attempt left undone.
 * Feedback is saved before its case is opened, the case before its execution starts, all before the delivery is
 * recorded: a crash in between leaves the delivery on the queue, and each step finds what was done already.
 * @returns the case, if there is one
 */
export async function settleCase(
  ports: CasePorts,
  configuration: Configuration,
  feedback: Feedback,
  history: CustomerHistory,
  now: Instant,
): Promise<StoredCase | undefined> {
  const { caseId } = feedback;
  if (caseId === undefined) return undefined;
  if (feedback.deleted) return closeCase(ports, configuration, caseId, now);
  const record =
    (await ports.cases.get(caseId)) ?? (await open(ports, configuration, feedback, caseId, history, now));
  if (record && !isClosed(record)) await ports.executions.start(caseId);
  return record;
}

function isClosed({ events }: StoredCase): boolean {
  return events.findLast(({ type }) => type === 'closed' || type === 'reopened')?.type === 'closed';
}

async function open(
  ports: CasePorts,
  configuration: Configuration,
  feedback: Feedback,
  caseId: string,
  history: CustomerHistory,
  now: Instant,
): Promise<StoredCase | undefined> {
  const opening = decideOpening(feedback, await history.of(feedback), configuration, now);
  if (opening === undefined) return withdraw(ports, feedback);
  const { id: feedbackId, customerKey } = feedback;
  const terms = termsFor(opening, configuration, now);
  const events = dated([{ ...opening, terms }], now, 'retour');
  const record = { id: caseId, feedbackId, events, ...(customerKey !== undefined && { customerKey }) };
  if ((await ports.cases.open(record)) === 'existing') return ports.cases.get(caseId);
  count('CasesOpened');
  log.info('case opened', { caseId, feedbackId, reason: opening.rule });
  return record;
}

/** The customer thought better of it before the case was opened, so nobody owes an answer. */
async function withdraw({ feedback: store }: CasePorts, feedback: Feedback): Promise<undefined> {
  const { caseId: _, ...rest } = feedback;
  await store.save({ ...rest, revision: feedback.revision + 1 });
}

function closeCase(
  ports: CasePorts,
  configuration: Configuration,
  caseId: string,
  now: Instant,
): Promise<StoredCase | undefined> {
  const closing = { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' } as const;
  const decide = ({ status }: { readonly status: string }) => (status === 'closed' ? [] : [closing]);
  return changeCase(ports, configuration, caseId, now, decide, 'retour');
}
