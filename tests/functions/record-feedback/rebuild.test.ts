import '../../fixtures/quiet.ts';

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ConflictError } from '../../../functions/ports.ts';
import { Foresight } from '../../../functions/record-feedback/foresee.ts';
import { configuration, noon } from '../../fixtures/deliveries.ts';
import { example, limesurveyBody } from '../../fixtures/providers/limesurvey.ts';
import { done, loop, said } from './loop.ts';
import { askingFor, filledIn, mapped, mended, withSource, wrong } from './mappings.ts';

const feedbackId = 'typeform-nps#token-1';
const late = 'Livraison en retard, personne ne répond.';
const asking = askingFor(feedbackId);
const day = 86_400_000;

/** One response, recorded under the wrong mapping. */
async function recordedWrongly(answers: Readonly<Record<string, string | number>> = unhappy) {
  const world = loop();
  await world.record([filledIn(answers)], noon, wrong);
  return world;
}
const unhappy = { recommend: 2, why: late, email: 'ana@example.com', shop: 'Lyon' };

describe('a response that is built anew under a mended mapping', () => {
  it('says what its customer said, and opens the case that it should have opened', async () => {
    const world = await recordedWrongly();
    expect(world.stored.answers).toMatchObject({ comment: 'Lyon' });
    expect(world.cases.cases.size).toBe(0);
    expect(await world.record([asking], noon, mended)).toEqual([done]);
    expect(world.stored).toMatchObject({
      id: feedbackId,
      revision: 2,
      receivedAt: noon,
      language: 'fr',
      themes: ['delivery', 'support'],
      answers: { rating: { score: 2 }, comment: late, attributes: { shop: 'Lyon' } },
    });
    expect(world.theCase).toMatchObject({ id: world.stored.caseId, feedbackId });
    expect([...world.executions.started]).toEqual([world.stored.caseId]);
  });

  it('loses what nobody said', async () => {
    const world = await recordedWrongly({ recommend: 9, shop: 'Lyon' });
    await world.record([asking], noon, mended);
    expect(world.stored.answers).not.toHaveProperty('comment');
    expect(world.stored).not.toHaveProperty('sentiment');
  });

  it('has the sentiment of its new comment found later, and keeps that of an old one', async () => {
    const world = await recordedWrongly();
    await world.record([asking], noon, mended);
    expect(world.stored).toMatchObject({ sentimentPending: true });
    expect(world.deferredSentiments.deferred).toEqual([feedbackId]);

    const other = loop();
    other.sentiments.finds(late, { label: 'negative', confidence: 0.97 });
    await other.record([filledIn({ why: late })], noon, mapped([{ id: 'why', as: 'comment' }]));
    await other.record([asking], noon, mended);
    expect(other.stored).toMatchObject({ sentiment: { label: 'negative' } });
    expect(other.deferredSentiments.deferred).toEqual([]);
  });

  it('keeps its case, whose owner hears of a changed score', async () => {
    const world = loop();
    const other = mapped([{ id: 'recommend', as: 'rating', question: oneToTen }]);
    await world.record([filledIn({ recommend: 2 })], noon, other);
    const { caseId } = world.stored;
    await world.record([filledIn({ recommend: 4 }, { id: 'e-2', minute: 59 })], noon, other);
    const events = world.theCase.events.length;
    await world.record([asking], noon, mended);
    expect(world.stored).toMatchObject({ caseId, answers: { rating: { metric: 'nps', score: 4 } } });
    expect(world.theCase.events).toHaveLength(events);
    await world.record(
      [asking],
      noon,
      mapped([
        { id: 'why', as: 'comment' },
        { id: 'recommend', as: 'comment' },
      ]),
    );
    expect(world.stored.answers).not.toHaveProperty('rating');
    expect(world.stored).toMatchObject({ caseId });
    expect(world.theCase.events.slice(events)).toMatchObject([{ type: 'feedback-changed', comment: true }]);
  });

  it('opens no case where it is history', async () => {
    const world = loop();
    await world.record([{ ...filledIn(unhappy), way: 'imported', historic: true }], noon, wrong);
    await world.record([asking], noon, mended);
    expect(world.stored).toMatchObject({ historic: true, answers: { rating: { score: 2 } } });
    expect(world.cases.cases.size).toBe(0);
  });

  it('takes in what came in the same batch', async () => {
    const world = await recordedWrongly();
    const more = filledIn({ why: 'Et personne au téléphone.' }, { id: 'e-2', minute: 59 });
    expect(await world.record([asking, more], noon, mended)).toEqual([done, done]);
    expect(world.stored.answers).toMatchObject({
      rating: { score: 2 },
      comment: 'Et personne au téléphone.',
    });
  });

  it('is written once, however often it is asked for', async () => {
    const world = await recordedWrongly();
    await world.record([asking, asking], noon, mended);
    await world.record([asking], noon, mended);
    expect(world.stored.revision).toBe(2);
    expect(world.theCase.events).toHaveLength(1);
  });

  it('opens its case with the next attempt when the first broke off', async () => {
    const world = await recordedWrongly();
    world.breakOnce('cases', 'open');
    expect(await world.record([asking], noon, mended)).toEqual([{ failed: true, reason: 'Error' }]);
    expect(await world.record([asking], noon, mended)).toEqual([done]);
    expect(world.theCase.events).toHaveLength(1);
  });

  it('is read again when somebody else wrote it meanwhile', async () => {
    const world = await recordedWrongly();
    vi.spyOn(world.feedback, 'save').mockRejectedValueOnce(new ConflictError());
    expect(await world.record([asking], noon, mended)).toEqual([done]);
    expect(world.stored.answers).toMatchObject({ rating: { score: 2 } });
  });

  it('follows whenever its tool’s clock is found to stand in another zone', async () => {
    const world = loop();
    const inZone = (timeZone: string) =>
      withSource('typeform-nps', { ...example.mapping, provider: 'limesurvey', timeZone });
    const delivery = {
      source: 'typeform-nps',
      receivedAt: noon,
      headers: {},
      body: limesurveyBody({ NPS: '2' }),
    };
    await world.record([delivery], noon, inZone('UTC'));
    const { id } = world.stored;
    const times: (number | undefined)[] = [];
    for (const timeZone of ['Asia/Tokyo', 'Europe/Paris', 'UTC']) {
      await world.record([askingFor(id)], noon, inZone(timeZone));
      times.push(world.stored.answers.submittedAt);
    }
    expect(times).toEqual([3, 11, 12].map((hour) => Date.UTC(2026, 10, 23, hour, 58)));
  });
});

