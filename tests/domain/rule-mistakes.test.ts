import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Band, metrics, npsBands, satisfactionBands } from '../../functions/domain/feedback.ts';
import type { Conditions } from '../../functions/domain/rule.ts';
import { ruleMistakes } from '../../functions/domain/rule-mistakes.ts';
import { aRule, csatOf, holds, mistakesOf, npsOf, plain, said, toned, withRules } from './a-rule.ts';

const priority = 'normal' as const;

describe('a name that nothing has is a mistake', () => {
  it.each([
    [{ when: { themes: ['weather'] } }, 'no theme "weather"'],
    [{ when: { sources: ['shop', 'market'] } }, 'no source "market"'],
    [{ when: { touchpoints: ['checkout'] } }, 'it asks for touchpoints, and no touchpointAttribute is set'],
    [{ owner: 'Nobody@example.com' }, 'nobody@example.com is not among the people'],
    [{ team: 'sales' }, 'no team "sales"'],
    [{ watch: ['nobody@example.com'] }, 'nobody@example.com is not among the people'],
    [{ watch: [{ team: 'sales' }] }, 'no team "sales"'],
    [{ watch: [{ team: 'empty' }] }, 'nobody is in the team "empty"'],
  ])('%j: %s', (given, mistake) => {
    const rule = { id: 'odd', when: { bands: ['detractor' as const] }, priority, ...given };
    expect(mistakesOf([rule])).toEqual([`rule odd: ${mistake}`]);
  });

  it('and so are two rules of one name', () => {
    const when = { bands: ['detractor' as const] };
    expect(
      mistakesOf([
        { id: 'one', when: { ...when, tiers: ['gold'] }, priority },
        { id: 'one', when, priority },
      ]),
    ).toEqual(['rule one: an earlier rule has the same id']);
  });

  it('but names that are there are none', () => {
    const rule = {
      id: 'fine',
      when: { themes: ['price'], sources: ['shop'], touchpoints: ['checkout'] },
      priority,
      owner: 'Lead@Example.com',
      team: 'care',
      watch: ['lead@example.com', { team: 'care' }],
    };
    const [lead] = plain.people;
    if (!lead) throw new Error('there is nobody');
    const people = [{ ...lead, email: 'other@example.com', team: 'empty' }, lead];
    expect(mistakesOf([rule], { touchpointAttribute: 'touch_point', people })).toEqual([]);
  });
});

describe('a condition that says nothing is a mistake', () => {
  it.each([
    [{}, 'a rule needs a condition'],
    [{ bands: [] }, 'rules.0.when.bands: name at least one, or leave the condition out'],
    [{ attributes: {} }, 'rules.0.when.attributes: name at least one, or leave the condition out'],
    [{ repeatWithin: 'PT0S' }, 'rules.0.when.repeatWithin: nothing happens within no time'],
    [{ repeatWithin: 'a month' }, 'rules.0.when.repeatWithin: "a month" is not an ISO 8601 duration'],
    [{ dropOf: 0 }, 'rules.0.when.dropOf'],
    [{ bands: undefined }, 'a rule needs a condition'],
    [{ attributes: { region: [] } }, 'rules.0.when.attributes.region: name at least one'],
    [{ surveys: [''] }, 'rules.0.when.surveys.0'],
    [{ sentiment: { label: 'mixed' as const, confidence: 1.1 } }, 'rules.0.when.sentiment.confidence'],
  ])('%j', (when, mistake) => {
    expect(mistakesOf([{ id: 'odd', when, priority }])).toEqual([expect.stringContaining(mistake)]);
  });
});

describe('a rule', () => {
  it('may have every condition', () => {
    const when = {
      bands: ['dissatisfied' as const],
      metrics: ['csat' as const],
      scoreAtMost: 3,
      scoreAtLeast: 1,
      mismatch: true as const,
      dropOf: 0.5,
      sentiment: { label: 'positive' as const, confidence: 1 },
      themes: ['price'],
      surveys: ['yearly'],
      sources: ['shop'],
      touchpoints: ['till'],
      channels: ['sms'],
      attributes: { region: ['EU'] },
      tiers: ['gold'],
      contactRequested: true as const,
      repeatWithin: 'P30D',
    };
    expect(mistakesOf([{ id: 'all', when, priority }], { touchpointAttribute: 'touchpoint' })).toEqual([]);
  });

  it('has somebody watch by an address, or a team by its key', () => {
    const when = { bands: ['detractor' as const] };
    expect(mistakesOf([{ id: 'odd', when, priority, watch: ['nobody'] }])).toEqual([
      'rules.0.watch.0: give an address, or { team: "its key" }',
    ]);
    expect(mistakesOf([{ id: 'odd', when, priority, watch: [] }])).toHaveLength(1);
  });
});

