import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseRecord } from '../../functions/domain/case.ts';
import type { Feedback } from '../../functions/domain/feedback.ts';
import {
  type Figure,
  type Grouping,
  type Group,
  reportOf,
  type Told,
  toldOf,
} from '../../functions/domain/report.ts';
import { termsFor } from '../../functions/domain/terms.ts';
import { configuration, days, event, hours, minutes, monday, opening } from './a-case.ts';
import { csatOf, npsOf } from './a-rule.ts';

const usual = termsFor({ priority: 'normal' }, configuration, monday);
/** On the clock that never stops, so that a recount needs no calendar. */
const terms = {
  ...usual,
  targets: {
    acknowledge: { within: hours(4), calendar: 'always' },
    firstContact: { within: hours(24), calendar: 'always', promised: hours(30) },
    resolution: { within: hours(72), calendar: 'always' },
  },
};

interface Given {
  readonly told: Told;
  readonly record?: CaseRecord;
}

let last = 0;
function answer(given: Partial<Told>, ...events: readonly CaseEvent[]): Given {
  last += 1;
  const id = `shop#r-${last}`;
  const told: Told = { id, source: 'shop', spokeAt: monday, unhappy: true, ...given };
  return events.length === 0 ? { told } : { told, record: { id: `C-${last}`, feedbackId: id, events } };
}

const opened = (over: { owner?: string; priority?: 'normal' | 'high' } = {}): CaseEvent => {
  if (opening.type !== 'opened') throw new Error('this opens nothing');
  return event(0, { ...opening, ...over, terms }, 'retour');
};
const did = (at: number, type: 'acknowledged' | 'contacted' | 'resolved') => {
  if (type === 'acknowledged') return event(at, { type });
  if (type === 'contacted') return event(at, { type, note: 'called' });
  return event(at, { type, rootCause: 'carrier', note: 'sent again' });
};
const closed = (at: number, outcome: 'recovered' | 'lost' | 'no-answer' = 'recovered') =>
  event(at, { type: 'closed', outcome, reason: 'answered' }, 'customer');
