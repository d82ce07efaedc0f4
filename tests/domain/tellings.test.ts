import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseEventBody, TellingSubject } from '../../functions/domain/case.ts';
import { stateOf } from '../../functions/domain/case-state.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import { gravity } from '../../functions/domain/gravity.ts';
import { tellingsOf } from '../../functions/domain/tellings.ts';
import { withheldAt } from '../../functions/domain/withheld.ts';
import { aCase, configuration, days, event, hours, minutes, monday, opening, told } from './a-case.ts';
import { somebody, staffed } from './a-roster.ts';

const [policy] = configuration.policies;
if (!policy) throw new Error('there is no policy');
const withPolicy = (more: Partial<typeof policy>): Configuration => ({
  ...configuration,
  policies: [{ ...policy, ...more }],
});

function tells(after: number, events: readonly CaseEvent[], stage = configuration) {
  const record = aCase(...events);
  return tellingsOf(record, stateOf(record, minutes(10)), stage, monday + after);
}
const keys = (after: number, events: readonly CaseEvent[], stage = configuration) =>
  tells(after, events, stage).map(({ key, to }) => `${key} ${to.split('@')[0]}`);
const said = (after: number, step: string, body: Partial<Extract<CaseEventBody, { type: 'told' }>> = {}) =>
  event(
    after,
    { type: 'told', step, to: ['owner@example.com'], about: { what: 'opened' }, ...body },
    'retour',
  );
const reminded = (after: number, times: number, to: string) =>
  said(after, `round-0/unacknowledged-${times}`, { to: [to], about: { what: 'unacknowledged', times } });

describe('what is to be told of a promise to the customer', () => {
  const firstContact = { within: hours(24), calendar: 'always', promised: hours(30) };
  const targets = { ...policy.targets, firstContact };
  const promise = withPolicy({ targets });
  const about = (side: 'team' | 'customer') =>
    tells(0, [told(0, 'round-0')], promise)
      .filter(({ key }) => key.includes('firstContact') && key.includes('/promise') === (side === 'customer'))
      .map(({ key, about: subject, role, reassigns }) => ({ key, subject, role, reassigns }));

  it('is one warning and one breach, which move the case to nobody', () => {
    expect(about('customer')).toEqual([
      {
        key: 'round-0/firstContact/promise/75%',
        subject: { what: 'warning', target: 'firstContact', percent: 75, side: 'customer' },
        role: 'owner',
        reassigns: false,
      },
      ...['owner', 'lead'].map((role) => ({
        key: 'round-0/firstContact/promise/breach-0',
        subject: { what: 'breach', target: 'firstContact', rung: 0, side: 'customer' },
        role,
        reassigns: false,
      })),
    ]);
    const early = withPolicy({
      targets,
      ladder: [{ after: 0, tell: ['owner'], reassignTo: 'lead' }],
    });
    expect(
      tells(0, [told(0, 'round-0')], early).flatMap(({ key, role, reassigns }) =>
        key.startsWith('round-0/firstContact') && key.includes('breach')
          ? [`${key} ${role} ${reassigns}`]
          : [],
      ),
    ).toEqual([
      'round-0/firstContact/breach-0 owner false',
      'round-0/firstContact/breach-0 lead true',
      'round-0/firstContact/promise/breach-0 owner false',
    ]);
  });

  it('is each warning and rung of the team’s own clock beside it', () => {
    expect(about('team').map(({ key, subject }) => [key, 'side' in subject])).toEqual(
      ['50%', '75%', 'breach-0', 'breach-0', 'breach-1', 'breach-2'].map((end) => [
        `round-0/firstContact/${end}`,
        false,
      ]),
    );
  });
});

describe('what is to be told of an answer that is owed', () => {
  it('is named for which exchange it is', () => {
    const stage = withPolicy({
      targets: { ...policy.targets, nextResponse: { within: hours(8), calendar: 'always' } },
      warnAt: [],
      ladder: [{ after: 0, tell: ['owner'] }],
    });
    const contacted = (at: number) => event(hours(at), { type: 'contacted', note: 'Called.' });
    const asked = (at: number) => event(hours(at), { type: 'feedback-changed', comment: true }, 'customer');
    expect(keys(hours(6), [contacted(1), asked(2), contacted(3), asked(5)], stage)).toContain(
      'round-0/nextResponse-2/breach-0 owner',
    );
  });
});

describe('reminders', () => {
  const nagging = withPolicy({ warnAt: [], ladder: [], nagEvery: hours(1) });
  const next = (events: readonly CaseEvent[]) =>
    tells(0, events, nagging).find(({ about }) => about.what === 'unacknowledged');

  it('go by what the owner was told last, and count for that owner alone', () => {
    const ten = Array.from({ length: 10 }, (_, index) =>
      reminded(hours(index + 1), index + 1, 'owner@example.com'),
    );
    expect(next([told(0, 'round-0'), ...ten])).toMatchObject({
      key: 'round-0/unacknowledged-11',
      about: { times: 11 },
      at: monday + hours(10) + days(1),
    });
    const handed = event(hours(11), { type: 'handed-over', to: 'other@example.com', team: 'care', note: '' });
    const heard = said(hours(11), 'handed-over-12', { to: ['other@example.com'] });
    expect(next([told(0, 'round-0'), ...ten, handed, heard])).toMatchObject({
      key: 'round-0/unacknowledged-11',
      about: { times: 1 },
      to: 'other@example.com',
      // Twenty o'clock on Monday; an hour of the office later it is Tuesday, ten.
      at: monday + days(1) + hours(1),
    });
  });

  it('begin anew in a new round', () => {
    const resolved = event(hours(2), { type: 'resolved', rootCause: 'carrier', note: 'Sent.' });
    const reopened = event(
      days(1),
      { type: 'reopened', priority: 'high', reason: 'low-recovery-answer' },
      'customer',
    );
    const before = [told(0, 'round-0'), reminded(hours(1), 1, 'owner@example.com'), resolved, reopened];
    expect(next(before)).toBeUndefined();
    expect(next([...before, said(days(1), 'round-1')])).toMatchObject({
      key: 'round-1/unacknowledged-1',
      about: { times: 1 },
    });
  });
});

