import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../functions/domain/case.ts';
import { stateOf } from '../../functions/domain/case-state.ts';
import { clocksOf } from '../../functions/domain/clocks.ts';
import type { SlaTarget } from '../../functions/domain/sla-target.ts';
import { termsFor } from '../../functions/domain/terms.ts';
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

  it('tell their whole course', () => {
    const events = [contacted(hours(2)), waiting(hours(10)), resumed(hours(50))];
    expect(clock('resolution', hours(60), ...events)).toStrictEqual({
      target: 'resolution',
      side: 'team',
      startedAt: monday,
      dueAt: monday + hours(112),
      verdict: 'running',
      usedMs: hours(20),
      remainingMs: hours(52),
      warnings: [
        { percent: 50, at: monday + hours(76) },
        { percent: 75, at: monday + hours(94) },
      ],
      calendar: configuration.calendars['always'],
      legs: [
        {
          from: monday,
          to: monday + hours(60),
          policy: 'only',
          within: hours(72),
          calendarName: 'always',
          leftMs: hours(72),
          usedMs: hours(20),
          dueAt: monday + hours(112),
        },
      ],
      pauses: [{ from: monday + hours(10), to: monday + hours(50), ms: hours(40) }],
    });
  });

  it('show a pause as far as it has come', () => {
    const events = [contacted(hours(2)), waiting(hours(10))];
    expect(clock('resolution', hours(10), ...events)?.pauses).toEqual([]);
    expect(clock('resolution', hours(30), ...events)?.pauses).toEqual([
      { from: monday + hours(10), to: monday + hours(30), ms: hours(20) },
    ]);
  });

  it('say how late something is, in their own time', () => {
    expect(clock('acknowledge', hours(7))).toMatchObject({
      verdict: 'missed',
      lateMs: hours(2),
      remainingMs: -hours(2),
    });
    // At night the office’s clock stands still.
    expect(clock('acknowledge', hours(20))).toMatchObject({ usedMs: hours(8), lateMs: hours(4) });
    const late = clock('acknowledge', days(9), event(hours(6), { type: 'acknowledged' }));
    expect(late).toMatchObject({ verdict: 'missed', lateMs: hours(1), usedMs: hours(5) });
    expect(late).not.toHaveProperty('remainingMs');
  });

  it('stand still from the first instant of a wait to its last', () => {
    const verdict = (at: number, ...events: CaseEvent[]) =>
      clock('resolution', at, contacted(hours(2)), waiting(hours(10)), ...events)?.verdict;
    expect(verdict(hours(10))).toBe('paused');
    expect(verdict(hours(50), resumed(hours(50)))).toBe('running');
  });

  it('warn at the beginning of a wait of what was used up just then', () => {
    const events = [contacted(hours(2)), waiting(hours(36)), resumed(hours(50))];
    expect(clock('resolution', hours(60), ...events)?.warnings[0]).toEqual({
      percent: 50,
      at: monday + hours(36),
    });
  });

  it('have used nothing before they begin', () => {
    expect(clock('firstContact', -hours(1))).toMatchObject({ usedMs: 0, verdict: 'running' });
  });

  it('are met by an action at the very instant when they are due', () => {
    expect(clock('firstContact', days(9), contacted(hours(24)))).toMatchObject({ verdict: 'met' });
    expect(clock('firstContact', days(9), contacted(hours(24) + 1))).toMatchObject({
      verdict: 'missed',
      lateMs: 1,
    });
  });

  it('stop for several waits, one after the other', () => {
    const events = [
      contacted(hours(1)),
      waiting(hours(2)),
      resumed(hours(12)),
      waiting(hours(20)),
      resumed(hours(25)),
    ];
    expect(clock('resolution', hours(30), ...events)).toMatchObject({
      usedMs: hours(15),
      dueAt: monday + hours(87),
      pauses: [{ ms: hours(10) }, { ms: hours(5) }],
    });
  });

  it('cannot run on a calendar that the terms do not bring', () => {
    const [first, ...rest] = aCase().events;
    if (first?.type !== 'opened') throw new Error('not an opening');
    const terms = { ...termsFor({ priority: 'normal' }, configuration, monday), calendars: {} };
    const state = stateOf({ ...aCase(), events: [{ ...first, terms }, ...rest] }, configuration.undoWithin);
    expect(() => clocksOf(state, configuration, monday)).toThrow('the terms name no calendar "office"');
  });
});
