import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers, Feedback, Rating } from '../../functions/domain/feedback.ts';
import type { Conditions } from '../../functions/domain/rule.ts';
import { asksForTone, explainRules, looksBack, needsHistory } from '../../functions/domain/rules.ts';
import {
  aRule,
  csatOf,
  day,
  effortOf,
  holds,
  noon,
  npsOf,
  reasons,
  said,
  saidBefore,
  toned,
  withRules,
} from './a-rule.ts';

describe('a condition on the score', () => {
  it('takes a score in one of its bands', () => {
    expect(holds({ bands: ['detractor', 'passive'] }, said({ rating: npsOf(8) }))).toBe(true);
    expect(holds({ bands: ['detractor', 'passive'] }, said({ rating: npsOf(9) }))).toBe(false);
  });

  it('takes a score of one of its metrics', () => {
    expect(holds({ metrics: ['csat', 'ces'] }, said({ rating: csatOf(3) }))).toBe(true);
    expect(holds({ metrics: ['csat', 'ces'] }, said({ rating: npsOf(3) }))).toBe(false);
  });

  it('takes the points that it names as its limits', () => {
    const when = { scoreAtLeast: 2, scoreAtMost: 4 };
    const fitting = Array.from({ length: 11 }, (_, score) => score).filter((score) =>
      holds(when, said({ rating: npsOf(score) })),
    );
    expect(fitting).toEqual([2, 3, 4]);
  });

  it('holds with every other one for one and the same score', () => {
    const two = said({ rating: npsOf(9), scores: { help: csatOf(1) } });
    expect(holds({ metrics: ['csat'], scoreAtMost: 2 }, two)).toBe(true);
    expect(holds({ metrics: ['nps'], scoreAtMost: 2 }, two)).toBe(false);
    expect(holds({ bands: ['dissatisfied'], scoreAtLeast: 5 }, two)).toBe(false);
  });

  it('holds for no response without a score', () => {
    expect(holds({ scoreAtLeast: 0 }, said({ comment: 'Hm.' }))).toBe(false);
    expect(reasons({ scoreAtLeast: 0, bands: ['passive'] }, said())).toEqual({
      bands: 'there is no score that may open a case',
      scoreAtLeast: 'there is no score that may open a case',
    });
  });
});

describe('a mismatch', () => {
  it.each([
    [9, 'negative', true],
    [2, 'positive', true],
    [9, 'positive', false],
    [2, 'negative', false],
    [8, 'negative', false],
    [9, 'mixed', false],
  ] as const)('of an NPS of %i with %s words: %s', (score, label, expected) => {
    expect(holds({ mismatch: true }, said({ rating: npsOf(score) }, toned(label)))).toBe(expected);
  });

  it('is one of any metric’s best and worst scores', () => {
    expect(holds({ mismatch: true }, said({ rating: csatOf(5) }, toned('negative')))).toBe(true);
    expect(holds({ mismatch: true }, said({ rating: csatOf(1) }, toned('positive')))).toBe(true);
    expect(holds({ mismatch: true }, said({ rating: csatOf(3) }, toned('positive')))).toBe(false);
  });

  it('needs a tone that is sure enough', () => {
    const promoter = { rating: npsOf(10) };
    expect(holds({ mismatch: true }, said(promoter, toned('negative', 0.7)))).toBe(true);
    expect(holds({ mismatch: true }, said(promoter, toned('negative', 0.69)))).toBe(false);
    expect(holds({ mismatch: true }, said(promoter))).toBe(false);
  });

  it('is one of the score that the rule’s other conditions are about', () => {
    const two = said({ rating: npsOf(9), scores: { help: csatOf(1) } }, toned('negative'));
    expect(holds({ mismatch: true, metrics: ['nps'] }, two)).toBe(true);
    expect(holds({ mismatch: true, metrics: ['csat'] }, two)).toBe(false);
  });
});