describe('whoever was told', () => {
  const opened = (watchers: readonly string[]) => {
    if (opening.type !== 'opened') throw new Error('not an opening');
    return { ...aCase(), events: [event(0, { ...opening, queue: true, watchers }, 'retour')] };
  };
  const stage = staffed([somebody('owner'), somebody('other')]);
  const left = (...events: readonly CaseEvent[]) => {
    const first = opened(['other@example.com', 'head@example.com']);
    const record = { ...first, events: [...first.events, ...events] };
    return tellingsOf(record, stateOf(record, 0), stage, monday).flatMap(({ key, seat }) =>
      key === 'round-0' ? [seat] : [],
    );
  };

  it('is told no more in the seat in which they were, nor in another one', () => {
    const seats = ['owner', 'team/owner@example.com', 'team/other@example.com'];
    expect(left()).toEqual([...seats, 'watcher/other@example.com', 'watcher/head@example.com']);
    const once = said(0, 'round-0', { to: ['other@example.com'], as: ['team/other@example.com'] });
    expect(left(once)).toEqual(['owner', 'team/owner@example.com', 'watcher/head@example.com']);
  });

  it('with a copy is told again of what they can do', () => {
    const copy = said(0, 'round-0', { to: ['other@example.com'], as: ['watcher/other@example.com'] });
    expect(left(copy)).toEqual([
      ...['owner', 'team/owner@example.com', 'team/other@example.com'],
      'watcher/head@example.com',
    ]);
  });

  it('before seats were written down was told in all of them', () => {
    expect(left(said(0, 'round-0'))).toEqual([]);
  });
});

describe('what a former owner is told', () => {
  const handed = (more: object, by = 'lead@example.com') =>
    event(hours(1), { type: 'handed-over', to: 'other@example.com', team: 'care', note: '', ...more }, by);
  const told0 = told(0, 'round-0');

  it('is that the case went, unless they gave it away themselves or it was nobody’s', () => {
    expect(keys(hours(1), [told0, handed({ from: 'owner@example.com' })])).toContain('taken-over-2 owner');
    expect(keys(hours(1), [told0, handed({ from: 'lead@example.com' })]).join()).not.toContain('taken-over');
    expect(keys(hours(1), [told0, handed({})]).join()).not.toContain('taken-over');
  });

  it('says to whoever gets it who is away, where that is why', () => {
    const aboutIn = (more: object) =>
      tells(hours(1), [told0, handed(more)]).find(({ key }) => key === 'handed-over-2')?.about;
    const from = 'owner@example.com';
    expect(aboutIn({ from })).toEqual({ what: 'handed-over' });
    expect(aboutIn({ from, why: 'absent', back: '2026-12-01' })).toEqual({
      what: 'handed-over',
      from,
      back: '2026-12-01',
    });
  });
});

describe('the gravity of news', () => {
  it('is highest for what was missed, and the higher the ladder was climbed', () => {
    const subjects: readonly TellingSubject[] = [
      { what: 'feedback-changed' },
      { what: 'unacknowledged', times: 3 },
      { what: 'warning', target: 'resolution', percent: 50 },
      { what: 'warning', target: 'resolution', percent: 75 },
      { what: 'taken-over', to: 'other@example.com', why: 'late' },
      { what: 'opened' },
      { what: 'handed-over' },
      { what: 'breach', target: 'resolution', rung: 0 },
      { what: 'breach', target: 'resolution', rung: 2 },
    ];
    const byGravity = subjects.toReversed().toSorted((one, other) => gravity(one) - gravity(other));
    expect(byGravity).toEqual(subjects);
    expect(gravity({ what: 'reopened' })).toBe(gravity({ what: 'opened' }));
    expect(gravity({ what: 'feedback-joined', feedbackId: 'f' })).toBe(gravity({ what: 'feedback-changed' }));
  });
});

describe('what was held in vain', () => {
  const stage = staffed([somebody('owner', { hours: 'office' }), somebody('other')]);
  const evening = hours(10);
  const late = (...events: readonly CaseEvent[]) => {
    if (opening.type !== 'opened') throw new Error('not an opening');
    return { ...aCase(), events: [event(evening, opening, 'retour'), ...events] };
  };
  const resolved = event(
    evening + hours(1),
    { type: 'resolved', rootCause: 'carrier', note: 'Sent.' },
    'other@example.com',
  );
  const closed = event(
    evening + hours(1),
    { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' },
    'retour',
  );

  it.each([resolved, closed])('is what waited for the morning when it was $type', (end) => {
    expect(withheldAt(late(end), 1, stage)).toMatchObject([{ key: 'round-0', to: 'owner@example.com' }]);
    expect(withheldAt(late(end), 2, stage)).toEqual([]);
  });

  it('is nothing that was told before, nor what an event left as it was', () => {
    expect(withheldAt(late(told(evening, 'round-0'), resolved), 2, stage)).toEqual([]);
    const waits = event(evening + 1, { type: 'feedback-changed', comment: false }, 'customer');
    expect(withheldAt(late(waits), 1, stage)).toEqual([]);
    const heard = said(evening + 1, 'round-0', { about: { what: 'opened' } });
    expect(withheldAt(late(heard), 1, stage)).toEqual([]);
  });
});
