import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../functions/domain/case.ts';
import { stateOf } from '../../functions/domain/case-state.ts';
import { clocksOf } from '../../functions/domain/clocks.ts';
import { type Kept, leftToTell } from '../../functions/domain/left-to-tell.ts';
import { aCase, configuration, event, hours, minutes, monday, opening } from './a-case.ts';

const owner = 'owner@example.com';
const other = 'other@example.com';
const kept = (about: Kept['about'], role: Kept['role'] = 'owner', at = monday): Kept => ({ at, about, role });
const opened = kept({ what: 'opened' });
const everything: readonly Kept[] = [
  opened,
  kept({ what: 'unacknowledged', times: 1 }),
  kept({ what: 'warning', target: 'firstContact', percent: 50 }),
  kept({ what: 'breach', target: 'acknowledge', rung: 0 }),
  kept({ what: 'feedback-changed' }),
  kept({ what: 'handed-over' }),
];

function left(reader: string, some: readonly Kept[], ...later: readonly CaseEvent[]) {
  const record = aCase(...later);
  const state = stateOf(record, minutes(10));
  const clocks = clocksOf(state, configuration, monday + hours(5));
  return leftToTell(some, reader, record, state, clocks).map(({ about: { what } }) => what);
}

describe('what is left to tell somebody of a case', () => {
  it('is all of it while nothing happens', () => {
    expect(left(owner, everything)).toEqual(everything.map(({ about: { what } }) => what));
  });

  it('is nothing that they have seen: they did something with the case since', () => {
    const acknowledged = event(minutes(5), { type: 'acknowledged' });
    expect(left(owner, everything, acknowledged)).toEqual([]);
    const later = everything.map((one) => ({ ...one, at: monday + minutes(5) + 1 }));
    expect(left(owner, later, acknowledged)).toEqual(['warning', 'feedback-changed', 'handed-over']);
  });

  it('is what a colleague’s acknowledgement leaves open', () => {
    const acknowledged = event(minutes(5), { type: 'acknowledged' }, other);
    expect(left(owner, everything, acknowledged)).toEqual(['warning', 'feedback-changed', 'handed-over']);
  });

  it('is nothing but that it went, once somebody else has the case', () => {
    const handed = event(1, { type: 'handed-over', to: other, team: 'care', note: '' }, 'lead@example.com');
    const went = kept({ what: 'taken-over', to: other, why: 'handed-over' }, 'former');
    expect(left(owner, [...everything, went], handed)).toEqual(['taken-over']);
  });

  it('is for a team as long as the case is in its queue', () => {
    const forTeam = kept({ what: 'opened' }, 'team');
    if (opening.type !== 'opened') throw new Error('not an opening');
    const queued = { ...aCase(), events: [event(0, { ...opening, queue: true }, 'retour')] };
    const state = stateOf(queued, 0);
    expect(leftToTell([forTeam], other, queued, state, [])).toEqual([forTeam]);
    expect(left(other, [forTeam])).toEqual([]);
  });

  it('is for leads and heads whoever has the case, and for watchers until it is resolved', () => {
    const breach = { what: 'breach', target: 'acknowledge', rung: 1 } as const;
    const some = [kept(breach, 'lead'), kept(breach, 'head'), kept({ what: 'opened' }, 'watcher')];
    expect(left('lead@example.com', some)).toHaveLength(3);
    const acknowledged = event(1, { type: 'acknowledged' });
    expect(left('lead@example.com', some, acknowledged)).toEqual(['opened']);
    const resolved = event(2, { type: 'resolved', rootCause: 'carrier', note: 'Sent.' });
    expect(left('lead@example.com', some, resolved)).toEqual([]);
    const closed = event(2, { type: 'closed', outcome: 'lost', reason: 'answered-low-again' }, 'customer');
    expect(left('lead@example.com', some, closed)).toEqual([]);
  });
});
