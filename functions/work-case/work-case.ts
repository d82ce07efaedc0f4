import { type CaseWait, dated, waitFor } from '../cases/change-case.ts';
import type { MailCustomerPorts } from '../customer-mail/mail-customer.ts';
import { sendOverview } from '../digests/send-overview.ts';
import { teamOf } from '../domain/actions.ts';
import { agendaOf, type Step } from '../domain/agenda.ts';
import type { CaseEventBody, CaseState } from '../domain/case.ts';
import { stateOf } from '../domain/case-state.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { changedTerms } from '../domain/terms.ts';
import {
  type CaseStore,
  ConflictError,
  type FeedbackStore,
  type Notices,
  type OwnerStore,
  type StoredCase,
} from '../ports.ts';
import { errorName, log } from '../runtime/log.ts';
import { mailAboutCase } from './mail-about-case.ts';
import { tellPeople } from './tell-people.ts';

export interface WorkCasePorts extends MailCustomerPorts {
  readonly cases: CaseStore;
  readonly feedback: FeedbackStore;
  readonly notices: Notices;
  readonly owners: OwnerStore;
}

export interface Surroundings {
  readonly configuration: Configuration;
  readonly baseUrl: string;
}

/** What a step of the agenda is carried out with. */
export interface Occasion {
  readonly record: StoredCase;
  readonly state: CaseState;
  readonly feedback: Feedback;
  readonly now: Instant;
  /** What was already said to whom in this run, should the case have to be read again. */
  readonly said: Map<string, readonly string[]>;
  /** Of that, what comes in an overview, as its step and who. */
  readonly collected: Set<string>;
  /** Who is to have one, once what they are told is written down. */
  readonly overviews: Set<string>;
}

/** More rounds than any case can need at one time; a bug must not send mail for ever. */
const mostRounds = 20;

/**
 * Does everything that is due for a case and says how long to wait for the next thing. Decides from the case as it
 * is now, not as it was when the wait began: a changed policy, a pause or a redeploy needs nothing else.
 */
export async function workCase(
  ports: WorkCasePorts,
  around: Surroundings,
  caseId: string,
  now: Instant,
): Promise<CaseWait> {
  const said = new Map<string, readonly string[]>();
  const collected = new Set<string>();
  const overviews = new Set<string>();
  let record = await onTodaysTerms(ports.cases, await read(ports.cases, caseId), around, now);
  for (let round = 0; round < mostRounds; round += 1) {
    const due = agendaOf(record, around.configuration, now).filter((step) => step.at <= now);
    if (due.length === 0) return waitFor(record, around.configuration, now);
    const feedback = await ports.feedback.get(record.feedbackId);
    if (!feedback) throw new Error(`the feedback of case ${caseId} is not there`);
    const state = stateOf(record, around.configuration.undoWithin);
    const occasion = { record, state, feedback, now, said, collected, overviews };
    const events = await carryOut(ports, around, due, occasion);
    record = await append(ports.cases, record, events, now);
    for (const reader of overviews) await sendOverviewNow(ports, around, reader, now);
    overviews.clear();
  }
  throw new Error(`case ${caseId} does not come to rest`);
}

/** What is collected is kept; whoever looks for it every hour sends what could not be sent now. */
async function sendOverviewNow(
  ports: WorkCasePorts,
  around: Surroundings,
  reader: string,
  now: Instant,
): Promise<void> {
  try {
    await sendOverview(ports, around, reader, now);
  } catch (error) {
    log.warn('an overview has to wait', { error: errorName(error) });
  }
}

async function read(cases: CaseStore, caseId: string): Promise<StoredCase> {
  const record = await cases.get(caseId);
  if (!record) throw new Error(`case ${caseId} is not there`);
  return record;
}

/** Writes down what the case is held to from now on, should the configuration have changed since. */
async function onTodaysTerms(
  cases: CaseStore,
  record: StoredCase,
  { configuration }: Surroundings,
  now: Instant,
): Promise<StoredCase> {
  const state = stateOf(record, configuration.undoWithin);
  const terms = state.status === 'closed' ? undefined : changedTerms(state, configuration, now);
  return terms === undefined ? record : append(cases, record, [{ type: 'terms', terms }], now);
}

/** The case with the events, or, when somebody was faster, as that somebody left it. */
async function append(
  cases: CaseStore,
  record: StoredCase,
  events: readonly CaseEventBody[],
  now: Instant,
): Promise<StoredCase> {
  try {
    return await cases.append(record, dated(events, now, 'retour'));
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return read(cases, record.id);
  }
}

async function carryOut(
  ports: WorkCasePorts,
  around: Surroundings,
  due: readonly Step[],
  occasion: Occasion,
): Promise<readonly CaseEventBody[]> {
  // Whoever is told must be who can do something about it.
  const handOver = due.find((step) => step.kind === 'hand-over');
  if (handOver) return [handedOver(handOver, occasion.state, around.configuration)];
  const tellings = due.filter((step) => step.kind === 'tell');
  if (tellings.length > 0) return tellPeople(ports, around, tellings, occasion);
  const step = due[0];
  if (!step || step.kind === 'tell' || step.kind === 'hand-over') return [];
  switch (step.kind) {
    case 'resume':
      return [{ type: 'resumed', note: '' }];
    case 'mail':
      return [await mailAboutCase(ports, around, step, occasion)];
    case 'close':
      return [{ type: 'closed', outcome: step.outcome, reason: step.reason }];
  }
}

function handedOver(
  { to, back }: Extract<Step, { kind: 'hand-over' }>,
  { owner }: CaseState,
  configuration: Configuration,
): CaseEventBody {
  return {
    type: 'handed-over',
    to,
    team: teamOf(to, configuration),
    note: '',
    from: owner,
    why: 'absent',
    back,
  };
}