const oneToTen = { metric: 'csat', scale: { min: 1, max: 10 } } as const;
const mendedQuestions = [
  { id: 'recommend', as: 'rating', question: { metric: 'nps', scale: { min: 0, max: 10 } } },
  { id: 'why', as: 'comment' },
] as const;

describe('a response is left as it is', () => {
  it('and the request set aside, when a kept body cannot be read now; its replay asks again', async () => {
    const world = await recordedWrongly();
    const before = world.stored;
    const another = mapped([{ id: 'colour', as: 'comment' }]);
    expect(await world.record([asking], noon, another)).toEqual([done]);
    expect(world.stored).toEqual(before);
    const [unread, ...others] = [...world.deliveries.setAsides.values()];
    expect(others).toEqual([]);
    expect(unread).toEqual({
      id: `typeform-nps#rebuild-${feedbackId}`,
      delivery: asking,
      reason: expect.stringMatching(/^delivery typeform-nps#e-1: .*colour/),
    });
    if (!unread) throw new Error('nothing was set aside');
    const replayed = { ...unread.delivery, replayOf: unread.id };
    await world.record([replayed], noon, another);
    expect(world.deliveries.setAsides.size).toBe(1);
    await world.record([replayed], noon, mended);
    expect(world.deliveries.setAsides.size).toBe(0);
    expect(world.stored.answers).toMatchObject({ rating: { score: 2 } });
  });

  it('when a kept body says nothing of it any more', async () => {
    const world = await recordedWrongly();
    const before = world.stored;
    const confirmed = mapped(mendedQuestions.slice(), { confirm: true });
    await world.record([asking], noon, confirmed);
    expect(world.stored).toEqual(before);
    expect([...world.deliveries.setAsides.values()]).toMatchObject([
      { reason: 'delivery typeform-nps#e-1: it says nothing of this response any more' },
    ]);
  });

  const incomplete = 'cannot be certain to lose nothing';
  it.each([
    [
      'a delivery was recorded without its body',
      async (world: ReturnType<typeof loop>) => {
        const unkept = mapped([{ id: 'shop', as: 'comment' }], { keepBodies: false });
        await world.record([filledIn({ shop: 'Paris' }, { id: 'e-2', minute: 59 })], noon, unkept);
      },
      noon,
    ],
    [
      'what it comes from was recorded before bodies were kept',
      async (world: ReturnType<typeof loop>) => {
        for (const kept of [world.deliveries.records, world.deliveries.kept]) kept.clear();
        await world.record([filledIn({ shop: 'Paris' }, { id: 'e-0', minute: 1 })], noon, wrong);
      },
      noon,
    ],
    ['its first delivery is a hundred days old', async () => {}, noon + 100 * day],
    [
      'nothing of it is kept',
      async (world: ReturnType<typeof loop>) => world.deliveries.forgetKept(feedbackId),
      noon,
    ],
  ])(`when %s: it ${incomplete}`, async (_, meanwhile, now) => {
    const world = await recordedWrongly();
    await meanwhile(world);
    const before = world.stored;
    expect(await world.record([asking], now, mended)).toEqual([done]);
    expect(world.stored).toEqual(before);
    expect(world.deliveries.setAsides.size + world.cases.cases.size).toBe(0);
  });

  it('when it was deleted; a body that is still kept is forgotten', async () => {
    const world = loop();
    await world.record([said(1, { score: 3 })]);
    await world.record([said(2, {}, { type: 'response.deleted' })]);
    const outcome = { kind: 'recorded', feedbackId: 'post-purchase#r-1' } as const;
    const kept = { delivery: said(3, { comment: late }), order: 1 };
    const { source, receivedAt } = kept.delivery;
    await world.deliveries.record({ id: 'x', source, receivedAt, outcome: { ...outcome, kept } });
    const before = world.stored;
    expect(await world.record([askingFor('post-purchase#r-1')])).toEqual([done]);
    expect(world.stored).toEqual(before);
    expect(world.deliveries.kept.size).toBe(0);
  });

  it('when there is none of that name', async () => {
    const world = loop();
    expect(await world.record([askingFor('post-purchase#never')])).toEqual([done]);
    expect(world.feedback.items.size + world.deliveries.setAsides.size).toBe(0);
  });
});

describe('under the same mapping', () => {
  const text = fc.constantFrom('Colis cassé', 'Colis perdu', 'Never again', 'ok', late);
  const data = fc.record(
    {
      score: fc.integer({ min: 0, max: 10 }),
      comment: text,
      contactRequested: fc.boolean(),
      language: fc.constantFrom('fr', 'en'),
      customer: fc.record(
        { id: fc.constantFrom('c-1', 'c-2'), email: fc.constantFrom('ana@example.com', 'bo@example.com') },
        { requiredKeys: [] },
      ),
      attributes: fc.dictionary(fc.constantFrom('tier', 'shop', 'region'), text, { maxKeys: 3 }),
    },
    { requiredKeys: ['score'] },
  );
  const telling = fc.record({
    minute: fc.integer({ min: 0, max: 5 }),
    data,
    type: fc.constantFrom('response.created', 'response.updated', 'response.completed'),
    historic: fc.boolean(),
  });
  const schedule = fc
    .array(telling, { minLength: 1, maxLength: 6 })
    .chain((tellings) => {
      const all = tellings.map(({ minute, data: given, type, historic }, index) => {
        const delivery = said(minute, given, { type, id: `msg_${index}`, receivedAt: noon + index });
        return { ...delivery, ...(historic && { historic: true as const, way: 'imported' as const }) };
      });
      const retried = all.map((delivery) => ({ ...delivery, receivedAt: delivery.receivedAt + 60_000 }));
      return fc.tuple(
        fc.shuffledSubarray([...all, ...retried, ...all], { minLength: all.length }),
        fc.integer({ min: 1, max: 4 }),
      );
    })
    .filter(([deliveries]) => deliveries.length > 0);

  it('building a response anew changes nothing, in whatever order and however often its deliveries came', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async ([deliveries, size]) => {
        const world = loop();
        for (let start = 0; start < deliveries.length; start += size)
          await world.record(deliveries.slice(start, start + size));
        const before = world.stored;
        const foresight = new Foresight(world.ports, configuration, noon);
        expect(await foresight.ofRebuilding(before.id)).toEqual({ kind: 'unchanged' });
        expect(await world.record([askingFor(before.id)])).toEqual([done]);
        expect(world.stored).toEqual(before);
        expect(world.deliveries.setAsides.size).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