const deleted = (at: number) =>
  event(at, { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' }, 'retour');
const asked = (at: number) => event(at, { type: 'mailed', mail: 'recovery-survey', round: 0 }, 'retour');
const answered = (at: number, fcr?: boolean) =>
  event(at, { type: 'survey-answered', score: 5, ...(fcr !== undefined && { fcr }) }, 'customer');
const breached = (at: number, rung: number, side?: 'customer') =>
  event(
    at,
    {
      type: 'told',
      step: `round-0/firstContact/breach-${rung}`,
      to: ['lead@example.com'],
      about: { what: 'breach', target: 'firstContact', rung, ...(side && { side }) },
    },
    'retour',
  );
const warning = {
  type: 'told',
  step: 'round-0/firstContact/50%',
  to: ['owner@example.com'],
  about: { what: 'warning', target: 'firstContact', percent: 50 },
} as const;
const reopened = (at: number) =>
  event(at, { type: 'reopened', priority: 'high', reason: 'low-recovery-answer', terms }, 'customer');

function report(given: readonly Given[], now: number, by?: Grouping) {
  const cases = new Map(given.flatMap(({ told, record }) => (record ? [[told.id, record] as const] : [])));
  return reportOf(
    given.map(({ told }) => told),
    cases,
    configuration,
    monday + now,
    by,
  );
}

function figure(group: Group, id: Figure['id']): Figure {
  const found = group.figures.find((one) => one.id === id);
  if (!found) throw new Error(`there is no figure ${id}`);
  return found;
}
const of = (given: readonly Given[], id: Figure['id'], now = days(30)) => figure(report(given, now).all, id);

describe('compliance with a target', () => {
  it('is what was met of what was met or missed, on each clock apart', () => {
    const cases = [
      answer({}, opened(), did(hours(26), 'contacted')),
      answer({}, opened(), did(hours(2), 'contacted')),
    ];
    expect(of(cases, 'firstContact/team')).toMatchObject({ part: 1, whole: 2 });
    expect(of(cases, 'firstContact/customer')).toMatchObject({ part: 2, whole: 2 });
  });

  it('counts what is overdue and open as missed, and what is not due yet as neither', () => {
    const cases = [answer({}, opened())];
    expect(of(cases, 'firstContact/team', hours(23))).toMatchObject({
      part: 0,
      whole: 0,
      beside: { notDueYet: 1, overdueNow: 0 },
    });
    expect(of(cases, 'firstContact/team', hours(25))).toMatchObject({
      part: 0,
      whole: 1,
      beside: { missed: 1, overdueNow: 1, notDueYet: 0 },
    });
  });

  it('is told of each target that somebody was held to, then of the rest, in this order', () => {
    expect(report([answer({}, opened())], hours(25)).all.figures.map(({ id }) => id)).toEqual([
      'acknowledge/team',
      'firstContact/team',
      'firstContact/customer',
      'resolution/team',
      'close-the-loop',
      'escalated/1',
      'time-to-acknowledge',
      'time-to-first-contact',
      'time-to-close',
      'total-time/customer',
      'total-time/team',
      'reopened',
      'recovered',
      'recovered-of-closed',
      'survey-answered',
      'first-contact-resolution/said',
      'first-contact-resolution/judged',
    ]);
    expect(of([answer({}, opened())], 'firstContact/team', hours(25))).toEqual({
      kind: 'share',
      id: 'firstContact/team',
      part: 0,
      whole: 1,
      beside: { missed: 1, overdueNow: 1, notDueYet: 0, withdrawn: 0 },
    });
  });

  it('counts a reopened case once for each round', () => {
    const again = answer(
      {},
      opened(),
      did(hours(1), 'resolved'),
      reopened(hours(50)),
      did(hours(80), 'resolved'),
    );
    expect(of([again], 'firstContact/team')).toMatchObject({ part: 1, whole: 2 });
  });

  it('says apart what was withdrawn because the answer was deleted in time', () => {
    expect(of([answer({}, opened(), deleted(hours(1)))], 'firstContact/team')).toMatchObject({
      whole: 0,
      beside: { withdrawn: 1 },
    });
    expect(of([answer({}, opened(), deleted(hours(25)))], 'firstContact/team')).toMatchObject({ whole: 1 });
  });
});

describe('a clock that ran out', () => {
  it('is overdue now only until somebody acts', () => {
    const late = answer({}, opened(), did(hours(25), 'contacted'));
    expect(of([late], 'firstContact/team', hours(30))).toMatchObject({
      beside: { missed: 1, overdueNow: 0 },
    });
    expect(of([late], 'resolution/team', hours(80))).toMatchObject({ beside: { missed: 1, overdueNow: 1 } });
  });
});

describe('the escalation rate', () => {
  const steps = (group: Group | undefined) =>
    group?.figures.flatMap((one) =>
      one.kind === 'share' && one.id.startsWith('escalated/') ? [[one.id, one.part, one.whole]] : [],
    );

  it('has for each step of the ladder the cases that came to it or further, of all', () => {
    const given = [
      answer({}),
      answer({}, opened(), did(hours(1), 'contacted')),
      answer(
        {},
        opened(),
        breached(hours(24), 0),
        breached(hours(26), 1),
        breached(hours(30), 0, 'customer'),
      ),
      // Somebody was told of the third step alone, since the others fell into the same moment.
      answer({}, opened(), breached(hours(40), 2)),
    ];
    expect(steps(report(given, days(3)).all)).toEqual([
      ['escalated/1', 2, 3],
      ['escalated/2', 2, 3],
      ['escalated/3', 1, 3],
    ]);
  });

  it('has the same steps in each group, and the first where nobody was told of any', () => {
    const given = [
      answer({ source: 'desk' }, opened(), breached(hours(24), 0), breached(hours(26), 1)),
      answer({ source: 'shop' }, opened(), event(hours(12), warning, 'retour')),
    ];
    const { groups } = report(given, days(3), 'source');
    expect(groups.map(steps)).toEqual([
      [
        ['escalated/1', 1, 1],
        ['escalated/2', 1, 1],
      ],
      [
        ['escalated/1', 0, 1],
        ['escalated/2', 0, 1],
      ],
    ]);
    expect(steps(report(given.slice(1), days(3)).all)).toEqual([['escalated/1', 0, 1]]);
  });
});

describe('the close-the-loop rate', () => {
  it('is over all unhappy customers, those without a case among them', () => {
    const given = [
      answer({}, opened(), did(hours(1), 'contacted')),
      answer({}, opened(), did(hours(25), 'contacted')),
      answer({}),
      answer({ unhappy: false }),
      answer({ unhappy: false }, opened(), did(hours(1), 'contacted')),
    ];
    expect(of(given, 'close-the-loop')).toEqual({
      kind: 'share',
      id: 'close-the-loop',
      part: 1,
      whole: 3,
      beside: { missed: 1, overdueNow: 0, notDueYet: 0, withoutCase: 1 },
    });
  });

  it('leaves out whom nobody had to contact yet', () => {
    const given = [answer({}, opened())];
    expect(of(given, 'close-the-loop', hours(1))).toMatchObject({ whole: 0, beside: { notDueYet: 1 } });
  });
});

describe('times', () => {
  it('are those of the first round, from the opening or from the answer', () => {
    const one = answer(
      { spokeAt: monday - hours(1) },
      opened(),
      did(hours(2), 'acknowledged'),
      did(hours(3), 'resolved'),
      reopened(hours(50)),
      did(hours(60), 'resolved'),
      closed(hours(90)),
    );
    const open = answer({}, opened());
    const figures = (id: Figure['id']) => of([one, open], id);
    expect(figures('time-to-acknowledge')).toMatchObject({
      count: 1,
      median: hours(2),
      beside: { notYet: 1 },
    });
    expect(figures('time-to-first-contact')).toMatchObject({ median: hours(4), p90: hours(4) });
    expect(figures('time-to-close')).toMatchObject({ median: hours(90) });
    expect(figures('total-time/customer')).toMatchObject({ median: hours(60) });
  });

  it('never are less than none, though a survey tool’s clock is ahead of ours', () => {
    const ahead = answer({ spokeAt: monday + hours(2) }, opened(), did(hours(1), 'contacted'));
    expect(of([ahead], 'time-to-first-contact')).toMatchObject({ count: 1, median: 0, p90: 0 });
  });

  it('leave out a case whose answer was deleted', () => {
    const gone = answer(
      {},
      opened(),
      did(hours(1), 'contacted'),
      did(hours(2), 'resolved'),
      deleted(hours(3)),
    );
    const ids = [
      'time-to-acknowledge',
      'time-to-first-contact',
      'time-to-close',
      'total-time/customer',
      'total-time/team',
    ] as const;
    for (const id of ids) expect(of([gone], id)).toMatchObject({ count: 0, beside: { notYet: 0 } });
  });

  it('to the closing are known of closed cases only', () => {
    const cases = [answer({}, opened(), did(0, 'resolved')), answer({}, opened(), closed(hours(9), 'lost'))];
    expect(of(cases, 'time-to-close')).toEqual({
      kind: 'times',
      id: 'time-to-close',
      count: 1,
      median: hours(9),
      p90: hours(9),
      beside: { notYet: 1 },
    });
  });

  it('of the team are counted on its calendar', () => {
    const office = {
      ...terms,
      targets: { ...terms.targets, resolution: { within: hours(9), calendar: 'office' } },
    };
    if (opening.type !== 'opened') throw new Error('this opens nothing');
    const night = answer({}, event(0, { ...opening, terms: office }, 'retour'), did(hours(24), 'resolved'));
    expect(of([night], 'total-time/customer')).toMatchObject({ median: hours(24) });
    expect(of([night], 'total-time/team')).toMatchObject({ median: hours(8) });
  });

  it('have the median and the ninetieth percentile that some case really took', () => {
    const all = Array.from({ length: 10 }, (_, index) =>
      answer({}, opened(), did(minutes(10 - index), 'acknowledged')),
    );
    expect(of(all, 'time-to-acknowledge')).toMatchObject({ median: minutes(5), p90: minutes(9) });
    expect(of([], 'time-to-acknowledge')).toStrictEqual({
      kind: 'times',
      id: 'time-to-acknowledge',
      count: 0,
      beside: { notYet: 0 },
    });
  });
});

describe('outcomes', () => {
  const given = [
    answer({}, opened(), did(0, 'resolved'), asked(1), answered(2, true), closed(3)),
    answer({}, opened(), did(0, 'resolved'), asked(1), answered(2, false), closed(3, 'lost')),
    answer({}, opened(), did(0, 'resolved'), asked(1), closed(3, 'no-answer')),
    answer({}, opened(), did(0, 'resolved'), reopened(5)),
    answer({}, opened(), deleted(5)),
  ];

  it('are counted of those who answered, of all closed, and of those who were asked', () => {
    expect(of(given, 'recovered')).toMatchObject({
      part: 1,
      whole: 2,
      beside: { lost: 1, noAnswer: 1, withdrawn: 1 },
    });
    expect(of(given, 'recovered-of-closed')).toMatchObject({ part: 1, whole: 3 });
    expect(of(given, 'survey-answered')).toMatchObject({ part: 2, whole: 3 });
    expect(of(given, 'reopened')).toMatchObject({ part: 1, whole: 4 });
  });

  it('say of everything that was left out how much it was', () => {
    expect(report(given, days(9)).all.figures.slice(-6)).toEqual([
      { kind: 'share', id: 'reopened', part: 1, whole: 4, beside: {} },
      { kind: 'share', id: 'recovered', part: 1, whole: 2, beside: { lost: 1, noAnswer: 1, withdrawn: 1 } },
      {
        kind: 'share',
        id: 'recovered-of-closed',
        part: 1,
        whole: 3,
        beside: { lost: 1, noAnswer: 1, withdrawn: 1 },
      },
      { kind: 'share', id: 'survey-answered', part: 2, whole: 3, beside: {} },
      { kind: 'share', id: 'first-contact-resolution/said', part: 1, whole: 2, beside: { notYet: 0 } },
      { kind: 'share', id: 'first-contact-resolution/judged', part: 2, whole: 4, beside: { notYet: 0 } },
    ]);
  });

  it('know nobody asked by another mail than the survey', () => {
    const followed = event(1, { type: 'mailed', mail: 'follow-up', round: 0 }, 'retour');
    const unasked = event(
      1,
      { type: 'not-mailed', mail: 'recovery-survey', round: 0, reason: 'no-address' },
      'retour',
    );
    for (const mail of [followed, unasked])
      expect(of([answer({}, opened(), did(0, 'resolved'), mail)], 'survey-answered')).toMatchObject({
        whole: 0,
      });
  });

  it('leave out whom nobody can judge yet, and answers that do not say', () => {
    const cases = [answer({}, opened()), answer({}, opened(), did(0, 'resolved'), asked(1), answered(2))];
    expect(of(cases, 'first-contact-resolution/judged')).toMatchObject({ whole: 1, beside: { notYet: 1 } });
    expect(of(cases, 'first-contact-resolution/said')).toMatchObject({ whole: 0, beside: { notYet: 1 } });
  });

  it('say what settled at the first contact, in the customer’s word and by the events', () => {
    expect(of(given, 'first-contact-resolution/said')).toMatchObject({ part: 1, whole: 2 });
    expect(of(given, 'first-contact-resolution/judged')).toMatchObject({ part: 2, whole: 4 });
  });
});

describe('groups', () => {
  it('count responses, the unhappy among them, cases, and those that are open', () => {
    const given = [
      answer({ unhappy: false }),
      answer({}),
      answer({}, opened(), did(0, 'resolved')),
      answer({}, opened(), closed(1)),
    ];
    const { all, groups } = report(given, 0);
    expect(all).toMatchObject({ key: undefined, responses: 4, unhappy: 3, cases: 2, open: 1 });
    expect(groups).toEqual([]);
  });

  it('go by who has the case now, and by the priority that it opened with', () => {
    const given = [
      answer({}),
      answer({}, opened({ owner: 'other@example.com', priority: 'high' })),
      answer(
        { source: 'careful' },
        opened(),
        event(hours(1), { type: 'handed-over', to: 'lead@example.com', team: 'care', note: '' }),
      ),
    ];
    const keys = (by: Grouping) => report(given, 0, by).groups.map(({ key, responses }) => [key, responses]);
    expect(keys('owner')).toEqual([
      ['lead@example.com', 1],
      ['other@example.com', 1],
      [undefined, 1],
    ]);
    expect(keys('team')).toEqual([
      ['care', 2],
      [undefined, 1],
    ]);
    expect(keys('source')).toEqual([
      ['careful', 1],
      ['shop', 2],
    ]);
    expect(keys('priority')).toEqual([
      ['high', 1],
      ['normal', 1],
      [undefined, 1],
    ]);
  });

  it('say how many cases today’s configuration judges, for want of terms', () => {
    const old = answer({}, event(0, opening, 'retour'));
    const given = [old, answer({}, opened()), answer({}, event(0, opening, 'retour')), answer({})];
    expect(report(given, 0).judgedByConfiguration).toBe(2);
  });
});

describe('a response', () => {
  const feedback: Feedback = {
    id: 'shop#r-1',
    source: 'shop',
    responseId: 'r-1',
    revision: 1,
    receivedAt: monday,
    order: 1,
    answers: { rating: npsOf(9), submittedAt: monday - hours(2) },
    themes: [],
  };

  it('counts on the day on which the customer answered, unhappy by any of its scores', () => {
    expect(toldOf(feedback, configuration)).toEqual({
      id: 'shop#r-1',
      source: 'shop',
      spokeAt: monday - hours(2),
      unhappy: false,
    });
    const other = { ...feedback, answers: { ...feedback.answers, scores: { effort: csatOf(1) } } };
    expect(toldOf(other, configuration)?.unhappy).toBe(true);
  });

  it('is not unhappy by a score that may open no case', () => {
    const { shop } = configuration.sources;
    if (!shop) throw new Error('there is no shop');
    const question = { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' } as const;
    const mapped = (main: boolean, further: boolean) => ({
      sources: {
        shop: {
          ...shop,
          questions: [
            { id: 'main', as: 'rating' as const, question, opensCases: main },
            { id: 'help', as: 'rating' as const, question, opensCases: further },
          ],
        },
      },
    });
    const low = { ...feedback, answers: { rating: csatOf(1) } };
    const lowHelp = { ...feedback, answers: { rating: csatOf(5), scores: { help: csatOf(1) } } };
    const unhappy = [low, lowHelp].map((one) =>
      [mapped(true, false), mapped(false, true)].map((sources) => toldOf(one, sources)?.unhappy),
    );
    expect(unhappy).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('may be of a source that is configured no longer', () => {
    const gone = { ...feedback, source: 'gone', answers: { rating: npsOf(2) } };
    expect(toldOf(gone, configuration)).toMatchObject({ source: 'gone', unhappy: true });
  });

  it('does not count when it was imported', () => {
    expect(toldOf({ ...feedback, historic: true }, configuration)).toBeUndefined();
  });
});

describe('the report', () => {
  const hour = fc.integer({ min: 0, max: 200 });
  const story = fc.record({
    contacted: fc.option(hour, { nil: undefined }),
    resolved: fc.option(hour, { nil: undefined }),
    acknowledged: fc.option(hour, { nil: undefined }),
    unhappy: fc.boolean(),
    withCase: fc.boolean(),
  });
  type Story = { [Key in 'contacted' | 'resolved' | 'acknowledged']: number | undefined } & {
    readonly unhappy: boolean;
    readonly withCase: boolean;
  };

  function told({ contacted, resolved, acknowledged, unhappy, withCase }: Story, until: number): Given {
    if (!withCase) return answer({ unhappy });
    const all = [
      ...(acknowledged === undefined ? [] : [did(hours(acknowledged), 'acknowledged')]),
      ...(contacted === undefined ? [] : [did(hours(contacted), 'contacted')]),
      ...(resolved === undefined ? [] : [did(hours(resolved), 'resolved')]),
    ];
    const past = all.filter(({ at }) => at <= monday + hours(until));
    return answer({ unhappy }, opened(), ...past.toSorted((one, other) => one.at - other.at));
  }

  /** Counted by hand: the first of the actions that stop a clock, against the hours that the terms give. */
  function recount(
    stories: readonly Story[],
    actions: readonly (keyof Story)[],
    within: number,
    now: number,
  ) {
    const counts = { met: 0, missed: 0, running: 0 };
    for (const one of stories.filter(({ withCase }) => withCase)) {
      const times = actions.flatMap((action) => {
        const at = one[action];
        return typeof at === 'number' && at <= now ? [at] : [];
      });
      const done = Math.min(...times);
      if (done <= within) counts.met += 1;
      else if (Math.min(done, now) >= within) counts.missed += 1;
      else counts.running += 1;
    }
    return counts;
  }

  it('equals a recount by hand', () => {
    fc.assert(
      fc.property(fc.array(story, { maxLength: 12 }), hour, (stories, now) => {
        const given = stories.map((one) => told(one, now));
        const { all } = report(given, hours(now));
        const stops = {
          'acknowledge/team': [['acknowledged', 'contacted', 'resolved'], 4],
          'firstContact/team': [['contacted', 'resolved'], 24],
          'firstContact/customer': [['contacted', 'resolved'], 30],
          'resolution/team': [['resolved'], 72],
        } as const;
        for (const id of [
          'acknowledge/team',
          'firstContact/team',
          'firstContact/customer',
          'resolution/team',
        ] as const) {
          const [actions, within] = stops[id];
          const { met, missed, running } = recount(stories, actions, within, now);
          const found = all.figures.find((one) => one.id === id);
          if (met + missed + running === 0) expect(found).toBeUndefined();
          else
            expect(found).toMatchObject({
              part: met,
              whole: met + missed,
              beside: { missed, notDueYet: running, withdrawn: 0 },
            });
        }
        const unhappy = stories.filter((one) => one.unhappy);
        const contact = recount(unhappy, ['contacted', 'resolved'], 24, now);
        const caseless = unhappy.filter(({ withCase }) => !withCase).length;
        expect(figure(all, 'close-the-loop')).toMatchObject({
          part: contact.met,
          whole: contact.met + contact.missed + caseless,
        });
        expect(all.unhappy).toBe(unhappy.length);
      }),
      { numRuns: 200 },
    );
  });

  it('changes no verdict when it is run later, unless what was running fell due', () => {
    fc.assert(
      fc.property(fc.array(story, { maxLength: 8 }), hour, hour, (stories, one, other) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        const given = stories.map((each) => told(each, early));
        const later = report(given, hours(late)).all;
        for (const before of report(given, hours(early)).all.figures) {
          if (before.kind !== 'share' || before.beside.notDueYet === undefined) continue;
          const after = figure(later, before.id);
          if (after.kind !== 'share') throw new Error('another kind of figure');
          expect(after.part).toBe(before.part);
          const fellDue = before.beside.notDueYet - (after.beside.notDueYet ?? 0);
          expect(fellDue).toBeGreaterThanOrEqual(0);
          expect(after.whole).toBe(before.whole + fellDue);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('adds up over its groups', () => {
    fc.assert(
      fc.property(fc.array(story, { maxLength: 8 }), hour, (stories, now) => {
        const { all, groups } = report(
          stories.map((one) => told(one, now)),
          hours(now),
          'team',
        );
        expect(groups.reduce((sum, { responses }) => sum + responses, 0)).toBe(all.responses);
        for (const whole of all.figures) {
          if (whole.kind !== 'share') continue;
          const parts = groups.flatMap(({ figures }) => figures.filter(({ id }) => id === whole.id));
          expect(parts.reduce((sum, one) => sum + (one.kind === 'share' ? one.part : 0), 0)).toBe(whole.part);
        }
      }),
      { numRuns: 100 },
    );
  });
});