describe('a condition on the response', () => {
  const content = said(
    {
      survey: 'yearly',
      channel: 'sms',
      contactRequested: true,
      attributes: { tier: 'gold', touchpoint: 'checkout', region: 'EU' },
    },
    { ...toned('negative', 0.9), themes: ['price', 'support'] },
  );

  it.each([
    ['its tone', { sentiment: { label: 'negative', confidence: 0.9 } }],
    ['one of its themes', { themes: ['delivery', 'support'] }],
    ['its survey', { surveys: ['monthly', 'yearly'] }],
    ['its source', { sources: ['support', 'post-purchase'] }],
    ['its touchpoint', { touchpoints: ['checkout'] }],
    ['its channel', { channels: ['email', 'sms'] }],
    ['its attributes', { attributes: { region: ['EU', 'UK'], tier: ['gold'] } }],
    ['its tier', { tiers: ['gold'] }],
    ['the wish to be contacted', { contactRequested: true }],
  ] as const)('holds by %s, and not for a response without', (_, given) => {
    const when = structuredClone(given);
    // Conditions are configured as arrays, which a list of cases is not.
    const rule = aRule('the-rule', JSON.parse(JSON.stringify(when)));
    const judged = (feedback: ReturnType<typeof said>) =>
      explainRules(feedback, [], withRules(rule)).map((one) => one.holds);
    expect(judged(content)).toEqual([true]);
    expect(judged(said({}, { source: 'elsewhere' }))).toEqual([false]);
  });

  it('does not hold by another value', () => {
    expect(holds({ sentiment: { label: 'negative', confidence: 0.91 } }, content)).toBe(false);
    expect(holds({ sentiment: { label: 'mixed', confidence: 0 } }, content)).toBe(false);
    expect(holds({ themes: ['delivery'] }, content)).toBe(false);
    expect(holds({ attributes: { region: ['EU'], tier: ['silver'] } }, content)).toBe(false);
    expect(holds({ attributes: { toString: ['function'] } }, content)).toBe(false);
    expect(holds({ contactRequested: true }, said({ contactRequested: false }))).toBe(false);
  });

  it('holds only with all others of its rule', () => {
    expect(holds({ tiers: ['gold'], channels: ['sms'], themes: ['price'] }, content)).toBe(true);
    expect(holds({ tiers: ['gold'], channels: ['sms'], themes: ['delivery'] }, content)).toBe(false);
  });
});

describe('a repeat', () => {
  const when = { repeatWithin: 30 * day };
  const today = said({ rating: npsOf(9) });

  it('is found in a bad score or a case of the same customer within that time', () => {
    expect(holds(when, today, [saidBefore(30, { rating: npsOf(6) })])).toBe(true);
    expect(holds(when, today, [saidBefore(3, { rating: npsOf(9) }, { caseId: 'C-1' })])).toBe(true);
    expect(holds(when, today, [saidBefore(3, { rating: npsOf(9), scores: { help: csatOf(1) } })])).toBe(true);
  });

  it('is not found in what was good, or longer ago', () => {
    expect(holds(when, today, [saidBefore(3, { rating: npsOf(7) })])).toBe(false);
    expect(holds(when, today, [saidBefore(31, { rating: npsOf(0) })])).toBe(false);
    expect(holds(when, today)).toBe(false);
  });

  it('is never the response itself, nor what was said at the same time or later', () => {
    const bad = { rating: npsOf(0) };
    expect(holds(when, said(bad), [said(bad)])).toBe(false);
    expect(holds(when, today, [saidBefore(3, bad, { id: today.id })])).toBe(false);
    expect(holds(when, today, [saidBefore(0, bad)])).toBe(false);
    expect(holds(when, today, [saidBefore(-1, bad)])).toBe(false);
  });

  it('goes by when the customer spoke, not by when it came', () => {
    const late = saidBefore(-2, { rating: npsOf(0), submittedAt: noon - day });
    expect(holds(when, today, [late])).toBe(true);
  });

  it('cannot be told of somebody unknown', () => {
    const { customerKey: _, ...unknown } = today;
    expect(holds(when, unknown, [saidBefore(3, { rating: npsOf(0) })])).toBe(false);
  });
});

