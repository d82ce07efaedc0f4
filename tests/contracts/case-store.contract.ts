import { expect, test } from 'vitest';
import type { CaseEvent } from '../../functions/domain/case.ts';
import { type CaseStore, ConflictError } from '../../functions/ports.ts';
import { aCase, acknowledged, all, closed, noon, opened, reopened, told } from './examples.ts';

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

  test('a case that a rule gave away and has others watch comes back as it was', async () => {
    const cases = await make();
    if (opened.type !== 'opened') throw new Error('this opens nothing');
    const watched = { ...opened, ownerFrom: 'rule', watchers: ['emma@example.com'] } as const;
    await cases.open(aCase({ events: [watched] }));
    expect(await cases.get(id)).toEqual(aCase({ events: [watched] }));
  });

  test('a customer’s answer comes back with what they said of our first answer', async () => {
    const cases = await make();
    await cases.open(aCase());
    const answered = { type: 'survey-answered', score: 4, at: opened.at, by: 'customer' } as const;
    const events = [answered, { ...answered, fcr: true }, { ...answered, comment: 'Non.', fcr: false }];
    await cases.append(id, 1, events);
    expect((await cases.get(id))?.events).toEqual([opened, ...events]);
  });

  test('a case that changes hands comes back as it was', async () => {
    const cases = await make();
    if (opened.type !== 'opened') throw new Error('this opens nothing');
    const queued = { ...opened, ownerFrom: 'queue', queue: true } as const;
    const when = { at: opened.at + 1, by: 'retour' } as const;
    const absent = { from: 'lea@example.com', why: 'absent', back: '2027-01-05' } as const;
    const to = 'noe@example.com';
    const later: readonly CaseEvent[] = [
      { ...when, by: 'lea@example.com', type: 'taken', to: 'lea@example.com', team: 'care' },
      { ...when, type: 'handed-over', to, team: 'care', note: '', ...absent },
      {
        ...when,
        type: 'told',
        step: 'a',
        to: [to],
        about: { what: 'handed-over', from: to, back: '2027-01-05' },
      },
      { ...when, type: 'reassigned', to: 'sami@example.com', team: 'care', from: to },
      { ...when, type: 'told', step: 'b', to: [to], about: { what: 'taken-over', to, why: 'late' } },
    ];
    await cases.open(aCase({ events: [queued] }));
    await cases.append(id, 1, later);
    expect(await cases.get(id)).toEqual(aCase({ events: [queued, ...later] }));
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

  test('all cases can be read, the closed ones, too, each with its events', async () => {
    const cases = await make();
    expect(await all(cases.list())).toEqual([]);
    await cases.open(aCase());
    await cases.open(aCase({ id: 'C-OTHER', feedbackId: 'post-purchase#r-2' }));
    await cases.append(id, 1, [acknowledged, closed]);
    const listed = (await all(cases.list())).toSorted((one, other) => (one.id < other.id ? -1 : 1));
    expect(listed).toEqual([await cases.get(id), await cases.get('C-OTHER')]);
    for (let index = 0; index < 60; index += 1) {
      const note = `${index} `.repeat(8000);
      const long = { type: 'contacted', note, at: noon, by: 'lea@example.com' } as const;
      await cases.open(aCase({ id: `C-${index}`, events: [opened, long] }));
    }
    const ids = (await all(cases.list())).map((one) => one.id);
    expect(new Set(ids).size).toBe(62);
    expect(ids).toHaveLength(62);
  });

  test('a case that is opened closed is not listed', async () => {
    const cases = await make();
    await cases.open(aCase({ events: [opened, closed] }));
    expect(await all(cases.listOpen())).toEqual([]);
  });
}
