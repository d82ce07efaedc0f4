import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers, Feedback, Sentiment } from '../../functions/domain/feedback.ts';
import { decideOpening } from '../../functions/domain/opening.ts';
import { priorities } from '../../functions/domain/priority.ts';
import { rate } from '../../functions/domain/rating.ts';
import type { Conditions, Rule } from '../../functions/domain/rule.ts';
import { explainRules } from '../../functions/domain/rules.ts';
import { configuration } from '../fixtures/deliveries.ts';
import { aRule, day, npsOf, said, saidBefore, withRules } from './a-rule.ts';

const nps = { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' } as const;

function opening(answers: Answers, more: Partial<Feedback> = {}) {
  const feedback: Feedback = {
    id: 's#r',
    source: 'post-purchase',
    responseId: 'r',
    revision: 1,
    receivedAt: 0,
    order: 1,
    themes: [],
    answers,
    ...more,
  };
  return decideOpening(feedback, [], configuration);
}
const detractor = { rating: rate(2, nps) };
const negative = (confidence: number): Partial<Feedback> => {
  const sentiment: Sentiment = { label: 'negative', confidence, language: 'fr' };
  return { sentiment };
};

describe('a case', () => {
  it('is opened by the first rule that holds, with its priority', () => {
    expect(opening(detractor)).toStrictEqual({
      type: 'opened',
      rule: 'detractor',
      priority: 'normal',
      owner: 'emma@example.com',
      ownerFrom: 'fallback',
      team: 'care',
    });
    expect(opening({ ...detractor, attributes: { tier: 'gold' } })).toMatchObject({
      rule: 'gold-detractor',
      priority: 'high',
      tier: 'gold',
    });
    expect(opening({ ...detractor, contactRequested: true })).toMatchObject({ rule: 'please-contact-me' });
  });

  it('is not opened where no rule holds', () => {
    expect(opening({ rating: rate(9, nps) })).toBeUndefined();
    expect(opening({ comment: 'bof' })).toBeUndefined();
    expect(opening({ contactRequested: false })).toBeUndefined();
    expect(opening({}, { deleted: true, ...negative(1) })).toBeUndefined();
  });

  it('is opened by a comment that is negative beyond doubt', () => {
    expect(opening({ comment: 'x' }, negative(0.85))).toMatchObject({ rule: 'strongly-negative' });
    expect(opening({ comment: 'x' }, negative(0.84))).toBeUndefined();
  });

  it('needs every condition of a rule', () => {
    const rules = [
      {
        id: 'both',
        when: { scoreAtMost: 3, themes: ['price'], metrics: ['nps' as const] },
        priority: 'urgent' as const,
      },
    ];
    const feedback: Feedback = {
      id: 'i',
      source: 's',
      responseId: 'r',
      revision: 1,
      receivedAt: 0,
      order: 1,
      themes: ['price'],
      answers: detractor,
    };
    expect(decideOpening(feedback, [], { ...configuration, rules })).toMatchObject({ rule: 'both' });
    expect(decideOpening({ ...feedback, themes: [] }, [], { ...configuration, rules })).toBeUndefined();
    expect(decideOpening({ ...feedback, answers: {} }, [], { ...configuration, rules })).toBeUndefined();
  });
});

describe('its owner', () => {
  const named = (owner: string) =>
    opening({ ...detractor, attributes: { owner } }, { themes: ['quality', 'delivery'], source: 'support' });

  it.each([
    [' Lea@Example.com ', 'lea@example.com'],
    ['new.colleague@example.com', 'new.colleague@example.com'],
  ])('is who the response names: "%s"', (owner, expected) => {
    expect(named(owner)).toMatchObject({ owner: expected, ownerFrom: 'response', team: 'care' });
  });

  it.each([
    'mallory@evil.example',
    'x@example.com.evil.example',
    'a@evil.example@example.com',
    'a b@example.com',
    'a@example.com\nbcc:b',
    'example.com',
    '',
    '@example.com',
  ])('is not "%s", whom only a forged field can name', (owner) => {
    expect(named(owner)).toMatchObject({ owner: 'noe@example.com', ownerFrom: 'survey' });
  });

  it('is the survey’s, then that of the first theme which has one', () => {
    expect(opening(detractor, { source: 'support', themes: ['delivery'] })).toMatchObject({
      owner: 'noe@example.com',
      ownerFrom: 'survey',
    });
    expect(opening(detractor, { themes: ['quality', 'delivery'] })).toMatchObject({
      owner: 'lea@example.com',
      ownerFrom: 'theme',
    });
  });
});

describe('a response with several scores', () => {
  const csat = { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' } as const;
  const mapped = (helpOpens: boolean) => {
    const [name, source] = ['mapped', configuration.sources['typeform-nps']] as const;
    if (!source) throw new Error('no source');
    const questions = [
      { id: 'recommend', as: 'rating', question: nps, opensCases: true },
      { id: 'help', as: 'rating', question: csat, opensCases: helpOpens },
    ] as const;
    return { ...configuration, sources: { [name]: { ...source, questions: [...questions] } } };
  };
  const content = { rating: rate(9, nps), scores: { help: rate(1, csat) } };
  const feedback = (answers: Answers): Feedback => ({
    id: 's#r',
    source: 'mapped',
    responseId: 'r',
    revision: 1,
    receivedAt: 0,
    order: 1,
    themes: [],
    answers,
  });

  it('opens a case by whichever of them a rule is about', () => {
    expect(decideOpening(feedback(content), [], mapped(true))).toMatchObject({ rule: 'dissatisfied' });
  });

  it('opens none by a score that may not', () => {
    expect(decideOpening(feedback(content), [], mapped(false))).toBeUndefined();
    expect(decideOpening(feedback({ ...content, rating: rate(3, nps) }), [], mapped(false))).toMatchObject({
      rule: 'detractor',
    });
  });

  it('must meet all of a rule’s conditions on scores with one and the same score', () => {
    const rules = [
      { id: 'low-nps', when: { metrics: ['nps' as const], scoreAtMost: 3 }, priority: 'high' as const },
    ];
    expect(decideOpening(feedback(content), [], { ...mapped(true), rules })).toBeUndefined();
  });
});

describe('a rule that decides', () => {
  const legal = aRule('legal', { themes: ['price'] }, { priority: 'urgent', owner: 'claire@example.com' });

  it('gives the case to the owner that it names, whomever the response, the survey or the theme name', () => {
    const feedback = said({ attributes: { owner: 'lea@example.com' } }, { themes: ['price', 'delivery'] });
    expect(decideOpening(feedback, [], withRules(legal))).toMatchObject({
      owner: 'claire@example.com',
      ownerFrom: 'rule',
      team: 'care',
    });
  });

  it('gives it to the lead of the team that it names, or to the owner in that team’s name', () => {
    const teams = {
      ...configuration.teams,
      legal: { name: { en: 'L', fr: 'L' }, lead: 'noe@example.com', head: 'noe@example.com' },
    };
    const given = (more: Partial<Rule>) => {
      const stage = { ...withRules({ ...legal, owner: undefined, ...more }), teams };
      return decideOpening(said({}, { themes: ['price'] }), [], stage);
    };
    expect(given({ team: 'legal' })).toMatchObject({
      owner: 'noe@example.com',
      ownerFrom: 'rule',
      team: 'legal',
    });
    expect(given({ team: 'legal', owner: 'lea@example.com' })).toMatchObject({
      owner: 'lea@example.com',
      team: 'legal',
    });
  });
});

describe('whoever watches', () => {
  const low = aRule('low', { bands: ['detractor'] }, { owner: 'lea@example.com' });

  it('is told by the deciding rule and by any later one that holds, once', () => {
    const rules = [
      { ...low, watch: ['sami@example.com'] },
      aRule('gold', { tiers: ['gold'] }, { watch: ['noe@example.com', 'sami@example.com'] }),
      aRule('silver', { tiers: ['silver'] }, { watch: ['claire@example.com'] }),
    ];
    const feedback = said({ rating: npsOf(2), attributes: { tier: 'gold' } });
    expect(decideOpening(feedback, [], withRules(...rules))).toMatchObject({
      rule: 'low',
      watchers: ['sami@example.com', 'noe@example.com'],
    });
  });

  it('can be a whole team, without the owner', () => {
    const opening = decideOpening(
      said({ rating: npsOf(2) }),
      [],
      withRules({ ...low, watch: [{ team: 'care' }, 'lea@example.com'] }),
    );
    expect(opening?.watchers).toEqual(
      configuration.people.map(({ email }) => email).filter((email) => email !== 'lea@example.com'),
    );
  });

  it('is nobody of another team', () => {
    const [one, ...others] = configuration.people.filter(({ email }) => email !== low.owner);
    if (!one) throw new Error('there is nobody');
    const stage = withRules({ ...low, watch: [{ team: 'legal' }] });
    const people = [{ ...one, team: 'legal' }, ...others];
    expect(decideOpening(said({ rating: npsOf(2) }), [], { ...stage, people })?.watchers).toEqual([
      one.email,
    ]);
  });

  it('is nobody where no rule names anybody else', () => {
    const opening = decideOpening(
      said({ rating: npsOf(2) }),
      [],
      withRules({ ...low, watch: ['lea@example.com'] }),
    );
    expect(opening).not.toHaveProperty('watchers');
  });
});

describe('whatever the rules are', () => {
  const someone = fc.constantFrom(...configuration.people.map(({ email }) => email));
  const maybe = <Item>(one: fc.Arbitrary<Item>) => fc.option(one, { nil: undefined });
  const anyRule = fc.record({
    when: fc.constantFrom<Conditions>(
      { bands: ['detractor'] },
      { bands: ['promoter', 'passive'] },
      { tiers: ['gold'] },
      { themes: ['price'] },
      { scoreAtLeast: 3 },
      { repeatWithin: 10 * day },
    ),
    priority: fc.constantFrom(...priorities),
    owner: maybe(someone),
    team: maybe(fc.constant('care')),
    watch: maybe(fc.array(fc.oneof(someone, fc.constant({ team: 'care' })), { minLength: 1, maxLength: 3 })),
  });
  const rules = fc
    .array(anyRule, { minLength: 1, maxLength: 5 })
    .map((list) => list.map((one, index) => ({ ...one, id: `rule-${index}` })));
  const feedback = fc
    .record({
      score: fc.integer({ min: 0, max: 10 }),
      tier: fc.constantFrom('gold', 'silver'),
      themes: fc.subarray(['price', 'delivery']),
    })
    .map(({ score, tier, themes }) => said({ rating: npsOf(score), attributes: { tier } }, { themes }));
  const history = fc
    .array(fc.integer({ min: 1, max: 20 }))
    .map((ages) => ages.map((age) => saidBefore(age, { rating: npsOf(age % 11) })));

  it('a lower rule never changes who decides, the priority, the owner or the team', () => {
    fc.assert(
      fc.property(rules, rules, feedback, history, (upper, lower, content, before) => {
        const renamed = lower.map((one) => ({ ...one, id: `lower-${one.id}` }));
        const alone = decideOpening(content, before, withRules(...upper));
        const together = decideOpening(content, before, withRules(...upper, ...renamed));
        if (alone === undefined) return;
        const { watchers: own = [], ...decided } = alone;
        const { watchers = [], ...still } = together ?? {};
        expect(still).toEqual(decided);
        expect(watchers.slice(0, own.length)).toEqual(own);
      }),
      { numRuns: 1000 },
    );
  });

  it('a case opens exactly when a rule’s explanation says that it holds, by the first that does', () => {
    fc.assert(
      fc.property(rules, feedback, history, (list, content, before) => {
        const stage = withRules(...list);
        const first = explainRules(content, before, stage).find(({ holds }) => holds);
        expect(decideOpening(content, before, stage)?.rule).toBe(first?.rule);
      }),
    );
  });

  it('nobody is told twice, and the owner not as a watcher', () => {
    fc.assert(
      fc.property(rules, feedback, history, (list, content, before) => {
        const { owner, watchers = [] } = decideOpening(content, before, withRules(...list)) ?? {};
        expect(new Set([owner, ...watchers]).size).toBe(watchers.length + 1);
      }),
    );
  });
});
