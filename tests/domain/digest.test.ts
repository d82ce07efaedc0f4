import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseEventBody } from '../../functions/domain/case.ts';
import { stateOf } from '../../functions/domain/case-state.ts';
import { clocksOf } from '../../functions/domain/clocks.ts';
import { digestEntry } from '../../functions/domain/digest.ts';
import { isStillNews } from '../../functions/domain/still-news.ts';
import { aCase, configuration, days, event, hours, monday } from './a-case.ts';

const entryAt = (after: number, within: number, ...events: CaseEvent[]) =>
  digestEntry(aCase(...events), configuration, monday + after, monday + after + within);
const acknowledged = event(hours(1), { type: 'acknowledged' });
const contacted = event(hours(1), { type: 'contacted', note: 'Called.' });
const resolved = event(hours(2), { type: 'resolved', rootCause: 'carrier', note: 'Sent again.' });

describe('a case on a list', () => {
  it('says what falls due first until then', () => {
    expect(entryAt(hours(1), hours(30))).toEqual({
      caseId: 'C-TEST',
      feedbackId: 'shop#r-1',
      owner: 'owner@example.com',
      isQueued: false,
      isAcknowledged: false,
      fate: { kind: 'due', target: 'acknowledge', side: 'team', dueAt: monday + hours(5) },
    });
    expect(entryAt(hours(2), hours(22), acknowledged)).toMatchObject({
      isAcknowledged: true,
      fate: { kind: 'due', target: 'firstContact', dueAt: monday + hours(24) },
    });
  });

  it('says what has slipped before what is due, the longest overdue first', () => {
    expect(entryAt(hours(24), days(9))?.fate).toMatchObject({ kind: 'slipped', target: 'acknowledge' });
    expect(entryAt(hours(24), days(9), acknowledged)?.fate).toMatchObject({
      kind: 'slipped',
      target: 'firstContact',
      dueAt: monday + hours(24),
    });
  });

  it('is only open when nothing is due until then, or its clock stands still', () => {
    expect(entryAt(hours(2), hours(22) - 1, acknowledged)?.fate).toEqual({ kind: 'open' });
    const waiting = event(hours(3), { type: 'waiting', note: 'order number' });
    expect(entryAt(hours(4), days(5), contacted, waiting)?.fate).toEqual({ kind: 'open' });
  });

  it('is on none while the customer is asked, and says how it ended', () => {
    expect(entryAt(hours(3), days(9), resolved)).toBeUndefined();
    const closed = event(days(4), { type: 'closed', outcome: 'recovered', reason: 'answered' }, 'customer');
    expect(entryAt(days(5), 0, resolved, closed)?.fate).toEqual({
      kind: 'closed',
      outcome: 'recovered',
      closedAt: monday + days(4),
    });
  });

  it('is nobody’s while it is in a queue', () => {
    const [first, ...later] = aCase().events;
    if (first?.type !== 'opened') throw new Error('this opens nothing');
    const queued = { ...aCase(), events: [{ ...first, queue: true } as const, ...later] };
    expect(digestEntry(queued, configuration, monday, monday)).toMatchObject({ isQueued: true });
  });
});

describe('what was to be told some time ago', () => {
  const stillAt = (about: Parameters<typeof isStillNews>[0], ...events: CaseEvent[]) => {
    const state = stateOf(aCase(...events), configuration.undoWithin);
    return isStillNews(about, state, clocksOf(state, configuration, monday + hours(3)));
  };
  const breach = { what: 'breach', target: 'firstContact', rung: 0 } as const;

  it('is old once the case was acknowledged, if it asked for that', () => {
    for (const about of [
      { what: 'opened' },
      { what: 'reopened' },
      { what: 'unacknowledged', times: 1 },
    ] as const) {
      expect(stillAt(about)).toBe(true);
      expect(stillAt(about, acknowledged)).toBe(false);
    }
  });

  it('is old once the target that it is about was met', () => {
    expect(stillAt(breach, acknowledged)).toBe(true);
    expect(stillAt(breach, contacted)).toBe(false);
    expect(stillAt({ ...breach, side: 'customer' })).toBe(false);
    expect(stillAt({ what: 'warning', target: 'resolution', percent: 50 }, contacted)).toBe(true);
  });

  it('is worth telling as long as somebody works on the case, if the customer said it or it changed hands', () => {
    const news = [
      { what: 'feedback-changed' },
      { what: 'feedback-joined', feedbackId: 'shop#r-2' },
      { what: 'handed-over' },
      { what: 'taken-over', to: 'other@example.com', why: 'late' },
    ] as const;
    const closed: CaseEventBody = { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' };
    for (const about of news) {
      expect(stillAt(about, contacted)).toBe(true);
      expect(stillAt(about, resolved)).toBe(false);
      expect(stillAt(about, event(hours(2), closed, 'retour'))).toBe(false);
    }
  });
});
