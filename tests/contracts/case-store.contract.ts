import { expect, test } from 'vitest';
import { type CaseStore, ConflictError } from '../../functions/ports.ts';
import { aCase, acknowledged, all, closed, opened, reopened, told } from './examples.ts';

export function caseStoreContract(make: () => Promise<CaseStore>) {
  const { id } = aCase();

  test('a case opens once, and the second opening changes nothing', async () => {
    const cases = await make();
    expect(await cases.open(aCase())).toBe('opened');
    expect(await cases.open(aCase({ feedbackId: 'other' }))).toBe('existing');
    expect(await cases.get(id)).toEqual(aCase());
    expect(await cases.get('C-UNHEARD')).toBeUndefined();
  });

  test('a case of somebody unknown has no customer', async () => {
    const cases = await make();
    const { customerKey: _, ...unnamed } = aCase();
    await cases.open(unnamed);
    expect(await cases.get(id)).toEqual(unnamed);
  });

  test('events are added at the end, and the answer is the case with them', async () => {
    const cases = await make();
    await cases.open(aCase());
    const stored = await cases.append(id, 1, [acknowledged, told]);
    expect(stored.events).toEqual([opened, acknowledged, told]);
    expect(await cases.get(id)).toEqual(stored);
  });

  test('whoever read fewer or more events than there are has a conflict', async () => {
    const cases = await make();
    await cases.open(aCase());
    await cases.append(id, 1, [acknowledged]);
    for (const expected of [0, 1, 3])
      await expect(cases.append(id, expected, [told])).rejects.toThrow(ConflictError);
    await expect(cases.append('C-UNHEARD', 1, [told])).rejects.toThrow(ConflictError);
    expect((await cases.get(id))?.events).toHaveLength(2);
  });

  test('of twenty that append to the same events at once, one wins', async () => {
    const cases = await make();
    await cases.open(aCase());
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => cases.append(id, 1, [acknowledged])),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await cases.get(id))?.events).toEqual([opened, acknowledged]);
  });

  test('a wait is remembered, replaced by the next one, and kept when events are added', async () => {
    const cases = await make();
    await cases.open(aCase());
    expect(await cases.awaitOwner(id, { token: 'first', events: 1 })).toEqual({
      ...aCase(),
      wait: { token: 'first', events: 1 },
    });
    await cases.awaitOwner(id, { token: 'second', events: 1 });
    expect((await cases.append(id, 1, [acknowledged])).wait).toEqual({ token: 'second', events: 1 });
    await expect(cases.awaitOwner('C-UNHEARD', { token: 'third', events: 1 })).rejects.toThrow('no case');
    expect(await cases.get('C-UNHEARD')).toBeUndefined();
  });

  test('when waiting and appending race, at least one sees the other', async () => {
    const cases = await make();
    for (let round = 0; round < 25; round += 1) {
      const one = `C-${round}`;
      await cases.open(aCase({ id: one }));
      const appending = () => cases.append(one, 1, [acknowledged]);
      const waiting = () => cases.awaitOwner(one, { token: 'token', events: 1 });
      const [first, second] = round % 2 === 0 ? [appending, waiting] : [waiting, appending];
      const answers = await Promise.all([first(), second()]);
      const seesBoth = answers.some(({ wait, events }) => wait?.token === 'token' && events.length === 2);
      expect(seesBoth).toBe(true);
    }
  });

  test('a case is listed while it is open', async () => {
    const cases = await make();
    await cases.open(aCase());
    await cases.open(aCase({ id: 'C-OTHER' }));
    expect((await all(cases.listOpen())).sort()).toEqual([id, 'C-OTHER'].sort());
    await cases.append(id, 1, [acknowledged, closed]);
    expect(await all(cases.listOpen())).toEqual(['C-OTHER']);
    await cases.append(id, 3, [reopened]);
    expect((await all(cases.listOpen())).sort()).toEqual([id, 'C-OTHER'].sort());
    await cases.append(id, 4, [told]);
    expect(await all(cases.listOpen())).toContain(id);
  });

  test('of a closing and a reopening in one go, the later counts', async () => {
    const cases = await make();
    await cases.open(aCase());
    await cases.append(id, 1, [closed, reopened]);
    expect(await all(cases.listOpen())).toEqual([id]);
    await cases.append(id, 3, [reopened, closed]);
    expect(await all(cases.listOpen())).toEqual([]);
  });

  test('a case that is opened closed is not listed', async () => {
    const cases = await make();
    await cases.open(aCase({ events: [opened, closed] }));
    expect(await all(cases.listOpen())).toEqual([]);
  });
}