describe('a rule that can never hold is a mistake', () => {
  it.each<[string, Conditions, string]>([
    [
      'limits that leave no score',
      { scoreAtLeast: 7, scoreAtMost: 6 },
      'no score is at least 7 and at most 6',
    ],
    ['a band of another metric', { bands: ['detractor'], metrics: ['csat'] }, 'no score meets'],
    ['a band that ends before the limit', { bands: ['detractor'], scoreAtLeast: 7 }, 'no score meets'],
    ['points beyond the scale of NPS', { metrics: ['nps'], scoreAtLeast: 11 }, 'no score meets'],
    ['a drop from beyond the scale', { bands: ['promoter'], dropOf: 2 }, 'no score meets'],
    ['a mismatch without a side', { mismatch: true, bands: ['passive', 'neutral'] }, 'contradict'],
    [
      'a mismatch of neutral words',
      { mismatch: true, sentiment: { label: 'neutral', confidence: 0.5 } },
      'contradict',
    ],
    [
      'a mismatch of what agrees',
      { mismatch: true, bands: ['detractor'], sentiment: { label: 'negative', confidence: 0.5 } },
      'contradict',
    ],
    [
      'a mismatch of mixed words',
      { mismatch: true, sentiment: { label: 'mixed', confidence: 0.5 } },
      'contradict',
    ],
    [
      'a mismatch of what agrees at the other end',
      { mismatch: true, bands: ['promoter'], sentiment: { label: 'positive', confidence: 0.5 } },
      'contradict',
    ],
    ['points below the scale of NPS', { metrics: ['nps'], scoreAtMost: -1 }, 'no score meets'],
    [
      'two values of the touchpoint',
      { touchpoints: ['till'], attributes: { touchpoint: ['web'] } },
      'it asks for different values of the attribute "touchpoint"',
    ],
    [
      'two values of one attribute',
      { tiers: ['gold'], attributes: { tier: ['silver'] } },
      'it asks for different values of the attribute "tier"',
    ],
  ])('%s', (_, when, mistake) => {
    expect(ruleMistakes(withRules(aRule('odd', when)))).toEqual([
      expect.stringMatching(`^rule odd: never holds: .*${mistake}`),
    ]);
  });

  it('but not one that is only rarely met', () => {
    const rare: readonly Conditions[] = [
      { bands: ['detractor'], dropOf: 10 },
      { scoreAtLeast: 50 },
      { mismatch: true, metrics: ['nps'] },
      { tiers: ['gold'], attributes: { tier: ['gold', 'silver'] } },
      { touchpoints: ['till'], attributes: { touchpoint: ['till'] } },
      { metrics: ['nps'], scoreAtLeast: 10 },
      { metrics: ['nps'], scoreAtMost: 0 },
      { metrics: ['stars'], scoreAtLeast: 50, scoreAtMost: 50 },
      { bands: ['neutral'], scoreAtLeast: 50 },
      { mismatch: true, bands: ['promoter'], sentiment: { label: 'negative', confidence: 0.5 } },
      { mismatch: true, bands: ['dissatisfied'], sentiment: { label: 'positive', confidence: 0.5 } },
    ];
    for (const when of rare) expect(ruleMistakes(withRules(aRule('rare', when)))).toEqual([]);
  });
});

