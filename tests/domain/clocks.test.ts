import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../functions/domain/case.ts';
import { stateOf } from '../../functions/domain/case-state.ts';
import { clocksOf } from '../../functions/domain/clocks.ts';
import type { SlaTarget } from '../../functions/domain/sla-target.ts';
import { aCase, configuration, days, event, hours, monday } from './a-case.ts';

function clock(target: SlaTarget, at: number, ...events: CaseEvent[]) {
  const state = stateOf(aCase(...events), configuration.undoWithin);
  return clocksOf(state, configuration, monday + at).find((one) => one.target === target);
}

const contacted = (at: number) => event(at, { type: 'contacted', note: 'called' });
const waiting = (at: number) => event(at, { type: 'waiting', note: 'waiting for the order number' });
const resumed = (at: number) => event(at, { type: 'resumed', note: '' });
const resolved = (at: number) => event(at, { type: 'resolved', rootCause: 'carrier', note: 'sent again' });

describe('the clocks of a case', () => {
  it('count working hours where the policy says so: four hours from nine o’clock end at two, after lunch', () => {
    expect(clock('acknowledge', 0)).toMatchObject({ dueAt: monday + hours(5), verdict: 'running' });
  });

  it('count every hour where the policy says so', () => {
    expect(clock('firstContact', 0)).toMatchObject({ dueAt: monday + hours(24), verdict: 'running' });
  });

  it('warn from half of the target on', () => {
    expect(clock('firstContact', hours(12) - 1)?.verdict).toBe('running');
    expect(clock('firstContact', hours(12))?.verdict).toBe('warned');
  });

  it('are missed from the very instant when they are due', () => {
    expect(clock('firstContact', hours(24) - 1)?.verdict).toBe('warned');
    expect(clock('firstContact', hours(24))?.verdict).toBe('missed');
  });

  it('are met by an action in time, for ever', () => {
    expect(clock('firstContact', days(365), contacted(hours(23)))).toMatchObject({
      verdict: 'met',
      metAt: monday + hours(23),
    });
  });

  it('stay missed when the action came late', () => {
    expect(clock('firstContact', days(365), contacted(hours(25)))?.verdict).toBe('missed');
  });

  it('stop while the customer has the ball, for the resolution only', () => {
    const events = [contacted(hours(2)), waiting(hours(10))];
    expect(clock('resolution', hours(40), ...events)).toMatchObject({
      verdict: 'paused',
      remainingMs: hours(62),
    });
    expect(clock('firstContact', hours(40), ...events)?.verdict).toBe('met');
  });

  it('go on after the wait with the time that was left', () => {
    const events = [contacted(hours(2)), waiting(hours(10)), resumed(hours(50))];
    expect(clock('resolution', hours(60), ...events)).toMatchObject({
      dueAt: monday + hours(112),
      remainingMs: hours(52),
    });
    expect(clock('resolution', hours(200), ...events, resolved(hours(111)))?.verdict).toBe('met');
    expect(clock('resolution', hours(200), ...events, resolved(hours(113)))?.verdict).toBe('missed');
  });

  it('do not stop for longer than the policy’s longest wait', () => {
    const events = [contacted(hours(2)), waiting(hours(10))];
    expect(clock('resolution', hours(10) + days(7) - 1, ...events)?.verdict).toBe('paused');
    expect(clock('resolution', hours(10) + days(7) + hours(1), ...events)).toMatchObject({
      remainingMs: hours(61),
    });
  });

  it('stay missed when a wait begins after the breach', () => {
    expect(clock('resolution', hours(90), contacted(hours(2)), waiting(hours(73)))?.verdict).toBe('missed');
  });

  it('begin anew when the case is reopened', () => {
    const reopened = event(
      days(10),
      { type: 'reopened', priority: 'high', reason: 'low-recovery-answer' },
      'customer',
    );
    expect(clock('firstContact', days(10), contacted(hours(1)), resolved(hours(2)), reopened)).toMatchObject({
      startedAt: monday + days(10),
      dueAt: monday + days(11),
      verdict: 'running',
    });
  });
});