describe('a drop', () => {
  const fell = (from: number, to: number, dropOf: number) =>
    holds({ dropOf }, said({ rating: npsOf(to) }), [saidBefore(90, { rating: npsOf(from) })]);

  it('is of so many points against the last score', () => {
    expect(fell(9, 6, 3)).toBe(true);
    expect(fell(9, 7, 3)).toBe(false);
    expect(fell(6, 9, 3)).toBe(false);
  });

  it('looks at the last score only, whatever was before that', () => {
    const history = [saidBefore(10, { rating: npsOf(4) }), saidBefore(20, { rating: npsOf(10) })];
    expect(holds({ dropOf: 3 }, said({ rating: npsOf(3) }), history)).toBe(false);
    expect(holds({ dropOf: 3 }, said({ rating: npsOf(3) }), history.toReversed())).toBe(false);
  });

  it('skips what was measured otherwise', () => {
    const history = [saidBefore(10, { rating: csatOf(3) }), saidBefore(20, { rating: npsOf(10) })];
    expect(holds({ dropOf: 3 }, said({ rating: npsOf(3) }), history)).toBe(true);
    expect(holds({ dropOf: 1 }, said({ rating: npsOf(1) }), history.slice(0, 1))).toBe(false);
  });

  it('is a rise where less is better', () => {
    const history = [saidBefore(10, { rating: effortOf(2) })];
    expect(holds({ dropOf: 3 }, said({ rating: effortOf(5) }), history)).toBe(true);
    expect(holds({ dropOf: 1 }, said({ rating: effortOf(1) }), history)).toBe(false);
  });

  it('compares a question with itself where it was asked before', () => {
    const history = [saidBefore(10, { scores: { help: csatOf(2), price: csatOf(5) } })];
    expect(holds({ dropOf: 3 }, said({ scores: { price: csatOf(2) } }), history)).toBe(true);
    expect(holds({ dropOf: 3 }, said({ scores: { help: csatOf(2) } }), history)).toBe(false);
  });

  it('compares only what was asked on the same metric, scale and side', () => {
    const fell = (before: Partial<Rating>) =>
      holds({ dropOf: 1 }, said({ rating: csatOf(1) }), [
        saidBefore(9, { rating: { ...csatOf(5), ...before } }),
      ]);
    expect(fell({})).toBe(true);
    expect(fell({ metric: 'ces' })).toBe(false);
    expect(fell({ direction: 'lower-is-better' })).toBe(false);
    expect(fell({ scale: { min: 0, max: 5 } })).toBe(false);
    expect(fell({ scale: { min: 1, max: 10 } })).toBe(false);
  });

  it('is measured to a tenth of a point', () => {
    const history = [saidBefore(10, { rating: csatOf(4.3) })];
    expect(holds({ dropOf: 0.3 }, said({ rating: csatOf(4) }), history)).toBe(true);
  });
});

