import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../functions/domain/case.ts';
import { NotACaseError, stateOf } from '../../functions/domain/case-state.ts';
import { aCase, days, event, hours, minutes, monday } from './a-case.ts';

const stateAfter = (...events: CaseEvent[]) => stateOf(aCase(...events), minutes(10));

describe('the state of a case', () => {
  it('is open until somebody acts', () => {
    expect(stateAfter()).toMatchObject({ status: 'open', owner: 'owner@example.com', round: 0 });
  });

  it('takes contacting the customer as acknowledging the case', () => {
    const state = stateAfter(event(hours(1), { type: 'contacted', note: 'called' }));
    expect(state).toMatchObject({
      status: 'contacted',
      acknowledgedAt: monday + hours(1),
      contactedAt: monday + hours(1),
    });
  });

  it('keeps the first acknowledgement when there are several', () => {
    const state = stateAfter(
      event(hours(1), { type: 'acknowledged' }),
      event(hours(2), { type: 'acknowledged' }),
    );
    expect(state.acknowledgedAt).toBe(monday + hours(1));
  });

  it('waits for the customer until somebody says that the wait is over', () => {
    const contacted = event(hours(1), { type: 'contacted', note: 'called' });
    const waiting = event(hours(2), { type: 'waiting', note: 'asked for the order number' });
    expect(stateAfter(contacted, waiting)).toMatchObject({
      status: 'waiting',
      waitingSince: monday + hours(2),
    });
    const resumed = event(hours(5), { type: 'resumed', note: '' });
    expect(stateAfter(contacted, waiting, resumed)).toMatchObject({
      status: 'contacted',
      waits: [{ from: monday + hours(2), to: monday + hours(5) }],
    });
  });

  it('forgets an action that was taken back', () => {
    const state = stateAfter(
      event(hours(1), { type: 'acknowledged' }),
      event(hours(1) + 1, { type: 'undone', event: 1 }),
    );
    expect(state.status).toBe('open');
    expect(state.acknowledgedAt).toBeUndefined();
  });

  it('offers to take back the last action of a person, and after that the one before', () => {
    const acknowledged = event(0, { type: 'acknowledged' });
    const contacted = event(minutes(1), { type: 'contacted', note: 'called' });
    expect(stateAfter(acknowledged, contacted).undoable).toEqual({
      event: 2,
      type: 'contacted',
      until: monday + minutes(11),
    });
    expect(
      stateAfter(acknowledged, contacted, event(minutes(2), { type: 'undone', event: 2 })).undoable,
    ).toMatchObject({
      event: 1,
    });
  });

  it('does not offer to take back what the loop did itself', () => {
    const reassigned = event(
      minutes(1),
      { type: 'reassigned', to: 'lead@example.com', team: 'care' },
      'retour',
    );
    expect(stateAfter(event(0, { type: 'acknowledged' }), reassigned).undoable).toBeUndefined();
  });

  it('belongs to whom it was handed over, with its clocks as they were', () => {
    const handed = event(hours(2), { type: 'handed-over', to: 'other@example.com', team: 'care', note: '' });
    expect(stateAfter(event(hours(1), { type: 'acknowledged' }), handed)).toMatchObject({
      owner: 'other@example.com',
      acknowledgedAt: monday + hours(1),
    });
  });

  it('begins a new round when it is reopened, and keeps the priority it was given then', () => {
    const resolved = event(hours(1), { type: 'resolved', rootCause: 'carrier', note: 'new parcel' });
    const reopened = event(
      days(4),
      { type: 'reopened', priority: 'high', reason: 'low-recovery-answer' },
      'customer',
    );
    const state = stateAfter(resolved, reopened);
    expect(state).toMatchObject({
      status: 'reopened',
      round: 1,
      priority: 'high',
      roundStartedAt: monday + days(4),
    });
    expect(state.contactedAt).toBeUndefined();
  });

  it('keeps the resolution of a case that is closed', () => {
    const resolved = event(hours(1), { type: 'resolved', rootCause: 'carrier', note: 'new parcel' });
    const closed = event(days(4), { type: 'closed', outcome: 'recovered', reason: 'answered' }, 'customer');
    expect(stateAfter(resolved, closed)).toMatchObject({
      status: 'closed',
      outcome: 'recovered',
      resolution: { note: 'new parcel' },
    });
  });

  it('refuses a log that does not begin with an opening', () => {
    expect(() => stateOf({ id: 'C-X', feedbackId: 'f', events: [] }, 0)).toThrow(NotACaseError);
  });
});
