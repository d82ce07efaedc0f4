import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers, Feedback } from '../../functions/domain/feedback.ts';
import { type Arrival, merge, orderOf } from '../../functions/domain/merge.ts';
import { rate } from '../../functions/domain/rating.ts';

const nps = { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' } as const;
const csat = { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' } as const;

function arrival(order: number, answers: Answers, receivedAt = order): Arrival {
  const reading = { kind: 'response', deliveryId: `d-${order}`, responseId: 'r', order, answers } as const;
  return { feedbackId: 's#r', source: 's', receivedAt, reading };
}
function deletion(order: number): Arrival {
  const reading = { kind: 'deletion', deliveryId: `d-${order}`, responseId: 'r', order } as const;
  return { feedbackId: 's#r', source: 's', receivedAt: order, reading };
}
function mergeAll(arrivals: readonly Arrival[], start?: Feedback): Feedback {
  let merged = start;
  for (const one of arrivals) merged = merge(merged, one);
  if (!merged) throw new Error('nothing to merge');
  return merged;
}

const text = fc.constantFrom('a', 'b', 'c');
const answers: fc.Arbitrary<Answers> = fc.record(
  {
    comment: text,
    rating: fc.nat({ max: 10 }).map((score) => rate(score, nps)),
    contactRequested: fc.boolean(),
    customer: fc.record({ email: text, name: text }, { requiredKeys: [] }),
    attributes: fc.dictionary(fc.constantFrom('x', 'y', 'z'), text),
    scores: fc.dictionary(
      fc.constantFrom('ease', 'help'),
      fc.integer({ min: 1, max: 5 }).map((score) => rate(score, csat)),
    ),
  },
  { requiredKeys: [] },
);
const arrivals = (withDeletion: boolean) =>
  fc.array(
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc
          .tuple(fc.integer({ min: 1, max: 6 }), answers, fc.nat({ max: 9 }))
          .map(([order, said, at]) => arrival(order, said, at)),
      },
      { weight: withDeletion ? 1 : 0, arbitrary: fc.integer({ min: 1, max: 6 }).map(deletion) },
    ),
    { minLength: 1, maxLength: 7 },
  );

