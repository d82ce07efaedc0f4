import type { CaseEvent, CaseRecord, CaseState, Resolution } from './case.ts';
import type { Instant } from './instant.ts';

type Opened = Extract<CaseEvent, { type: 'opened' }>;
type Closed = Extract<CaseEvent, { type: 'closed' }>;

/** What a person can take back. */
const personalActions = [
  'acknowledged',
  'contacted',
  'waiting',
  'resumed',
  'resolved',
  'handed-over',
] as const;

/** Raised for a record that does not start with `opened`: no such case was ever written by Retour. */
export class NotACaseError extends Error {
  override readonly name = 'NotACaseError';
}

/** The events that count, each with its place in the log: without those that were taken back, nor the taking back. */
export function standingEvents(events: readonly CaseEvent[]): readonly { event: CaseEvent; index: number }[] {
  const undone = new Set(events.flatMap((event) => (event.type === 'undone' ? [event.event] : [])));
  return events
    .map((event, index) => ({ event, index }))
    .filter(({ event, index }) => event.type !== 'undone' && !undone.has(index));
}

/**
 * Folds a case's events into what it is now.
 * @param undoWithin milliseconds for which a person's action can be taken back
 * @throws NotACaseError when the first event is not `opened`
 */
export function stateOf(record: CaseRecord, undoWithin: number): CaseState {
  const standing = standingEvents(record.events);
  const opened = standing[0]?.event;
  if (opened?.type !== 'opened') throw new NotACaseError(`case ${record.id} does not begin with its opening`);
  const fold = new Fold(opened);
  for (const { event } of standing.slice(1)) fold.apply(event);
  const last = standing.findLast(({ event }) => changesStatus(event));
  const undoable =
    last && isPersonal(last.event)
      ? { undoable: { event: last.index, type: last.event.type, until: last.event.at + undoWithin } }
      : {};
  return fold.result(record, undoable);
}

function changesStatus(event: CaseEvent): boolean {
  return (
    isPersonal(event) || event.type === 'reopened' || event.type === 'closed' || event.type === 'reassigned'
  );
}

function isPersonal(event: CaseEvent): boolean {
  return event.by !== 'retour' && personalActions.some((type) => type === event.type);
}

class Fold {
  private readonly opened: Opened;
  private owner: string;
  private team: string;
  private priority: Opened['priority'];
  private round = 0;
  private roundStartedAt: Instant;
  private acknowledgedAt: Instant | undefined;
  private contactedAt: Instant | undefined;
  private waits: { from: Instant; to?: Instant }[] = [];
  private resolution: Resolution | undefined;
  private closed: Closed | undefined;

  constructor(opened: Opened) {
    this.opened = opened;
    this.owner = opened.owner;
    this.team = opened.team;
    this.priority = opened.priority;
    this.roundStartedAt = opened.at;
  }

  apply(event: CaseEvent): void {
    switch (event.type) {
      case 'acknowledged':
        this.acknowledgedAt ??= event.at;
        return;
      case 'contacted':
        this.acknowledgedAt ??= event.at;
        this.contactedAt ??= event.at;
        return;
      case 'waiting':
        if (!this.openWait()) this.waits.push({ from: event.at });
        return;
      case 'resumed':
        this.endWait(event.at);
        return;
      case 'resolved':
        this.endWait(event.at);
        this.acknowledgedAt ??= event.at;
        this.contactedAt ??= event.at;
        this.resolution = { at: event.at, by: event.by, rootCause: event.rootCause, note: event.note };
        return;
      case 'handed-over':
      case 'reassigned':
        this.owner = event.to;
        this.team = event.team;
        return;
      case 'reopened':
        this.round += 1;
        this.roundStartedAt = event.at;
        this.priority = event.priority;
        this.acknowledgedAt = undefined;
        this.contactedAt = undefined;
        this.waits = [];
        this.resolution = undefined;
        this.closed = undefined;
        return;
      case 'closed':
        this.endWait(event.at);
        this.closed = event;
        return;
      case 'opened':
      case 'undone':
      case 'told':
      case 'feedback-changed':
      case 'mailed':
      case 'not-mailed':
      case 'mail-postponed':
      case 'survey-answered':
        return;
    }
  }

  private openWait() {
    return this.waits.find((wait) => wait.to === undefined);
  }

  private endWait(at: Instant): void {
    const wait = this.openWait();
    if (wait) wait.to = at;
  }

  result(record: CaseRecord, undoable: Pick<CaseState, 'undoable'>): CaseState {
    const { opened, acknowledgedAt, contactedAt } = this;
    const common = {
      id: record.id,
      feedbackId: record.feedbackId,
      openedAt: opened.at,
      rule: opened.rule,
      priority: this.priority,
      ...(opened.tier === undefined ? {} : { tier: opened.tier }),
      owner: this.owner,
      team: this.team,
      round: this.round,
      roundStartedAt: this.roundStartedAt,
      ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
      ...(contactedAt === undefined ? {} : { contactedAt }),
      waits: this.waits,
      ...undoable,
    };
    if (this.closed) {
      const { at, outcome, reason } = this.closed;
      const resolution = this.resolution ? { resolution: this.resolution } : {};
      return { ...common, status: 'closed', closedAt: at, outcome, reason, ...resolution };
    }
    if (this.resolution) return { ...common, status: 'resolved', resolution: this.resolution };
    const wait = this.openWait();
    if (wait && contactedAt !== undefined)
      return { ...common, status: 'waiting', contactedAt, waitingSince: wait.from };
    if (contactedAt !== undefined) return { ...common, status: 'contacted', contactedAt };
    if (acknowledgedAt !== undefined) return { ...common, status: 'acknowledged', acknowledgedAt };
    return { ...common, status: this.round > 0 ? 'reopened' : 'open' };
  }
}
