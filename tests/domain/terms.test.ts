import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseRecord } from '../../functions/domain/case.ts';
import { stateOf } from '../../functions/domain/case-state.ts';
import { clocksOf } from '../../functions/domain/clocks.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { SlaTarget } from '../../functions/domain/sla-target.ts';
import {
  changedTerms,
  policyFor,
  type TargetTerms,
  type Terms,
  termsFor,
} from '../../functions/domain/terms.ts';
import { configuration, days, event, hours, minutes, monday, opening } from './a-case.ts';

const always = { within: hours(24), calendar: 'always' };
const usual: Terms = {
  policy: 'usual',
  targets: {
    acknowledge: { within: hours(4), calendar: 'office' },
    firstContact: always,
    resolution: always,
  },
  warnAt: [50],
  longestWait: days(7),
  calendars: configuration.calendars,
};
const held = (targets: Partial<Record<SlaTarget, TargetTerms>>, more: Partial<Terms> = {}): Terms => ({
  ...usual,
  ...more,
  targets: { ...usual.targets, ...targets },
});
const opened = (terms = usual): CaseEvent => {
  if (opening.type !== 'opened') throw new Error('not an opening');
  return event(0, { ...opening, terms }, 'retour');
};
const changed = (at: number, terms: Terms) => event(at, { type: 'terms', terms }, 'retour');
const contacted = (at: number) => event(at, { type: 'contacted', note: 'called' });
const waiting = (at: number) => event(at, { type: 'waiting', note: 'the order number' });
const said = (at: number, thanks = false) =>
  event(at, { type: 'feedback-changed', comment: true, ...(thanks && { thanks }) }, 'customer');

const record = (...events: readonly CaseEvent[]): CaseRecord => ({
  id: 'C-TEST',
  feedbackId: 'shop#r-1',
  events,
});
function clocks(at: number, events: readonly CaseEvent[], today: Configuration = configuration) {
  return clocksOf(stateOf(record(...events), today.undoWithin), today, monday + at);
}
const clock = (target: SlaTarget, at: number, ...events: readonly CaseEvent[]) =>
  clocks(at, events).find((one) => one.target === target && one.side === 'team');

describe('a change of policy while a case is open', () => {
  const longer = held({ firstContact: { within: hours(48), calendar: 'always' } });
  const shorter = held({ firstContact: { within: hours(12), calendar: 'always' } });

  it('keeps the time used and changes the time that remains', () => {
    expect(clock('firstContact', hours(20), opened(), changed(hours(10), longer))).toMatchObject({
      dueAt: monday + hours(48),
      usedMs: hours(20),
      remainingMs: hours(28),
    });
    expect(clock('firstContact', hours(11), opened(), changed(hours(10), shorter))).toMatchObject({
      dueAt: monday + hours(12),
      verdict: 'warned',
    });
  });

  it('makes nothing overdue before it came', () => {
    expect(clock('firstContact', hours(20), opened(), changed(hours(18), shorter))).toMatchObject({
      dueAt: monday + hours(18),
      verdict: 'missed',
    });
  });

  it('takes back no breach', () => {
    expect(clock('firstContact', hours(40), opened(), changed(hours(30), longer))).toMatchObject({
      dueAt: monday + hours(24),
      verdict: 'missed',
    });
  });

  it('of the calendar counts the time before it by the old one and the time after by the new', () => {
    // Four working hours from nine: two are used by eleven. By the clock that never stops, two more end at one.
    const dayAndNight = held({ acknowledge: { within: hours(4), calendar: 'always' } });
    expect(clock('acknowledge', hours(3), opened(), changed(hours(2), dayAndNight))).toMatchObject({
      dueAt: monday + hours(4),
      usedMs: hours(3),
    });
    expect(clock('acknowledge', hours(3), opened())).toMatchObject({ dueAt: monday + hours(5) });
  });

  it('leaves what was met as it was', () => {
    const events = [opened(), contacted(hours(20)), changed(hours(21), shorter)];
    expect(clock('firstContact', days(9), ...events)).toMatchObject({ verdict: 'met', usedMs: hours(20) });
  });

  it('is written down once, and not for what is long past or far off', () => {
    const today = termsFor({ priority: 'normal' }, configuration, monday);
    const state = { priority: 'normal' as const, terms: [{ at: monday, terms: today }] };
    expect(changedTerms(state, configuration, monday + days(30))).toBeUndefined();
    const closed = (...holidays: string[]) => {
      const { always: wall, office } = configuration.calendars;
      if (!wall || !office) throw new Error('no calendars');
      return { ...configuration, calendars: { always: wall, office: { ...office, holidays } } };
    };
    expect(changedTerms(state, closed('2025-12-25', '2031-01-01'), monday)).toBeUndefined();
    const news = changedTerms(state, closed('2026-12-25'), monday);
    expect(news?.calendars['office']?.holidays).toEqual(['2026-12-25']);
  });
});

