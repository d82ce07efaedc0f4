import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../functions/domain/case.ts';
import { NotACaseError, stateOf } from '../../functions/domain/case-state.ts';
import { aCase, days, event, hours, minutes, monday, opening } from './a-case.ts';

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

  it('has no second wait while one is on, and none once it is resolved or closed', () => {
    const contacted = event(hours(1), { type: 'contacted', note: 'called' });
    const waiting = (at: number) => event(hours(at), { type: 'waiting', note: 'the order number' });
    const resolved = event(hours(4), { type: 'resolved', rootCause: 'carrier', note: 'new parcel' });
    const closed = event(
      hours(5),
      { type: 'closed', outcome: 'no-answer', reason: 'customer-cannot-be-asked' },
      'retour',
    );
    expect(stateAfter(contacted, waiting(2), waiting(3)).waits).toEqual([{ from: monday + hours(2) }]);
    expect(stateAfter(contacted, waiting(2), resolved).waits).toEqual([
      { from: monday + hours(2), to: monday + hours(4) },
    ]);
    expect(stateAfter(contacted, waiting(2), closed).waits).toEqual([
      { from: monday + hours(2), to: monday + hours(5) },
    ]);
  });

  it('waits again after a wait that is over', () => {
    const contacted = event(hours(1), { type: 'contacted', note: 'called' });
    const waiting = (at: number) => event(hours(at), { type: 'waiting', note: 'the order number' });
    const resumed = event(hours(3), { type: 'resumed', note: '' });
    expect(stateAfter(contacted, waiting(2), resumed, waiting(4))).toMatchObject({
      status: 'waiting',
      waitingSince: monday + hours(4),
      waits: [{ from: monday + hours(2), to: monday + hours(3) }, { from: monday + hours(4) }],
    });
  });

  it('is in the queue until somebody has it, who has acknowledged it then', () => {
    const inQueue = (...later: CaseEvent[]) => {
      if (opening.type !== 'opened') throw new Error('not an opening');
      const first = event(0, { ...opening, queue: true, tier: 'gold' }, 'retour');
      return stateOf({ id: 'C-TEST', feedbackId: 'f', events: [first, ...later] }, minutes(10));
    };
    expect(inQueue()).toMatchObject({ status: 'open', queue: true, tier: 'gold' });
    const taken = inQueue(event(hours(1), { type: 'taken', to: 'other@example.com', team: 'shop' }));
    expect(taken).toMatchObject({
      status: 'acknowledged',
      acknowledgedAt: monday + hours(1),
      owner: 'other@example.com',
      team: 'shop',
    });
    expect(taken).not.toHaveProperty('queue');
    expect(
      inQueue(event(1, { type: 'reassigned', to: 'lead@example.com', team: 'care' }, 'retour')),
    ).not.toHaveProperty('queue');
    expect(stateAfter()).not.toHaveProperty('queue');
    expect(stateAfter()).not.toHaveProperty('tier');
  });

  it('is asked something when the customer speaks after a contact, once until it is answered', () => {
    const contacted = (at: number) => event(hours(at), { type: 'contacted', note: 'called' });
    const said = (at: number) => event(hours(at), { type: 'feedback-changed', comment: true }, 'customer');
    const scored = event(hours(3), { type: 'feedback-changed', comment: false, score: 1 }, 'customer');
    const joined = event(hours(3), { type: 'feedback-joined', feedbackId: 'shop#r-2' }, 'retour');
    expect(stateAfter(said(1)).exchanges).toEqual([]);
    expect(stateAfter(contacted(1), scored).exchanges).toEqual([]);
    expect(stateAfter(contacted(1), joined).exchanges).toEqual([{ askedAt: monday + hours(3) }]);
    expect(stateAfter(contacted(1), said(2), said(4), contacted(5), contacted(6), said(7)).exchanges).toEqual(
      [{ askedAt: monday + hours(2), answeredAt: monday + hours(5) }, { askedAt: monday + hours(7) }],
    );
    const resolved = event(hours(3), { type: 'resolved', rootCause: 'carrier', note: 'new parcel' });
    expect(stateAfter(contacted(1), said(2), resolved, said(4)).exchanges).toEqual([
      { askedAt: monday + hours(2), answeredAt: monday + hours(3) },
    ]);
  });

  it('is held to the last of the terms that were written down at one moment', () => {
    const terms = (policy: string) => ({ policy, targets: {}, warnAt: [], longestWait: 0, calendars: {} });
    const changed = (at: number, policy: string) =>
      event(at, { type: 'terms', terms: terms(policy) }, 'retour');
    const { terms: held } = stateAfter(changed(1, 'one'), changed(2, 'two'), changed(2, 'three'));
    expect(held.map(({ at, terms: { policy } }) => [at - monday, policy])).toEqual([
      [1, 'one'],
      [2, 'three'],
    ]);
  });

  it('forgets in a new round what was waited for, asked and decided in the last', () => {
    const state = stateAfter(
      event(hours(1), { type: 'contacted', note: 'called' }),
      event(hours(2), { type: 'waiting', note: 'the order number' }),
      event(hours(3), { type: 'feedback-changed', comment: true }, 'customer'),
      event(hours(4), { type: 'resolved', rootCause: 'carrier', note: 'new parcel' }),
      event(days(1), { type: 'closed', outcome: 'recovered', reason: 'answered' }, 'customer'),
      event(days(2), { type: 'reopened', priority: 'high', reason: 'low-recovery-answer' }, 'customer'),
    );
    expect(state).toMatchObject({ status: 'reopened', waits: [], exchanges: [], terms: [] });
    for (const name of ['resolution', 'acknowledgedAt', 'contactedAt', 'closedAt', 'undoable'])
      expect(state).not.toHaveProperty(name);
  });

  it.each([
    event(hours(2), { type: 'reassigned', to: 'lead@example.com', team: 'care' }, 'retour'),
    event(hours(2), { type: 'closed', outcome: 'lost', reason: 'answered-low-again' }, 'customer'),
    event(hours(2), { type: 'reopened', priority: 'high', reason: 'low-recovery-answer' }, 'customer'),
  ])('does not offer to take back what went before $type', (after) => {
    expect(stateAfter(event(hours(1), { type: 'acknowledged' }), after).undoable).toBeUndefined();
  });

  it('offers to take back what was done before it told or mailed something', () => {
    const acknowledged = event(hours(1), { type: 'acknowledged' });
    const about = { what: 'opened' } as const;
    const told = event(hours(1) + 1, { type: 'told', step: 'round-0', to: [], about }, 'retour');
    expect(stateAfter(acknowledged, told).undoable).toMatchObject({ event: 1, type: 'acknowledged' });
  });

  it('offers nobody to take back what the loop did in a person’s stead', () => {
    expect(stateAfter(event(hours(1), { type: 'resumed', note: '' }, 'retour')).undoable).toBeUndefined();
  });

  it('refuses a log that does not begin with an opening', () => {
    const nothing = () => stateOf({ id: 'C-X', feedbackId: 'f', events: [] }, 0);
    expect(nothing).toThrow(NotACaseError);
    expect(nothing).toThrow('case C-X does not begin with its opening');
    const { events, ...rest } = aCase(event(0, { type: 'acknowledged' }));
    expect(() => stateOf({ ...rest, events: events.slice(1) }, 0)).toThrow(NotACaseError);
  });
});