describe('a rule that another always comes before is a mistake', () => {
  const wide: Conditions = { bands: ['detractor', 'dissatisfied'] };
  const told = (first: Conditions, second: Conditions) =>
    ruleMistakes(withRules(aRule('first', first), aRule('second', second)));
  const mistake = [
    'rule second: never decides: rule first comes first and holds whenever it does; put it before that, or give it somebody to "watch"',
  ];

  const everything: Conditions = {
    bands: ['detractor', 'dissatisfied'],
    metrics: ['nps', 'csat'],
    scoreAtMost: 3,
    scoreAtLeast: 1,
    mismatch: true,
    dropOf: 2,
    sentiment: { label: 'positive', confidence: 0.7 },
    themes: ['price'],
    surveys: ['yearly'],
    sources: ['post-purchase'],
    touchpoints: ['till'],
    channels: ['sms'],
    attributes: { region: ['EU'] },
    tiers: ['gold'],
    contactRequested: true,
    repeatWithin: 30,
  };

  it.each<[string, Conditions, Conditions]>([
    ['is the same', wide, wide],
    ['is the same in every condition', everything, everything],
    ['is a part of it', wide, { bands: ['detractor'] }],
    ['asks for more', wide, { bands: ['detractor'], tiers: ['gold'] }],
    ['is the same in other words', { metrics: ['nps'], scoreAtMost: 6 }, { bands: ['detractor'] }],
    ['has the narrower limit', { scoreAtMost: 4 }, { scoreAtMost: 3 }],
    ['looks back less far', { repeatWithin: 30 }, { repeatWithin: 7 }],
    ['asks for the deeper fall', { dropOf: 2 }, { dropOf: 4, metrics: ['nps'] }],
    [
      'asks for the surer tone',
      { sentiment: { label: 'negative', confidence: 0.7 } },
      { sentiment: { label: 'negative', confidence: 0.9 } },
    ],
    ['calls a tier an attribute', { tiers: ['gold'] }, { attributes: { tier: ['gold'] } }],
    ['calls a touchpoint an attribute', { touchpoints: ['till'] }, { attributes: { touchpoint: ['till'] } }],
    ['names one survey of two', { surveys: ['yearly', 'monthly'] }, { surveys: ['yearly'] }],
    ['names one metric of two', { metrics: ['csat', 'ces'] }, { metrics: ['csat'] }],
    ['has the narrower lower limit', { scoreAtLeast: 3 }, { scoreAtLeast: 4, metrics: ['csat'] }],
    ['is about one band of two', { bands: ['neutral', 'satisfied'] }, { bands: ['neutral'] }],
    [
      'names a band that its metric has not',
      { bands: ['neutral'] },
      { bands: ['passive', 'neutral'], metrics: ['csat'] },
    ],
    [
      'names a metric that its band has not',
      { metrics: ['csat'] },
      { metrics: ['nps', 'csat'], bands: ['neutral'] },
    ],
    ['asks about the score besides', { themes: ['price'] }, { themes: ['price'], scoreAtMost: 3 }],
  ])('as it %s', (_, first, second) => {
    expect(told(first, second)).toEqual(mistake);
  });

  it.each<[string, Conditions, Conditions]>([
    ['is wider', { bands: ['detractor'] }, wide],
    ['is about something else', { tiers: ['gold'] }, wide],
    ['has another limit', { scoreAtMost: 3 }, { scoreAtMost: 4 }],
    ['holds for other metrics, too', { metrics: ['nps'], scoreAtMost: 6 }, { scoreAtMost: 6 }],
    ['also looks at another theme', { themes: ['price'] }, { themes: ['price', 'delivery'] }],
    ['also looks at another survey', { surveys: ['yearly'] }, { surveys: ['yearly', 'monthly'] }],
    ['also looks at another source', { sources: ['support'] }, { sources: ['support', 'post-purchase'] }],
    ['also looks at another channel', { channels: ['sms'] }, { channels: ['sms', 'email'] }],
    ['also looks at another tier', { tiers: ['gold'] }, { tiers: ['gold', 'silver'] }],
    ['also looks at another metric', { metrics: ['csat'] }, { metrics: ['csat', 'ces'] }],
    ['also looks at another band', { bands: ['neutral'] }, { bands: ['neutral', 'satisfied'] }],
    ['names no band', { bands: ['satisfied'], metrics: ['csat'] }, { metrics: ['csat'] }],
    ['has another lower limit', { scoreAtLeast: 4 }, { scoreAtLeast: 3 }],
    ['has no upper limit', { metrics: ['csat'], scoreAtMost: 4 }, { metrics: ['csat'] }],
    ['looks at the same metric of another band', { metrics: ['csat'] }, { bands: ['satisfied'] }],
    ['is about another attribute', { attributes: { region: ['EU'] } }, { attributes: { shop: ['EU'] } }],
    ['needs nobody to ask for contact', { contactRequested: true }, { themes: ['price'] }],
    ['looks back further', { repeatWithin: 7 }, { repeatWithin: 30 }],
    ['does not look back', { repeatWithin: 7 }, { themes: ['price'] }],
    ['asks for the smaller fall', { dropOf: 4 }, { dropOf: 2 }],
    ['asks for no fall', { metrics: ['nps'], dropOf: 4 }, { metrics: ['nps'], scoreAtMost: 3 }],
    [
      'asks for no mismatch',
      { metrics: ['nps'], mismatch: true },
      { metrics: ['nps'], bands: ['detractor'] },
    ],
    ['asks for no score', { bands: [...npsBands, ...satisfactionBands] }, { themes: ['price'] }],
    [
      'asks for the less sure tone',
      { sentiment: { label: 'negative', confidence: 0.9 } },
      { sentiment: { label: 'negative', confidence: 0.7 } },
    ],
    [
      'asks for another tone',
      { sentiment: { label: 'negative', confidence: 0.7 } },
      { sentiment: { label: 'mixed', confidence: 0.9 } },
    ],
    ['asks for no tone', { sentiment: { label: 'negative', confidence: 0.7 } }, { themes: ['price'] }],
  ])('but not one that %s', (_, first, second) => {
    expect(told(first, second)).toEqual([]);
  });

  it('but not one that has somebody watch', () => {
    const second = aRule('second', wide, { watch: ['lea@example.com'] });
    expect(ruleMistakes(withRules(aRule('first', wide), second))).toEqual([]);
  });

  it('but not one behind a rule that itself never holds', () => {
    const first = aRule('first', { ...wide, scoreAtLeast: 4, scoreAtMost: 3 });
    expect(
      ruleMistakes(withRules(first, aRule('second', { ...wide, scoreAtLeast: 4, scoreAtMost: 3 }))),
    ).toEqual([
      expect.stringContaining('rule first: never holds'),
      expect.stringContaining('rule second: never holds'),
    ]);
  });
});

