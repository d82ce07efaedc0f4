import { expect, test } from 'vitest';
import { ConflictError, type FeedbackStore } from '../../functions/ports.ts';
import { all, bareFeedback, noon, someFeedback } from './examples.ts';

/** `make` gives stores whose pages look at `pageSize` items. */
export function feedbackStoreContract(make: (pageSize: number) => Promise<FeedbackStore>) {
  const store = () => make(100);

  test('feedback comes back as it was saved, full or bare', async () => {
    const feedback = await store();
    await feedback.save(someFeedback());
    await feedback.save(bareFeedback());
    expect(await feedback.get(someFeedback().id)).toEqual(someFeedback());
    expect(await feedback.get(bareFeedback().id)).toEqual(bareFeedback());
    expect(await feedback.get('post-purchase#unheard-of')).toBeUndefined();
  });

  test('when a customer would like to be contacted is kept', async () => {
    const feedback = await store();
    const asking = bareFeedback({ answers: { contactRequested: true, contactTime: 'après 18 h' } });
    await feedback.save(asking);
    expect(await feedback.get(asking.id)).toEqual(asking);
  });

  test('a save replaces the whole', async () => {
    const feedback = await store();
    await feedback.save(someFeedback());
    const gone = bareFeedback({ id: someFeedback().id, revision: 2, deleted: true });
    await feedback.save(gone);
    expect(await feedback.get(gone.id)).toEqual(gone);
  });

  test.for([1, 3, 4])('over revision 1, a save of revision %i is a conflict', async (revision) => {
    const feedback = await store();
    await feedback.save(someFeedback());
    await expect(feedback.save(someFeedback({ revision }))).rejects.toThrow(ConflictError);
    expect(await feedback.get(someFeedback().id)).toEqual(someFeedback());
  });

  test('over nothing, revision 2 is a conflict', async () => {
    const feedback = await store();
    await expect(feedback.save(someFeedback({ revision: 2 }))).rejects.toThrow(ConflictError);
  });

  test('of twenty that save the same revision at once, one wins', async () => {
    const feedback = await store();
    const saves = Array.from({ length: 20 }, (_, order) => feedback.save(someFeedback({ order })));
    const results = await Promise.allSettled(saves);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('several come back in the order asked, without those that are not there', async () => {
    const feedback = await store();
    const ids = Array.from({ length: 100 }, (_, index) => `s#${index}`);
    for (const id of ids.slice(0, 60)) await feedback.save(bareFeedback({ id }));
    const asked = ids.toReversed();
    expect((await feedback.getMany(asked)).map(({ id }) => id)).toEqual(asked.slice(40));
    expect((await feedback.getMany(['s#1', 's#1'])).map(({ id }) => id)).toEqual(['s#1']);
    expect(await feedback.getMany([])).toEqual([]);
    await expect(feedback.getMany([...ids, 'one-more'])).rejects.toThrow(RangeError);
  });

  test('what a person said is listed newest first, by when they spoke', async () => {
    const feedback = await store();
    const spoken = (id: string, submittedAt: number) =>
      bareFeedback({ id, customerKey: 'p-ana', receivedAt: noon + 9000, answers: { submittedAt } });
    await feedback.save(spoken('s#old', noon - 5000));
    await feedback.save(spoken('s#new', noon + 5000));
    await feedback.save(someFeedback());
    await feedback.save(bareFeedback({ id: 's#another', customerKey: 'p-ben' }));
    expect(await feedback.ofCustomer('p-ana', 2)).toEqual([
      { id: 's#new', at: noon + 5000 },
      {
        id: someFeedback().id,
        at: noon,
        metric: 'nps',
        score: 3,
        band: 'detractor',
        caseId: 'C-23456789AB',
      },
    ]);
    expect(await feedback.ofCustomer('p-ana', 10)).toHaveLength(3);
    expect(await feedback.ofCustomer('p-nobody', 10)).toEqual([]);
  });

  test('everything that was said since then is listed once, whoever said it', async () => {
    const feedback = await make(4);
    for (let index = 0; index < 11; index += 1)
      await feedback.save(bareFeedback({ id: `s#${index}`, receivedAt: noon - 5 + index }));
    await feedback.save(someFeedback());
    const listed = await all(feedback.list(noon));
    expect(listed.map(({ id }) => id).sort()).toEqual(
      ['s#5', 's#6', 's#7', 's#8', 's#9', 's#10', someFeedback().id].sort(),
    );
    expect(listed).toContainEqual(someFeedback());
    expect(await all(feedback.list(noon + 100))).toEqual([]);
  });

  test('pages of a theme hold everyone who spoke of it since then, once', async () => {
    const feedback = await make(4);
    const asked: string[] = [];
    for (let index = 0; index < 30; index += 1) {
      const themes = index % 3 === 0 ? ['support', 'delivery'] : ['deliveries'];
      const receivedAt = index < 6 ? noon - 1 : noon;
      await feedback.save(bareFeedback({ id: `s#${index}`, themes, receivedAt }));
      if (themes.includes('delivery') && receivedAt === noon) asked.push(`s#${index}`);
    }
    const found: string[] = [];
    let pages = 0;
    let cursor: string | undefined;
    do {
      const page = await feedback.withTheme('delivery', noon, cursor);
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next;
      pages += 1;
    } while (cursor !== undefined);
    expect(found.sort()).toEqual(asked.sort());
    expect(pages).toBeGreaterThanOrEqual(7);
  });

  test('a cursor that was not given out is refused', async () => {
    const feedback = await store();
    for (const cursor of ['', 'nonsense', Buffer.from('{"key":{"S":"x"}}').toString('base64url')])
      await expect(feedback.withTheme('delivery', noon, cursor)).rejects.toThrow(RangeError);
  });
}
