import { describe, expect, it } from 'vitest';
import { type Action, act, allowedActions, longestNote, teamOf } from '../../functions/domain/actions.ts';
import type { CaseEvent } from '../../functions/domain/case.ts';
import { stateOf } from '../../functions/domain/case-state.ts';
import { aCase, configuration, event, hours, minutes, monday, opening } from './a-case.ts';

const me = 'owner@example.com';
const acknowledged = event(0, { type: 'acknowledged' });
const contacted = event(0, { type: 'contacted', note: 'called' });
const waiting = event(0, { type: 'waiting', note: 'the order number' });
const resolved = event(0, { type: 'resolved', rootCause: 'carrier', note: 'sent again' });
const reopened = event(
  hours(9),
  { type: 'reopened', priority: 'high', reason: 'low-recovery-answer' },
  'customer',
);
const closed = event(0, { type: 'closed', outcome: 'lost', reason: 'answered-low-again' }, 'customer');
/** A case in its team's queue. */
const queued = (...later: readonly CaseEvent[]) => {
  if (opening.type !== 'opened') throw new Error('not an opening');
  return { ...aCase(), events: [event(0, { ...opening, queue: true }, 'retour'), ...later] };
};

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
    expect(attempt({ name: 'undo', event: 1 }, 3, acknowledged, contacted).kind).toBe('refused');
  });

  it('takes a form that was sent again as done, whoever’s the case was meanwhile', () => {
    const handed = { type: 'handed-over', to: 'other@example.com', team: 'care', note: '' } as const;
    const again = { name: 'hand-over', to: 'other@example.com', note: '' } as const;
    const before = event(0, { ...handed, from: me });
    expect(attempt(again, 1, before).kind).toBe('already-done');
    expect(attempt({ ...again, note: 'yours' }, 1, before).kind).toBe('already-done');
    expect(attempt({ ...again, to: me }, 1, before).kind).toBe('accepted');
    const on = event(
      minutes(1),
      { ...handed, to: 'lead@example.com', from: 'other@example.com' },
      'other@example.com',
    );
    expect(attempt(again, 1, before, on).kind).toBe('already-done');
  });

  it('tells what one person did from what another does at the same time', () => {
    const theirs = event(0, { type: 'contacted', note: 'called' }, 'other@example.com');
    expect(attempt({ name: 'contacted', note: 'called' }, 1, theirs).kind).toBe('accepted');
    expect(attempt({ name: 'contacted', note: 'wrote' }, 1, contacted).kind).toBe('accepted');
  });

  it('takes back once what is taken back twice, and nothing where nothing was done', () => {
    const undone = event(minutes(1), { type: 'undone', event: 1 });
    expect(attempt({ name: 'undo', event: 1 }, 2, acknowledged, undone)).toEqual({ kind: 'already-done' });
    expect(attempt({ name: 'undo', event: 2 }, 2, acknowledged, undone, contacted)).toEqual({
      kind: 'refused',
    });
    expect(attempt({ name: 'undo', event: 1 }, 1)).toEqual({ kind: 'refused' });
  });

  it('asks for a note of what was said, and for none when the case is handed over', () => {
    const missing = { kind: 'incomplete', problems: [{ field: 'note', message: 'missing' }] };
    expect(attempt({ name: 'contacted', note: '' }, 1)).toEqual(missing);
    expect(attempt({ name: 'waiting', note: '' }, 1)).toEqual(missing);
    expect(attempt({ name: 'hand-over', to: '', note: '' }, 1)).toEqual({
      kind: 'incomplete',
      problems: [{ field: 'to', message: 'missing' }],
    });
  });

  it('takes a note of two thousand characters and none longer', () => {
    const note = 'x'.repeat(longestNote);
    expect(attempt({ name: 'contacted', note }, 1).kind).toBe('accepted');
    expect(attempt({ name: 'contacted', note: `${note}x` }, 1)).toEqual({
      kind: 'incomplete',
      problems: [{ field: 'note', message: 'too-long' }],
    });
    expect(attempt({ name: 'hand-over', to: 'other@example.com', note: `${note}x` }, 1).kind).toBe(
      'incomplete',
    );
  });

  it('notes a wait and its end', () => {
    expect(attempt({ name: 'waiting', note: 'the order number' }, 2, contacted)).toEqual({
      kind: 'accepted',
      events: [{ type: 'waiting', note: 'the order number' }],
    });
    expect(attempt({ name: 'resume' }, 3, contacted, waiting)).toEqual({
      kind: 'accepted',
      events: [{ type: 'resumed', note: '' }],
    });
  });

  it('gives a case in a queue to whoever takes it, or to whom it is handed, who had it from nobody', () => {
    const on = (action: Action) => act(queued(), action, me, 1, configuration, monday);
    expect(on({ name: 'take' })).toEqual({
      kind: 'accepted',
      events: [{ type: 'taken', to: me, team: 'care' }],
    });
    expect(on({ name: 'hand-over', to: me, note: '' })).toEqual({
      kind: 'accepted',
      events: [{ type: 'handed-over', to: me, team: 'care', note: '' }],
    });
  });

  it('has nothing to do when the case is handed to whose it is', () => {
    expect(attempt({ name: 'hand-over', to: me, note: '' }, 1)).toEqual({ kind: 'already-done' });
  });

  it.each([
    ['open', aCase(), 'acknowledge contacted resolve hand-over'],
    ['in a queue', queued(), 'take hand-over'],
    ['acknowledged', aCase(acknowledged), 'contacted resolve hand-over undo'],
    ['contacted', aCase(contacted), 'resolve waiting contacted hand-over undo'],
    ['waiting for the customer', aCase(contacted, waiting), 'resume resolve hand-over undo'],
    ['resolved', aCase(resolved), 'undo'],
    ['reopened', aCase(resolved, reopened), 'acknowledge contacted resolve hand-over'],
    ['closed', aCase(closed), ''],
  ])('offers on a case that is %s the likeliest first', (_, record, offered) => {
    expect(allowedActions(stateOf(record, minutes(10)), monday).join(' ')).toBe(offered);
  });

  it('counts somebody outside the roster to the fallback owner’s team', () => {
    const [owner, ...others] = configuration.people;
    if (owner === undefined) throw new Error('nobody');
    const around = { ...configuration, people: [...others, { ...owner, team: 'shop' }] };
    expect(teamOf('other@example.com', around)).toBe('care');
    expect(teamOf('gone@example.com', around)).toBe('shop');
    expect(teamOf('gone@example.com', { ...around, people: others })).toBe('');
  });
});