describe('whatever two rules say', () => {
  const someOf = <Item>(items: readonly Item[]) =>
    fc.option(fc.uniqueArray(fc.constantFrom(...items), { minLength: 1 }), { nil: undefined });
  const maybe = <Item>(one: fc.Arbitrary<Item>) => fc.option(one, { nil: undefined });
  const anyConditions: fc.Arbitrary<Conditions> = fc
    .record({
      bands: someOf<Band>([...npsBands, ...satisfactionBands]),
      metrics: someOf(metrics),
      scoreAtMost: maybe(fc.integer({ min: 0, max: 10 })),
      scoreAtLeast: maybe(fc.integer({ min: 0, max: 10 })),
      mismatch: maybe(fc.constant(true as const)),
      tiers: someOf(['gold', 'silver']),
    })
    .filter((when) => Object.values(when).some((one) => one !== undefined));
  const feedback = [
    ...Array.from({ length: 11 }, (_, score) => npsOf(score)),
    ...Array.from({ length: 5 }, (_, score) => csatOf(score + 1)),
  ].flatMap((rating) =>
    (['positive', 'negative', 'mixed'] as const).flatMap((label) =>
      ['gold', 'silver', 'none'].map((tier) => said({ rating, attributes: { tier } }, toned(label))),
    ),
  );

  it('one that is told to be shadowed, or never to hold, decides on no response', () => {
    let found = 0;
    fc.assert(
      fc.property(anyConditions, anyConditions, (first, second) => {
        const mistakes = ruleMistakes(withRules(aRule('first', first), aRule('second', second)));
        if (!mistakes.some((mistake) => mistake.startsWith('rule second'))) return;
        found += 1;
        expect(feedback.filter((one) => holds(second, one) && !holds(first, one))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it('on NPS alone, one that decides on no response is always told', () => {
    const ofNps = feedback.filter(({ answers }) => answers.rating?.metric === 'nps');
    const conditions = anyConditions.map(({ mismatch: _, ...when }) => ({
      ...when,
      metrics: ['nps' as const],
    }));
    fc.assert(
      fc.property(conditions, conditions, (first, second) => {
        const decides = ofNps.some((one) => holds(second, one) && !holds(first, one));
        const mistakes = ruleMistakes(withRules(aRule('first', first), aRule('second', second)));
        expect(mistakes.some((mistake) => mistake.startsWith('rule second'))).toBe(!decides);
      }),
      { numRuns: 1000 },
    );
  });
});
