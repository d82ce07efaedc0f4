import { changeCase } from '../cases/change-case.ts';
import type { CaseState } from '../domain/case.ts';
import { stateOf } from '../domain/case-state.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { type CaseClaim, ConflictError, type StoredCase } from '../ports.ts';
import type { CasePorts } from './settle-case.ts';

/** How often a claim is looked at anew after somebody else's. */
const attempts = 8;

/**
 * The open case that a customer has besides the one that is about to open; undefined when there is none, and then the
 * claim is the new case's. Of two that are about to open at once exactly one finds the other.
 * @param openClaimed opens a case that was claimed and is not there: whoever claimed it may not have lived to open it.
 * Undefined when it will not open after all.
 * @throws ConflictError when others kept changing who has the claim
 */
export async function otherCaseOf(
  ports: Pick<CasePorts, 'cases' | 'customers'>,
  customerKey: string,
  mine: CaseClaim,
  openClaimed: (claim: CaseClaim) => Promise<StoredCase | undefined>,
): Promise<StoredCase | undefined> {
  let holder = await ports.customers.claimCase(customerKey, mine);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (holder.caseId === mine.caseId) return undefined;
    const record = (await ports.cases.get(holder.caseId)) ?? (await openClaimed(holder));
    if (record && !isClosed(record)) return record;
    const heir = record && (await openCaseLinkedTo(ports, record, mine.caseId));
    holder = await ports.customers.claimCase(customerKey, heir ?? mine, holder.caseId);
  }
  throw new ConflictError('others keep claiming the customer');
}

export function isClosed({ events }: StoredCase): boolean {
  return events.findLast(({ type }) => type === 'closed' || type === 'reopened')?.type === 'closed';
}

/** The claim of a closed case passes to one that was opened beside it and is still open. */
async function openCaseLinkedTo(
  { cases }: Pick<CasePorts, 'cases'>,
  { events }: StoredCase,
  besides: string,
): Promise<CaseClaim | undefined> {
  for (const event of events) {
    if (event.type !== 'linked' || event.case === besides) continue;
    const linked = await cases.get(event.case);
    if (linked && !isClosed(linked)) return { caseId: linked.id, feedbackId: linked.feedbackId };
  }
  return undefined;
}

/** Sees to it that the case to which another one was linked when it opened knows of that one. */
export async function settleLink(
  ports: CasePorts,
  configuration: Configuration,
  { id, events }: StoredCase,
  now: Instant,
): Promise<void> {
  const [opened] = events;
  if (opened?.type !== 'opened' || opened.linkedTo === undefined) return;
  const linked = { type: 'linked', case: id } as const;
  await changeCase(
    ports,
    configuration,
    opened.linkedTo,
    now,
    (_, other) =>
      other.events.some((event) => event.type === 'linked' && event.case === id) ? [] : [linked],
    'retour',
  );
}

/**
 * Gives feedback to a case that somebody works on instead of one of its own. The case is told first: should it close
 * before that, the feedback keeps its own case, and no customer goes unheard.
 * @returns the case; undefined when nobody works on it any more
 * @throws ConflictError when the feedback was changed meanwhile
 */
export async function joinCase(
  ports: CasePorts,
  configuration: Configuration,
  feedback: Feedback,
  { id }: StoredCase,
  now: Instant,
): Promise<StoredCase | undefined> {
  let isJoined = false;
  const joining = { type: 'feedback-joined', feedbackId: feedback.id } as const;
  const record = await changeCase(
    ports,
    configuration,
    id,
    now,
    (state, { events }) => {
      const wasJoined = events.some(
        (event) => event.type === 'feedback-joined' && event.feedbackId === feedback.id,
      );
      isJoined = wasJoined || isInHand(state);
      return isJoined && !wasJoined ? [joining] : [];
    },
    'customer',
  );
  if (!isJoined) return undefined;
  await ports.feedback.save({ ...feedback, caseId: id, revision: feedback.revision + 1 });
  return record;
}

/** After its resolution nobody looks at a case, until the customer says that it did not help. */
export function isInHand({ status }: CaseState): boolean {
  return status !== 'resolved' && status !== 'closed';
}

export function isInHandNow(record: StoredCase, { undoWithin }: Configuration): boolean {
  return isInHand(stateOf(record, undoWithin));
}
