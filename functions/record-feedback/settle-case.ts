import { changeCase, dated } from '../cases/change-case.ts';
import type { CaseState } from '../domain/case.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { decideOpening, type Opening, ownersByLoad } from '../domain/opening.ts';
import { termsFor } from '../domain/terms.ts';
import type {
  CaseClaim,
  CaseExecutions,
  CaseStore,
  CustomerStore,
  FeedbackStore,
  StoredCase,
} from '../ports.ts';
import { count, log } from '../runtime/log.ts';
import type { CaseLoads } from './case-loads.ts';
import type { CustomerHistory } from './customer-history.ts';
import { isClosed, isInHandNow, joinCase, otherCaseOf, settleLink } from './same-customer.ts';

export interface CasePorts {
  readonly cases: CaseStore;
  readonly executions: CaseExecutions;
  readonly feedback: FeedbackStore;
  readonly customers: Pick<CustomerStore, 'claimCase'>;
  readonly loads: CaseLoads;
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
  if (feedback.deleted) return closeCase(ports, configuration, feedback.id, caseId, now);
  const record =
    (await ports.cases.get(caseId)) ?? (await open(ports, configuration, feedback, caseId, history, now));
  if (record && !isClosed(record)) await ports.executions.start(record.id);
  if (record) await settleLink(ports, configuration, record, now);
  return record;
}

async function open(
  ports: CasePorts,
  configuration: Configuration,
  feedback: Feedback,
  caseId: string,
  history: CustomerHistory,
  now: Instant,
): Promise<StoredCase | undefined> {
  const opening = await decide(ports, configuration, feedback, history, now);
  if (opening === undefined) return withdraw(ports, feedback);
  const other = await otherCase(ports, configuration, feedback, caseId, history, now);
  if (other && configuration.sameCustomer === 'join' && isInHandNow(other, configuration)) {
    const joined = await joinCase(ports, configuration, feedback, other, now);
    if (joined) return joined;
  }
  const linked = other && { linkedTo: other.id };
  return write(ports, configuration, feedback, caseId, { ...opening, ...linked }, now);
}

async function decide(
  { loads }: CasePorts,
  configuration: Configuration,
  feedback: Feedback,
  history: CustomerHistory,
  now: Instant,
): Promise<Opening | undefined> {
  const before = await history.of(feedback);
  const among = ownersByLoad(feedback, before, configuration, now);
  if (among.length < 2) return decideOpening(feedback, before, configuration, now);
  return loads.give(among, now, (known) => decideOpening(feedback, before, configuration, now, known));
}

async function otherCase(
  ports: CasePorts,
  configuration: Configuration,
  { id: feedbackId, customerKey }: Feedback,
  caseId: string,
  history: CustomerHistory,
  now: Instant,
): Promise<StoredCase | undefined> {
  if (configuration.sameCustomer === 'separate' || customerKey === undefined) return undefined;
  const openClaimed = async (claim: CaseClaim) => {
    const feedback = await ports.feedback.get(claim.feedbackId);
    if (feedback?.caseId !== claim.caseId || feedback.deleted) return undefined;
    const opening = await decide(ports, configuration, feedback, history, now);
    const opened = opening && (await write(ports, configuration, feedback, claim.caseId, opening, now));
    if (opened) await ports.executions.start(opened.id);
    return opened;
  };
  return otherCaseOf(ports, customerKey, { caseId, feedbackId }, openClaimed);
}

async function write(
  ports: CasePorts,
  configuration: Configuration,
  { id: feedbackId, customerKey }: Feedback,
  caseId: string,
  opening: Opening,
  now: Instant,
): Promise<StoredCase | undefined> {
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
  feedbackId: string,
  caseId: string,
  now: Instant,
): Promise<StoredCase | undefined> {
  const closing = { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' } as const;
  // What the customer said besides still wants an answer.
  const decide = ({ status }: CaseState, record: StoredCase) =>
    status === 'closed' ||
    record.feedbackId !== feedbackId ||
    record.events.some(({ type }) => type === 'feedback-joined')
      ? []
      : [closing];
  return changeCase(ports, configuration, caseId, now, decide, 'retour');
}