describe('merging deliveries of a response', () => {
  it.each([false, true])(
    'gives the same in every order and with every repetition (deletions among them: %s)',
    (withDeletion) => {
      const shuffled = arrivals(withDeletion).chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc
            .shuffledSubarray([...all, ...all, ...all], { minLength: 0 })
            .map((some) => [...some, ...all.toReversed()]),
          fc.shuffledSubarray(all, { minLength: all.length }),
        ),
      );
      fc.assert(
        fc.property(shuffled, ([all, repeated, permuted]) => {
          expect(mergeAll(permuted)).toEqual(mergeAll(all));
          expect(mergeAll(repeated)).toEqual(mergeAll(all));
        }),
        { numRuns: 500 },
      );
    },
  );

  it('answers the very same object for what is merged already', () => {
    fc.assert(
      fc.property(arrivals(true), (all) => {
        const merged = mergeAll(all);
        for (const one of all) expect(merge(merged, one)).toBe(merged);
      }),
    );
  });

  it('keeps each field of its newest delivery, a silent one clears nothing', () => {
    const score = arrival(10, { rating: rate(3, nps), customer: { name: 'Ana' } });
    const comment = arrival(20, { comment: 'late', customer: { email: 'ana@example.com' } });
    const rescored = arrival(15, { rating: rate(9, nps) });
    expect(mergeAll([comment, rescored, score])).toEqual({
      id: 's#r',
      source: 's',
      responseId: 'r',
      revision: 0,
      receivedAt: 10,
      order: 20,
      orders: { rating: 15, 'customer.name': 10 },
      answers: { comment: 'late', rating: rate(9, nps), customer: { name: 'Ana', email: 'ana@example.com' } },
      themes: [],
    });
  });

  it('takes the later in the alphabet of what was said at one moment', () => {
    const both = [arrival(1, { comment: 'b' }), arrival(1, { comment: 'a' })];
    expect(mergeAll(both).answers.comment).toBe('b');
    expect(mergeAll(both.toReversed()).answers.comment).toBe('b');
  });

  it('keeps no orders for a response of one delivery', () => {
    expect(mergeAll([arrival(1, { comment: 'a', attributes: { x: 'y' } })])).not.toHaveProperty('orders');
  });

  it('keeps the fifty newest attributes, whatever the order', () => {
    const many = Array.from({ length: 70 }, (_, n) => arrival(n + 1, { attributes: { [`a${n}`]: 'v' } }));
    const merged = mergeAll(many);
    expect(Object.keys(merged.answers.attributes ?? {})).toHaveLength(50);
    expect(merged.answers.attributes).toHaveProperty('a69');
    expect(mergeAll(many.toReversed())).toEqual(merged);
  });

  it('keeps fifty of equally new attributes by their names', () => {
    const named = (numbers: readonly number[]) =>
      Object.fromEntries(numbers.map((n) => [`a${n.toString().padStart(2, '0')}`, 'v']));
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    const halves = [numbers.filter((n) => n % 2 === 0), numbers.filter((n) => n % 2 === 1)];
    const kept = { ...named(numbers.slice(0, 49)), b: 'newer' };
    for (const deliveries of [[numbers], halves, halves.toReversed()]) {
      const { answers, orders } = mergeAll([
        arrival(2, { attributes: { b: 'newer' } }),
        ...deliveries.map((some) => arrival(1, { comment: 'late', attributes: named(some) })),
      ]);
      expect(answers).toEqual({ comment: 'late', attributes: kept });
      expect(Object.keys(orders ?? {})).toHaveLength(50);
    }
  });

  it('keeps all of fifty attributes, and any number of scores', () => {
    const names = Array.from({ length: 51 }, (_, n) => `a${n}`);
    const attributes = Object.fromEntries(names.slice(0, 50).map((name) => [name, 'v']));
    const scores = Object.fromEntries(names.map((name) => [name, rate(5, csat)]));
    expect(mergeAll([arrival(1, { attributes, scores })]).answers).toEqual({ attributes, scores });
  });

  it('carries over what was found in the answers', () => {
    const found = {
      revision: 3,
      language: 'fr',
      sentiment: { label: 'negative', confidence: 0.9, language: 'fr' },
      themes: ['delivery'],
      caseId: 'C-1',
    } as const;
    const known = { ...mergeAll([arrival(5, { comment: 'a' })]), ...found };
    expect(merge(known, arrival(6, { comment: 'b' }))).toEqual({
      ...known,
      order: 6,
      answers: { comment: 'b' },
    });
  });

  it('has no customer, attributes or scores of which nothing is known', () => {
    const merged = mergeAll([
      arrival(1, { comment: 'a' }),
      arrival(2, { customer: {}, attributes: {}, scores: {} }),
    ]);
    expect(merged).toMatchObject({ order: 2, orders: { comment: 1 } });
    expect(merged.answers).toEqual({ comment: 'a' });
  });

  it('came when the first delivery did', () => {
    const early = arrival(9, { comment: 'b' }, 100);
    const late = arrival(1, { comment: 'a' }, 200);
    expect(mergeAll([late, early]).receivedAt).toBe(100);
    expect(mergeAll([deletion(300), late, early]).receivedAt).toBe(100);
  });

  it('of a deleted response has the time of the last deletion, whatever was said later', () => {
    expect(mergeAll([arrival(9, { comment: 'b' }), deletion(6)]).order).toBe(6);
    expect(mergeAll([deletion(6), deletion(3)]).order).toBe(6);
    expect(mergeAll([deletion(3), deletion(6)]).order).toBe(6);
    expect(mergeAll([deletion(3)])).not.toHaveProperty('caseId');
  });

  it('of a deleted response keeps nothing that the customer said, and its case', () => {
    const known = {
      ...mergeAll([arrival(5, { comment: 'a' })]),
      caseId: 'C-1',
      customerKey: 'p-1',
      language: 'fr',
      themes: ['x'],
    };
    const deleted = merge(known, deletion(6));
    expect(deleted).toEqual({
      id: 's#r',
      source: 's',
      responseId: 'r',
      revision: 0,
      receivedAt: 5,
      order: 6,
      deleted: true,
      answers: {},
      themes: [],
      caseId: 'C-1',
    });
    expect(merge(deleted, arrival(9, { comment: 'b' }))).toBe(deleted);
  });
});

describe('the order of a field', () => {
  const scored = arrival(10, { rating: rate(3, nps), scores: { help: rate(2, csat) } });
  const merged = mergeAll([scored, arrival(20, { comment: 'late' })]);

  it('is that of the delivery that gave it', () => {
    expect(orderOf(merged, 'rating')).toBe(10);
    expect(orderOf(merged, 'scores.help')).toBe(10);
    expect(orderOf(merged, 'comment')).toBe(20);
  });

  it('is none where nobody gave it', () => {
    expect(orderOf(merged, 'scores.price')).toBeUndefined();
    expect(orderOf(mergeAll([scored]), 'comment')).toBeUndefined();
  });
});
