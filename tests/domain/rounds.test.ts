import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseRecord } from '../../functions/domain/case.ts';
import { stateOf } from '../../functions/domain/case-state.ts';
import { clocksOf } from '../../functions/domain/clocks.ts';
import { hasTerms, roundsOf, totalTime } from '../../functions/domain/rounds.ts';
import { type Terms, termsFor } from '../../functions/domain/terms.ts';
import { configuration, days, event, hours, monday, opening } from './a-case.ts';

const terms = termsFor({ priority: 'normal' }, configuration, monday);
const slower: Terms = {
  ...terms,
  targets: {
    ...terms.targets,
    nextResponse: { within: hours(8), calendar: 'always', promised: hours(12) },
    resolution: { within: hours(100), calendar: 'office' },
  },
};
const opened = (held?: Terms): CaseEvent => ({
  ...event(0, opening, 'retour'),
  ...(held && { terms: held }),
});
const contacted = (at: number) => event(at, { type: 'contacted', note: 'called' });
const said = (at: number) => event(at, { type: 'feedback-changed', comment: true }, 'customer');
const wait = { type: 'waiting', note: 'a photo' } as const;
const resolved = (at: number) => event(at, { type: 'resolved', rootCause: 'carrier', note: 'sent again' });
const reopened = (at: number, held?: Terms) =>
  event(
    at,
    { type: 'reopened', priority: 'high', reason: 'low-recovery-answer', ...(held && { terms: held }) },
    'customer',
  );
const record = (...events: readonly CaseEvent[]): CaseRecord => ({
  id: 'C-TEST',
  feedbackId: 'shop#r-1',
  events,
});