describe('the policy of a case', () => {
  const [only] = configuration.policies;
  if (!only) throw new Error('no policy');
  const policies = [
    { ...only, id: 'urgent-gold', when: { priorities: ['urgent' as const], tiers: ['gold'] } },
    { ...only, id: 'urgent', when: { priorities: ['urgent' as const] } },
    { ...only, id: 'gold', when: { tiers: ['gold', 'silver'] } },
    only,
  ];

  it.each([
    [{ priority: 'urgent', tier: 'gold' }, 'urgent-gold'],
    [{ priority: 'urgent', tier: 'iron' }, 'urgent'],
    [{ priority: 'urgent' }, 'urgent'],
    [{ priority: 'normal', tier: 'silver' }, 'gold'],
    [{ priority: 'normal', tier: 'iron' }, 'only'],
    [{ priority: 'low' }, 'only'],
  ] as const)('%j is %s, the first that holds', (state, id) => {
    expect(policyFor(state, policies).id).toBe(id);
  });

  it('is there: a configuration without one that always holds is refused', () => {
    expect(() => policyFor({ priority: 'low' }, policies.slice(0, 2))).toThrow(
      'no policy holds for every case',
    );
  });
});

describe('the terms of a case', () => {
  const { always: wall, office } = configuration.calendars;
  const [only] = configuration.policies;
  if (!wall || !office || !only) throw new Error('no calendars');
  const withHolidays = (...holidays: string[]) => ({
    ...configuration,
    calendars: { always: wall, office: { ...office, holidays } },
  });

  it('name the calendars of their targets and no other', () => {
    const terms = termsFor({ priority: 'normal' }, configuration, monday);
    expect(Object.keys(terms.calendars).sort()).toEqual(['always', 'office']);
    expect(terms).toMatchObject({
      policy: 'only',
      targets: {
        acknowledge: { within: hours(4), calendar: 'office' },
        firstContact: { within: hours(24), calendar: 'always' },
      },
      warnAt: [50, 75],
      longestWait: days(7),
    });
    expect(terms.targets.acknowledge).not.toHaveProperty('promised');
  });

  it('keep holidays from the day before for five hundred days, in their order', () => {
    const dates = ['2028-04-06', '2027-01-01', '2026-11-21', '2026-11-22', '2028-04-07'];
    const { calendars } = termsFor({ priority: 'normal' }, withHolidays(...dates), monday);
    expect(calendars['office']?.holidays).toEqual(['2026-11-22', '2027-01-01', '2028-04-06']);
  });

  it('need each calendar that they name', () => {
    const { always: _, ...others } = configuration.calendars;
    expect(() => termsFor({ priority: 'normal' }, { ...configuration, calendars: others }, monday)).toThrow(
      'no calendar "always" is configured',
    );
  });

  it('are the same in whichever order they are written, and others with another figure in them', () => {
    const today = termsFor({ priority: 'normal' }, configuration, monday);
    const turned = Object.fromEntries(Object.entries(today).toReversed());
    const state = { priority: 'normal' as const, terms: [{ at: monday, terms: { ...today, ...turned } }] };
    expect(changedTerms(state, configuration, monday)).toBeUndefined();
    const sooner = { ...configuration, policies: [{ ...only, warnAt: [50] }] };
    expect(changedTerms(state, sooner, monday)?.warnAt).toEqual([50]);
  });

  it('of a case from before they were written down do not change', () => {
    expect(changedTerms({ priority: 'normal', terms: [] }, configuration, monday)).toBeUndefined();
  });

  it('change with a holiday in the next hundred days, not with one that is past or further off', () => {
    const terms = termsFor({ priority: 'normal' }, withHolidays('2026-11-20', '2026-12-25'), monday);
    const state = { priority: 'normal' as const, terms: [{ at: monday, terms }] };
    const now = (...holidays: string[]) => changedTerms(state, withHolidays(...holidays), monday);
    expect(now('2026-12-25')).toBeUndefined();
    expect(now('2026-12-25', '2026-11-21')).toBeUndefined();
    expect(now('2026-12-25', '2027-03-04')).toBeUndefined();
    expect(now('2026-12-25', '2026-11-22')).toBeDefined();
    expect(now('2026-12-25', '2027-03-03')).toBeDefined();
    expect(now()).toBeDefined();
  });
});