describe('an explanation', () => {
  const low = { rating: npsOf(3) };
  const sentiment = { label: 'negative', confidence: 0.8 } as const;

  it('says of every condition whether it holds, and why', () => {
    const feedback = said(
      { rating: npsOf(3), attributes: { tier: 'secret tier' }, contactRequested: false },
      { themes: ['delivery'], ...toned('negative', 0.8) },
    );
    const rule = aRule('gold', {
      bands: ['detractor'],
      scoreAtMost: 2,
      themes: ['delivery', 'price'],
      tiers: ['gold', 'platinum'],
      repeatWithin: 30 * day,
    });
    const history = [saidBefore(5, { rating: npsOf(2) })];
    expect(explainRules(feedback, history, withRules(rule))).toEqual([
      {
        rule: 'gold',
        holds: false,
        conditions: [
          { name: 'bands', holds: true, why: 'the score is in the band detractor' },
          { name: 'scoreAtMost', holds: false, why: '3 is more than 2' },
          { name: 'themes', holds: true, why: 'the comment speaks of delivery' },
          { name: 'tiers', holds: false, why: 'the attribute tier is not gold or platinum' },
          { name: 'repeatWithin', holds: true, why: 'the customer had a bad score 5 days before' },
        ],
      },
    ]);
  });

  it('is about the score that comes nearest', () => {
    const two = said({ rating: npsOf(9), scores: { help: csatOf(1) } });
    expect(reasons({ metrics: ['csat'], scoreAtLeast: 2 }, two)).toEqual({
      metrics: 'the score’s metric is csat',
      scoreAtLeast: '1 is less than 2',
    });
  });

  it('gives the reason of each condition in a sentence', () => {
    const promoter = said({ rating: npsOf(9) }, toned('negative', 0.6));
    expect(reasons({ mismatch: true, sentiment: { label: 'negative', confidence: 0.8 } }, promoter)).toEqual({
      mismatch: 'a promoter score with a negative tone (0.6) is too unsure: it takes 0.7',
      sentiment: 'the comment has a negative tone (0.6), which is less sure than 0.8',
    });
    const history = [saidBefore(1, { rating: npsOf(10) }, { caseId: 'C-1' })];
    expect(reasons({ dropOf: 2, repeatWithin: 2 * day }, promoter, history)).toEqual({
      dropOf: '10 before, 9 now: 1 point worse, not 2',
      repeatWithin: 'the customer had a case 24 hours before',
    });
    expect(
      reasons({ attributes: { region: ['EU'], shop: ['Lyon'] } }, said({ attributes: { region: 'EU' } })),
    ).toEqual({ attributes: 'the response has no attribute shop' });
  });

  it.each<[Conditions, string, Answers, Partial<Feedback>?]>([
    [{ bands: ['passive', 'promoter'] }, 'the score is in the band detractor, not passive or promoter', low],
    [{ metrics: ['csat', 'ces'] }, 'the score’s metric is nps, not csat or ces', low],
    [{ scoreAtMost: 3 }, '3 is at most 3', low],
    [{ scoreAtLeast: 3 }, '3 is at least 3', low],
    [{ mismatch: true }, 'no tone of a comment is known', low],
    [{ mismatch: true }, 'a detractor score with a positive tone (0.9)', low, toned('positive', 0.9)],
    [
      { mismatch: true },
      'a detractor score with a mixed tone (0.9) is no contradiction',
      low,
      toned('mixed', 0.9),
    ],
    [{ dropOf: 1 }, 'no earlier score of the customer is on the same metric and scale', low],
    [{ sentiment }, 'no tone of a comment is known', {}],
    [{ sentiment }, 'the comment has a negative tone (0.9)', {}, toned('negative', 0.9)],
    [{ sentiment }, 'the comment has a mixed tone (0.9), not a negative one', {}, toned('mixed', 0.9)],
    [{ themes: ['price', 'support'] }, 'the comment does not speak of price or support', {}],
    [
      { themes: ['price', 'support'] },
      'the comment speaks of price, support',
      {},
      { themes: ['support', 'price'] },
    ],
    [{ surveys: ['yearly'] }, 'the response has no survey', {}],
    [{ surveys: ['yearly'] }, 'the survey is yearly', { survey: 'yearly' }],
    [{ sources: ['post-purchase'] }, 'the source is post-purchase', {}],
    [{ sources: ['support', 'typeform-nps'] }, 'the source is not support or typeform-nps', {}],
    [{ channels: ['sms'] }, 'the channel is sms', { channel: 'sms' }],
    [{ tiers: ['gold'] }, 'the attribute tier is gold', { attributes: { tier: 'gold' } }],
    [
      { touchpoints: ['till'] },
      'the attribute touchpoint is not till',
      { attributes: { touchpoint: 'web' } },
    ],
    [
      { attributes: { region: ['EU'], shop: ['Lyon'] } },
      'the attribute region is EU; the attribute shop is Lyon',
      { attributes: { region: 'EU', shop: 'Lyon' } },
    ],
    [
      { attributes: { region: ['EU'], shop: ['Lyon', 'Nice'] } },
      'the response has no attribute region; the attribute shop is not Lyon or Nice',
      { attributes: { shop: 'Brest' } },
    ],
    [{ contactRequested: true }, 'the customer asks to be contacted', { contactRequested: true }],
    [{ contactRequested: true }, 'the customer does not ask to be contacted', {}],
    [{ repeatWithin: 30 * day }, 'the customer had no bad score and no case in the 30 days before', {}],
  ])('of %j is: %s', (when, why, answers, more) => {
    expect(Object.values(reasons(when, said(answers, more)))).toEqual([why]);
  });

  it('counts the points that were lost', () => {
    const fall = (from: number, dropOf: number) =>
      reasons({ dropOf }, said(low), [saidBefore(9, { rating: npsOf(from) })])['dropOf'];
    expect(fall(10, 2)).toBe('10 before, 3 now: 7 points worse');
    expect(fall(4, 1)).toBe('4 before, 3 now: 1 point worse');
    expect(fall(5, 3)).toBe('5 before, 3 now: 2 points worse, not 3');
    expect(fall(3, 1)).toBe('3 before, 3 now: no point worse, not 1');
    expect(fall(2, 1)).toBe('2 before, 3 now: no point worse, not 1');
  });

  it('tells how long ago something was, in hours up to two days', () => {
    const ago = (days: number) =>
      reasons({ repeatWithin: 30 * day }, said(), [saidBefore(days, low)])['repeatWithin'];
    const hours = (n: number) => ago(n / 24);
    expect([hours(0.4), hours(0.5), hours(1), hours(2), hours(47), hours(48), ago(29.6)]).toEqual(
      ['less than an hour', '1 hour', '1 hour', '2 hours', '47 hours', '2 days', '30 days'].map(
        (span) => `the customer had a bad score ${span} before`,
      ),
    );
  });

  it('says that nobody knows who the customer is', () => {
    const { customerKey: _, ...unknown } = said();
    expect(reasons({ repeatWithin: day }, unknown)).toEqual({
      repeatWithin: 'nothing tells who the customer is',
    });
  });

  it('never repeats what the customer wrote', () => {
    const text = fc.string({ minLength: 6, maxLength: 20 }).map((one) => `«${one}»`);
    fc.assert(
      fc.property(text, (written) => {
        const feedback = said(
          {
            comment: written,
            survey: written,
            channel: written,
            attributes: { tier: written, touchpoint: written, region: written },
            customer: { name: written },
            rating: npsOf(3),
          },
          toned('negative'),
        );
        const when = {
          surveys: ['yearly'],
          channels: ['email'],
          tiers: ['gold'],
          touchpoints: ['checkout'],
          attributes: { region: ['EU'] },
          themes: ['price'],
          bands: ['passive' as const],
        };
        expect(JSON.stringify(explainRules(feedback, [], withRules(aRule('one', when))))).not.toContain(
          JSON.stringify(written).slice(1, -1),
        );
      }),
    );
  });
});

describe('the customer’s history', () => {
  it('is needed only where a rule looks back', () => {
    const plain = aRule('plain', { bands: ['detractor'] });
    expect(needsHistory(withRules(plain))).toBe(false);
    expect(needsHistory(withRules(plain, aRule('drop', { dropOf: 2 })))).toBe(true);
    expect(needsHistory(withRules(aRule('again', { repeatWithin: day })))).toBe(true);
    expect([{ dropOf: 2 }, { repeatWithin: day }, { scoreAtMost: 2 }].map(looksBack)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('the tone of a comment', () => {
  it('is asked for by a sentiment and by a mismatch, and by nothing else', () => {
    const sentiment = { label: 'mixed', confidence: 0 } as const;
    expect(asksForTone({ sentiment })).toBe(true);
    expect(asksForTone({ mismatch: true })).toBe(true);
    expect(asksForTone({ themes: ['price'], dropOf: 2 })).toBe(false);
  });
});
