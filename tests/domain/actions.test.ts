import { describe, expect, it } from 'vitest';
import { type Action, act, allowedActions } from '../../functions/domain/actions.ts';
import type { CaseEvent } from '../../functions/domain/case.ts';
import { stateOf } from '../../functions/domain/case-state.ts';
import { aCase, configuration, event, minutes, monday } from './a-case.ts';

const me = 'owner@example.com';
const acknowledged = event(0, { type: 'acknowledged' });

function attempt(action: Action, expects: number, ...events: CaseEvent[]) {
  return act(aCase(...events), action, me, expects, configuration, monday + minutes(5));
}

describe('acting on a case', () => {
  it('turns an action into an event', () => {
    expect(attempt({ name: 'acknowledge' }, 1)).toEqual({
      kind: 'accepted',
      events: [{ type: 'acknowledged' }],
    });
  });

  it('takes a double tap as one', () => {
    expect(attempt({ name: 'acknowledge' }, 1, acknowledged)).toEqual({ kind: 'already-done' });
  });

  it('takes acknowledging what somebody acknowledged before as done', () => {
    expect(attempt({ name: 'acknowledge' }, 2, acknowledged)).toEqual({ kind: 'already-done' });
  });

  it('tells a second contact from the first one sent again', () => {
    const contacted = event(0, { type: 'contacted', note: 'called' });
    expect(attempt({ name: 'contacted', note: 'called' }, 1, contacted).kind).toBe('already-done');
    expect(attempt({ name: 'contacted', note: 'called' }, 2, contacted).kind).toBe('accepted');
  });

  it('refuses what the case no longer allows', () => {
    expect(attempt({ name: 'resume' }, 2, acknowledged)).toEqual({ kind: 'refused' });
    expect(attempt({ name: 'waiting', note: 'order number' }, 2, acknowledged)).toEqual({ kind: 'refused' });
  });

  it('asks for what a resolution needs', () => {
    expect(attempt({ name: 'resolve', rootCause: '', note: '' }, 1)).toEqual({
      kind: 'incomplete',
      problems: [
        { field: 'rootCause', message: 'missing' },
        { field: 'note', message: 'missing' },
      ],
    });
    expect(attempt({ name: 'resolve', rootCause: 'moon', note: 'x' }, 1)).toMatchObject({
      problems: [{ field: 'rootCause', message: 'unknown' }],
    });
  });

  it('takes any root cause of the tree, general or exact, and keeps the one that was chosen', () => {
    const below = { id: 'lost', name: { en: 'Lost parcel', fr: 'Colis perdu' } };
    const carrier = { id: 'carrier', name: { en: 'Carrier', fr: 'Transporteur' }, children: [below] };
    const around = { ...configuration, rootCauses: [carrier] };
    for (const rootCause of ['carrier', 'lost']) {
      const resolve = { name: 'resolve', rootCause, note: 'x' } as const;
      expect(act(aCase(), resolve, me, 1, around, monday)).toEqual({
        kind: 'accepted',
        events: [{ type: 'resolved', rootCause, note: 'x' }],
      });
    }
  });

  it('hands over to people of the roster only', () => {
    expect(attempt({ name: 'hand-over', to: 'stranger@example.org', note: '' }, 1).kind).toBe('incomplete');
    expect(attempt({ name: 'hand-over', to: 'other@example.com', note: '' }, 1)).toEqual({
      kind: 'accepted',
      events: [
        { type: 'handed-over', to: 'other@example.com', team: 'care', note: '', from: 'owner@example.com' },
      ],
    });
  });

  it('takes back the last action within ten minutes and not later', () => {
    expect(attempt({ name: 'undo', event: 1 }, 2, acknowledged).kind).toBe('accepted');
    const late = act(
      aCase(acknowledged),
      { name: 'undo', event: 1 },
      me,
      2,
      configuration,
      monday + minutes(10),
    );
    expect(late.kind).toBe('refused');
  });

  it('takes back only what it was shown', () => {
    const contacted = event(minutes(1), { type: 'contacted', note: 'called' });
    expect(attempt({ name: 'undo', event: 1 }, 3, acknowledged, contacted).kind).toBe('refused');
  });

  it('offers nothing on a closed case', () => {
    const closed = event(0, { type: 'closed', outcome: 'lost', reason: 'answered-low-again' }, 'customer');
    expect(allowedActions(stateOf(aCase(closed), 0), monday)).toEqual([]);
  });
});