describe('the two clocks of a target', () => {
  const promise = held({ acknowledge: { within: hours(4), calendar: 'office', promised: hours(6) } });

  it('run side by side, each with its own verdict', () => {
    const late = clocks(hours(7), [opened(promise)]).filter(({ target }) => target === 'acknowledge');
    expect(late).toMatchObject([
      { side: 'team', dueAt: monday + hours(5), verdict: 'missed', usedMs: hours(6) },
      { side: 'customer', dueAt: monday + hours(6), verdict: 'missed', usedMs: hours(7) },
    ]);
  });

  it('are the team’s alone where nothing was promised', () => {
    expect(clocks(0, [opened()]).map(({ target, side }) => `${target} ${side}`)).toEqual([
      'acknowledge team',
      'firstContact team',
      'resolution team',
    ]);
  });

  it('count the customer’s day through night and clock change', () => {
    const beforeTheChange = Date.parse('2026-10-24T18:00:00Z') - monday;
    const at = (ms: number) => ({ ...opened(promise), at: monday + beforeTheChange + ms });
    const [, customer] = clocks(beforeTheChange + hours(9), [at(0)]);
    expect(customer).toMatchObject({ side: 'customer', usedMs: hours(9) });
  });
});

describe('the clock of the next answer', () => {
  const terms = held({ nextResponse: { within: hours(8), calendar: 'always' } });

  it('does not run before the customer says something to what we said', () => {
    expect(clock('nextResponse', hours(5), opened(terms), contacted(hours(1)))).toBeUndefined();
    expect(clock('nextResponse', hours(5), opened(terms), said(hours(1)))).toBeUndefined();
  });

  it('runs from the customer’s first word until we answer', () => {
    const events = [opened(terms), contacted(hours(1)), said(hours(3)), said(hours(5))];
    expect(clock('nextResponse', hours(6), ...events)).toMatchObject({
      startedAt: monday + hours(3),
      dueAt: monday + hours(11),
      verdict: 'running',
    });
    expect(clock('nextResponse', days(2), ...events, contacted(hours(10)))?.verdict).toBe('met');
    expect(clock('nextResponse', days(2), ...events, contacted(hours(12)))?.verdict).toBe('missed');
  });

  it('is not started by a thank-you', () => {
    const events = [opened(terms), contacted(hours(1)), said(hours(3), true)];
    expect(clock('nextResponse', days(2), ...events)).toBeUndefined();
  });
});

describe('a wait for the customer', () => {
  it('ends when the customer speaks, as the ball is ours again', () => {
    const events = [opened(), contacted(hours(1)), waiting(hours(2)), said(hours(5))];
    expect(stateOf(record(...events), minutes(10)).status).toBe('contacted');
    expect(clock('resolution', hours(10), ...events)).toMatchObject({ usedMs: hours(7) });
  });

  it('is as long at most as the terms said when it began', () => {
    const events = [
      opened(held({}, { longestWait: hours(5) })),
      contacted(hours(1)),
      waiting(hours(2)),
      changed(hours(3), held({}, { longestWait: hours(50) })),
    ];
    expect(clock('resolution', hours(10), ...events)).toMatchObject({ usedMs: hours(5) });
  });

  it('does not make overdue on return what came due meanwhile', () => {
    const events = [opened(), contacted(hours(1)), waiting(hours(20))];
    expect(clock('resolution', hours(60), ...events)?.verdict).toBe('paused');
    expect(clock('resolution', hours(60), ...events, said(hours(59)))).toMatchObject({
      dueAt: monday + hours(63),
      remainingMs: hours(3),
    });
  });
});

describe('a verdict', () => {
  it('follows from the events alone, whatever the configuration says a year later', () => {
    const other: Configuration = { ...configuration, calendars: {}, policies: [] };
    const at = fc.integer({ min: 0, max: 200 });
    const events = fc
      .record({ contact: at, wait: at, change: at, resolved: at })
      .map((times) =>
        [
          contacted(hours(times.contact)),
          waiting(hours(times.wait)),
          changed(hours(times.change), held({ resolution: { within: hours(30), calendar: 'office' } })),
          event(hours(times.resolved), { type: 'resolved', rootCause: 'carrier', note: 'sent again' }),
        ].toSorted((one, another) => one.at - another.at),
      );
    fc.assert(
      fc.property(events, (later) => {
        const now = hours(300);
        const exported: CaseEvent[] = JSON.parse(JSON.stringify([opened(), ...later]));
        expect(clocks(now, exported, other)).toEqual(clocks(now, [opened(), ...later]));
      }),
      { numRuns: 200 },
    );
  });

  it('never grows better as time goes by without an action', () => {
    const rank = { running: 0, paused: 0, warned: 1, missed: 2, met: 3 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }), (one, other) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        const verdict = (at: number) => clock('acknowledge', hours(at), opened())?.verdict ?? 'met';
        expect(rank[verdict(late)]).toBeGreaterThanOrEqual(rank[verdict(early)]);
      }),
      { numRuns: 200 },
    );
  });
});
