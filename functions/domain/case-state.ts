import type { CaseEvent, CaseRecord, CaseState, Resolution } from './case.ts';
import type { Instant } from './instant.ts';
import type { Terms } from './terms.ts';

type Opened = Extract<CaseEvent, { type: 'opened' }>;
type Closed = Extract<CaseEvent, { type: 'closed' }>;
type Resolved = Extract<CaseEvent, { type: 'resolved' }>;

/** What a person can take back. */
const personalActions = [
  'acknowledged',
  'contacted',
  'waiting',
  'resumed',
  'resolved',
  'handed-over',
  'taken',
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

export function resolutionOf({ at, by, rootCause, note }: Resolved): Resolution {
  return { at, by, rootCause, note };
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
  private isQueued: boolean;
  private priority: Opened['priority'];
  private round = 0;
  private roundStartedAt: Instant;
  private acknowledgedAt: Instant | undefined;
  private contactedAt: Instant | undefined;
  private waits: { from: Instant; to?: Instant }[] = [];
  private terms: { at: Instant; terms: Terms }[] = [];
  private exchanges: { askedAt: Instant; answeredAt?: Instant }[] = [];
  private resolution: Resolution | undefined;
  private closed: Closed | undefined;

  constructor(opened: Opened) {
    this.opened = opened;
    this.owner = opened.owner;
    this.team = opened.team;
    this.isQueued = opened.queue ?? false;
    this.priority = opened.priority;
    this.roundStartedAt = opened.at;
    if (opened.terms) this.hold(opened.at, opened.terms);
  }

  apply(event: CaseEvent): void {
    switch (event.type) {
      case 'acknowledged':
        this.acknowledgedAt ??= event.at;
        return;
      case 'terms':
        this.hold(event.at, event.terms);
        return;
      case 'contacted':
        this.acknowledgedAt ??= event.at;
        this.contactedAt ??= event.at;
        this.answer(event.at);
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
        this.answer(event.at);
        this.resolution = resolutionOf(event);
        return;
      case 'taken':
        this.acknowledgedAt ??= event.at;
        this.give(event);
        return;
      case 'handed-over':
      case 'reassigned':
        this.give(event);
        return;
      case 'reopened':
        this.round += 1;
        this.roundStartedAt = event.at;
        this.priority = event.priority;
        this.acknowledgedAt = undefined;
        this.contactedAt = undefined;
        this.waits = [];
        this.exchanges = [];
        this.terms = [];
        if (event.terms) this.hold(event.at, event.terms);
        this.resolution = undefined;
        this.closed = undefined;
        return;
      case 'closed':
        this.endWait(event.at);
        this.closed = event;
        return;
      case 'feedback-changed':
        this.hear(event);
        return;
      case 'feedback-joined':
        this.hear({ at: event.at, comment: true });
        return;
      case 'opened':
      case 'undone':
      case 'told':
      case 'linked':
      case 'mailed':
      case 'not-mailed':
      case 'mail-postponed':
      case 'survey-answered':
        return;
    }
  }

  private give({ to, team }: { readonly to: string; readonly team: string }): void {
    this.owner = to;
    this.team = team;
    this.isQueued = false;
  }

  /** Of the terms written down at one instant the last count. */
  private hold(at: Instant, terms: Terms): void {
    this.terms = [...this.terms.filter((held) => held.at !== at), { at, terms }];
  }

  /** Once the customer speaks, the ball is ours again; a kind word asks for nothing, and after the resolution nobody can answer. */
  private hear({
    at,
    comment,
    thanks,
  }: Pick<Extract<CaseEvent, { type: 'feedback-changed' }>, 'at' | 'comment' | 'thanks'>): void {
    this.endWait(at);
    const isAsked = this.exchanges.some(({ answeredAt }) => answeredAt === undefined);
    const isOver = this.resolution !== undefined || this.closed !== undefined;
    if (comment && !thanks && this.contactedAt !== undefined && !isAsked && !isOver)
      this.exchanges.push({ askedAt: at });
  }

  private answer(at: Instant): void {
    const asked = this.exchanges.at(-1);
    if (asked && asked.answeredAt === undefined) asked.answeredAt = at;
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
      ...(this.isQueued ? { queue: true as const } : {}),
      round: this.round,
      roundStartedAt: this.roundStartedAt,
      ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
      ...(contactedAt === undefined ? {} : { contactedAt }),
      waits: this.waits,
      terms: this.terms,
      exchanges: this.exchanges,
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