describe('the rounds of a case', () => {
  it('are one until it is reopened', () => {
    const rounds = roundsOf(record(opened(terms), contacted(hours(2))), configuration, monday + hours(3));
    expect(rounds).toMatchObject([{ round: 0, from: monday, state: { status: 'contacted' } }]);
    expect(rounds[0]).not.toHaveProperty('to');
  });

  it('each have their own state, clocks and verdicts', () => {
    const rounds = roundsOf(
      record(
        opened(terms),
        contacted(hours(25)),
        resolved(hours(30)),
        reopened(hours(100), terms),
        resolved(hours(101)),
      ),
      configuration,
      monday + days(30),
    );
    expect(rounds).toMatchObject([
      { round: 0, from: monday, to: monday + hours(100), state: { status: 'resolved' } },
      { round: 1, from: monday + hours(100), state: { status: 'resolved' } },
    ]);
    const verdicts = rounds.map(({ clocks }) =>
      clocks.map(({ target, verdict }) => `${target} ${verdict}`).join(', '),
    );
    expect(verdicts).toEqual([
      'acknowledge missed, firstContact missed, resolution met',
      'acknowledge met, firstContact met, resolution met',
    ]);
  });

  it('have a clock for every exchange with the customer', () => {
    const [round] = roundsOf(
      record(
        opened(slower),
        contacted(hours(1)),
        said(hours(2)),
        contacted(hours(12)),
        said(hours(20)),
        contacted(hours(21)),
      ),
      configuration,
      monday + days(9),
    );
    expect(round?.clocks.map(({ target }) => target)).toEqual([
      'acknowledge',
      'firstContact',
      ...['nextResponse', 'nextResponse', 'nextResponse', 'nextResponse'],
      'resolution',
    ]);
    const next = round?.clocks.filter(({ target }) => target === 'nextResponse');
    expect(next?.map(({ exchange, side, verdict }) => `${exchange} ${side} ${verdict}`)).toEqual([
      '1 team missed',
      '1 customer met',
      '2 team met',
      '2 customer met',
    ]);
  });

  it('count an exchange by the terms that held when the customer asked', () => {
    const swift: Terms = {
      ...terms,
      targets: { ...terms.targets, nextResponse: { within: hours(2), calendar: 'always' } },
    };
    const events = [
      opened(swift),
      contacted(hours(1)),
      event(hours(5), { type: 'terms', terms: slower }, 'retour'),
      said(hours(6)),
    ];
    const [round] = roundsOf(record(...events), configuration, monday + hours(7));
    const next = round?.clocks.find(({ target }) => target === 'nextResponse');
    expect(next).toMatchObject({ dueAt: monday + hours(14), legs: [{ from: monday + hours(6) }] });
    expect(next?.legs).toHaveLength(1);
  });

  it('let an answer be due while we wait for the customer', () => {
    const events = [opened(slower), contacted(hours(1)), said(hours(3)), event(hours(4), wait)];
    const [round] = roundsOf(record(...events), configuration, monday + hours(20));
    expect(round?.clocks.find(({ target }) => target === 'nextResponse')).toMatchObject({
      dueAt: monday + hours(11),
      verdict: 'missed',
    });
  });

  it('hold nobody to an answer that the customer wants after the resolution', () => {
    const events = [opened(slower), contacted(hours(1)), resolved(hours(2)), said(hours(3))];
    const [round] = roundsOf(record(...events), configuration, monday + days(9));
    expect(round?.clocks.map(({ target }) => target)).not.toContain('nextResponse');
  });

  it('say what stopped a clock: somebody, or the closing of the case alone', () => {
    const deleted = event(hours(5), { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' });
    const [round] = roundsOf(
      record(opened(terms), event(hours(1), { type: 'acknowledged' }), deleted),
      configuration,
      monday + days(9),
    );
    expect(round?.clocks.map(({ target, verdict, stoppedBy }) => [target, verdict, stoppedBy])).toEqual([
      ['acknowledge', 'met', 'action'],
      ['firstContact', 'met', 'closing'],
      ['resolution', 'met', 'closing'],
    ]);
  });

  it('say so of each exchange', () => {
    const deleted = event(hours(9), { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' });
    const events = [opened(slower), contacted(hours(1)), said(hours(2)), contacted(hours(3)), said(hours(4))];
    const stops = (...more: readonly CaseEvent[]) =>
      roundsOf(record(...events, ...more), configuration, monday + days(9))[0]
        ?.clocks.filter(({ target, side }) => target === 'nextResponse' && side === 'team')
        .map(({ stoppedBy, metAt }) => [stoppedBy, metAt]);
    const first = ['action', monday + hours(3)];
    expect(stops(deleted)).toEqual([first, ['closing', monday + hours(9)]]);
    expect(stops(contacted(hours(5)))).toEqual([first, ['action', monday + hours(5)]]);
    expect(stops()).toEqual([first, [undefined, undefined]]);
  });

  it('say of a case that was only closed, or never touched, that nobody stopped its clocks', () => {
    const deleted = event(hours(5), { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' });
    const clocks = (...more: readonly CaseEvent[]) =>
      roundsOf(record(opened(terms), ...more), configuration, monday + days(9))[0]?.clocks ?? [];
    expect(clocks(deleted).map(({ stoppedBy }) => stoppedBy)).toEqual(['closing', 'closing', 'closing']);
    const resolution = clocks(resolved(hours(1)), { ...deleted, at: monday + hours(9) }).at(-1);
    expect(resolution).toMatchObject({ stoppedBy: 'action', metAt: monday + hours(1) });
    for (const running of clocks()) expect(running).not.toHaveProperty('stoppedBy');
  });

  it('end with what the case is now', () => {
    const events = [opened(terms), contacted(hours(2)), resolved(hours(3)), reopened(hours(90), terms)];
    const now = monday + hours(95);
    const last = roundsOf(record(...events), configuration, now).at(-1);
    expect(last?.state).toEqual(stateOf(record(...events), configuration.undoWithin));
    expect(last?.clocks).toMatchObject(clocksOf(stateOf(record(...events), 0), configuration, now));
  });
});

describe('the account of a clock', () => {
  const at = fc.integer({ min: 0, max: 120 });
  const story = fc
    .record({ contact: at, wait: at, back: at, change: at, again: at, done: at, now: at })
    .map((times) => ({
      now: monday + hours(times.now),
      events: [
        contacted(hours(times.contact)),
        event(hours(times.wait), { type: 'waiting', note: 'a photo' }),
        said(hours(times.back)),
        event(hours(times.change), { type: 'terms', terms: slower }, 'retour'),
        event(hours(times.again), { type: 'terms', terms }, 'retour'),
        resolved(hours(times.done)),
      ]
        .filter((one) => one.at <= monday + hours(times.now))
        .toSorted((one, other) => one.at - other.at),
    }));

  it('adds up to the time used, and ends at the due time', () => {
    fc.assert(
      fc.property(story, ({ now, events }) => {
        for (const { clocks } of roundsOf(record(opened(terms), ...events), configuration, now))
          for (const clock of clocks) {
            expect(clock.legs.reduce((sum, { usedMs }) => sum + usedMs, 0)).toBe(clock.usedMs);
            expect(clock.legs.at(-1)?.dueAt).toBe(clock.dueAt);
            expect(clock.legs[0]?.from).toBe(clock.startedAt);
            expect(clock.legs.at(-1)?.to).toBe(clock.metAt ?? now);
            expect(clock.verdict === 'missed').toBe(clock.lateMs !== undefined);
            expect(clock.lateMs ?? 0).toBeGreaterThanOrEqual(0);
          }
      }),
      { numRuns: 300 },
    );
  });

  it('says what was left when the terms changed', () => {
    const events = [opened(terms), event(hours(10), { type: 'terms', terms: slower }, 'retour')];
    const [round] = roundsOf(record(...events), configuration, monday + hours(20));
    const resolution = round?.clocks.find(({ target }) => target === 'resolution');
    // From seven in the evening on the office’s calendar: fifteen minutes of it are none of its hours.
    expect(resolution?.legs).toMatchObject([
      { within: hours(72), calendarName: 'always', leftMs: hours(72), usedMs: hours(10) },
      { within: hours(100), calendarName: 'office', leftMs: hours(90), usedMs: 0 },
    ]);
  });

  it('lets a wait last as long as the terms said when it began', () => {
    const events = [
      opened(terms),
      contacted(hours(1)),
      event(hours(2), { type: 'terms', terms: { ...terms, longestWait: hours(5) } }, 'retour'),
      event(hours(2), wait),
    ];
    const [round] = roundsOf(record(...events), configuration, monday + hours(20));
    expect(round?.clocks.at(-1)?.pauses).toEqual([
      { from: monday + hours(2), to: monday + hours(7), ms: hours(5) },
    ]);
  });

  it('leaves no time where a target was missed before it was lengthened', () => {
    const longer: Terms = {
      ...terms,
      targets: { ...terms.targets, firstContact: { within: hours(48), calendar: 'always' } },
    };
    const events = [opened(terms), event(hours(30), { type: 'terms', terms: longer }, 'retour')];
    const [round] = roundsOf(record(...events), configuration, monday + hours(40));
    expect(round?.clocks.find(({ target }) => target === 'firstContact')).toMatchObject({
      verdict: 'missed',
      remainingMs: 0,
    });
  });

  it('is not touched by terms that came after the action', () => {
    const events = [
      opened(terms),
      contacted(hours(20)),
      event(hours(30), {
        type: 'terms',
        terms: { ...terms, targets: { firstContact: { within: hours(90), calendar: 'always' } } },
      }),
    ];
    const [round] = roundsOf(record(...events), configuration, monday + days(9));
    const contact = round?.clocks.find(({ target }) => target === 'firstContact');
    expect(contact).toMatchObject({ verdict: 'met', dueAt: monday + hours(24) });
    expect(contact?.legs).toHaveLength(1);
  });
});

describe('the total time', () => {
  it('goes from the opening to the last resolution, over reopenings, on both clocks', () => {
    const events = [
      opened(slower),
      contacted(hours(2)),
      event(hours(3), { type: 'waiting', note: 'a photo' }),
      resolved(hours(26)),
      reopened(hours(48), terms),
      resolved(hours(50)),
    ];
    expect(totalTime(record(...events), configuration)).toEqual({
      openedAt: monday,
      resolvedAt: monday + hours(50),
      reopenings: 1,
      customerMs: hours(50),
      // Two days of eight hours at the office, and then two hours of a calendar that never stops.
      teamMs: hours(18),
    });
  });

  it('counts each of the calendars only while it was in force', () => {
    const events = [opened(slower), resolved(hours(26)), reopened(hours(48), terms), resolved(hours(62))];
    // The evening and the night of the third day belong to the calendar that never stops.
    expect(totalTime(record(...events), configuration)).toMatchObject({ teamMs: hours(16 + 14) });
  });

  it('goes from the opening though terms were written down only later', () => {
    const events = [opened(), event(hours(10), { type: 'terms', terms }, 'retour'), resolved(hours(30))];
    expect(totalTime(record(...events), configuration)).toMatchObject({ teamMs: hours(30) });
  });

  it('is not known while the case is not resolved', () => {
    expect(totalTime(record(opened(terms), contacted(hours(2))), configuration)).toBeUndefined();
    const again = [opened(terms), resolved(hours(2)), reopened(hours(30), terms)];
    expect(totalTime(record(...again), configuration)).toBeUndefined();
  });

  it('goes by the configuration for a case from before terms were written down', () => {
    expect(totalTime(record(opened(), resolved(hours(30))), configuration)).toMatchObject({
      teamMs: hours(30),
    });
  });
});

describe('a case has terms', () => {
  it('when it was told of them whenever it was opened or reopened', () => {
    expect(hasTerms(record(opened(terms), contacted(hours(1))))).toBe(true);
    expect(hasTerms(record(opened(), contacted(hours(1))))).toBe(false);
    expect(hasTerms(record(opened(terms), resolved(hours(2)), reopened(hours(90), terms)))).toBe(true);
    expect(hasTerms(record(opened(terms), resolved(hours(2)), reopened(hours(90))))).toBe(false);
  });
});
