import { describe, expect, it } from 'vitest';
import { agendaOf, longestWaitSeconds, type Step, secondsUntilNext } from '../../functions/domain/agenda.ts';
import type { CaseEvent } from '../../functions/domain/case.ts';
import { aCase, configuration, days, event, hours, minutes, monday, told } from './a-case.ts';

const agenda = (at: number, ...events: CaseEvent[]) => agendaOf(aCase(...events), configuration, monday + at);
/** What is told to several is named once. */
const names = (steps: readonly Step[]) => [
  ...new Set(steps.map((step) => (step.kind === 'tell' ? step.key : step.kind))),
];
const due = (at: number, ...events: CaseEvent[]) =>
  names(agenda(at, ...events).filter((step) => step.at <= monday + at));

const acknowledged = (at: number) => event(at, { type: 'acknowledged' });
const contacted = (at: number) => event(at, { type: 'contacted', note: 'called' });
const resolved = (at: number) => event(at, { type: 'resolved', rootCause: 'carrier', note: 'sent again' });
const mailed = (at: number, mail: 'follow-up' | 'recovery-survey') =>
  event(at, { type: 'mailed', mail, round: 0 }, 'retour');

describe('the agenda of a case', () => {
  it('begins with telling the owner', () => {
    expect(due(0)).toEqual(['round-0']);
  });

  it('holds a step once only: what was told is off the list', () => {
    expect(due(0, told(0, 'round-0'))).toEqual([]);
  });

  it('warns at each share of each target and climbs the ladder after the breach', () => {
    expect(names(agenda(0, told(0, 'round-0'), acknowledged(1), contacted(2)))).toEqual([
      'round-0/resolution/50%',
      'round-0/resolution/75%',
      'round-0/resolution/breach-0',
      'round-0/resolution/breach-1',
      'round-0/resolution/breach-2',
    ]);
  });

  it('drops the steps of a target once it is met', () => {
    const keys = names(agenda(0, told(0, 'round-0'), acknowledged(1)));
    expect(keys.some((key) => key.includes('acknowledge'))).toBe(false);
    expect(keys.some((key) => key.includes('firstContact'))).toBe(true);
  });

  it('takes a rung’s time after the breach on the target’s calendar for whoever has no hours', () => {
    const rung = agenda(0).find(
      (step) => step.kind === 'tell' && step.key === 'round-0/acknowledge/breach-1',
    );
    // Breached on Monday at 14:00; eight working hours later it is Tuesday, 14:00.
    expect(rung?.at).toBe(monday + days(1) + hours(5));
  });

  it('tells the new owner of a handover', () => {
    const handed = event(hours(1), { type: 'handed-over', to: 'other@example.com', team: 'care', note: '' });
    expect(due(hours(1), told(0, 'round-0'), handed)).toEqual(['handed-over-2']);
  });

  it('does not tell of a handover that was taken back', () => {
    const handed = event(hours(1), { type: 'handed-over', to: 'other@example.com', team: 'care', note: '' });
    expect(due(hours(1), told(0, 'round-0'), handed, event(hours(1), { type: 'undone', event: 2 }))).toEqual(
      [],
    );
  });

  it('mails the customer only when the resolution can no longer be taken back', () => {
    expect(due(hours(1) + minutes(10) - 1, resolved(hours(1)))).toEqual([]);
    expect(due(hours(1) + minutes(10), resolved(hours(1)))).toEqual(['mail']);
  });

  it('asks three days after the follow-up whether it helped, and closes a week later', () => {
    const events = [resolved(0), mailed(minutes(10), 'follow-up')];
    expect(agenda(days(1), ...events)).toEqual([
      { kind: 'mail', mail: 'recovery-survey', round: 0, at: monday + minutes(10) + days(3) },
    ]);
    expect(agenda(days(4), ...events, mailed(days(4), 'recovery-survey'))).toEqual([
      { kind: 'close', at: monday + days(11), outcome: 'no-answer', reason: 'nobody-answered' },
    ]);
  });

  it('closes at once when the customer cannot be mailed', () => {
    const held = event(
      minutes(10),
      { type: 'not-mailed', mail: 'follow-up', round: 0, reason: 'no-address' },
      'retour',
    );
    expect(agenda(minutes(10), resolved(0), held)).toMatchObject([
      { kind: 'close', at: monday + minutes(10), reason: 'customer-cannot-be-asked' },
    ]);
  });

  it('tries again when the quiet hours end', () => {
    const postponed = event(
      minutes(10),
      { type: 'mail-postponed', mail: 'follow-up', round: 0, until: monday + hours(9) },
      'retour',
    );
    expect(agenda(minutes(11), resolved(0), postponed)).toMatchObject([
      { kind: 'mail', at: monday + hours(9) },
    ]);
  });

  it('ends a wait for the customer after the longest time that the policy allows', () => {
    const waiting = event(hours(1), { type: 'waiting', note: 'order number' });
    expect(agenda(hours(2), contacted(0), waiting)).toContainEqual({
      kind: 'resume',
      at: monday + hours(1) + days(7),
    });
  });

  it('is empty once the case is closed', () => {
    expect(
      agenda(0, event(0, { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' }, 'retour')),
    ).toEqual([]);
  });
});

describe('the wait for the next step', () => {
  it('is rounded up to whole seconds, so that the step is due when the wait ends', () => {
    expect(secondsUntilNext([{ kind: 'resume', at: monday + 1500 }], monday)).toBe(2);
  });

  it('is one second for what is due already, and never longer than seven days', () => {
    expect(secondsUntilNext([{ kind: 'resume', at: monday - 1 }], monday)).toBe(1);
    expect(secondsUntilNext([{ kind: 'resume', at: monday + days(40) }], monday)).toBe(longestWaitSeconds);
    expect(secondsUntilNext([], monday)).toBe(longestWaitSeconds);
  });
});
