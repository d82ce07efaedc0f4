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
    await cases.append(aCase(), events);
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
    await cases.append(aCase({ events: [queued] }), later);
    expect(await cases.get(id)).toEqual(aCase({ events: [queued, ...later] }));
  });

  test('what was told comes back with whom it was told to, as what, and why then', async () => {
    const cases = await make();
    const due = {
      why: 'due',
      target: 'firstContact',
      side: 'customer',
      dueAt: noon,
      back: noon + 1,
    } as const;
    const telling = {
      type: 'told',
      at: noon,
      by: 'retour',
      step: 'a',
      to: [],
      about: { what: 'opened' },
    } as const;
    const events: readonly CaseEvent[] = [
      { ...telling, as: ['owner', 'team/noe@example.com'], heldSince: noon },
      { ...telling, as: ['lead'], outOfHours: due },
      { ...telling, outOfHours: { why: 'urgent' } },
    ];
    await cases.open(aCase());
    await cases.append(aCase(), events);
    expect((await cases.get(id))?.events).toEqual([opened, ...events]);
  });

  test('events are added at the end, and the answer is the case with them', async () => {
    const cases = await make();
    await cases.open(aCase());
    const stored = await cases.append(aCase(), [acknowledged, told]);
    expect(stored.events).toEqual([opened, acknowledged, told]);
    expect(await cases.get(id)).toEqual(stored);
  });

  test('whoever read fewer or more events than there are has a conflict', async () => {
    const cases = await make();
    await cases.open(aCase());
    await cases.append(aCase(), [acknowledged]);
    for (const events of [[opened], [opened, acknowledged, told]])
      await expect(cases.append(aCase({ events }), [told])).rejects.toThrow(ConflictError);
    await expect(cases.append(aCase({ id: 'C-UNHEARD' }), [told])).rejects.toThrow(ConflictError);
    expect((await cases.get(id))?.events).toHaveLength(2);
  });

  test('of twenty that append to the same events at once, one wins', async () => {
    const cases = await make();
    await cases.open(aCase());
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => cases.append(aCase(), [acknowledged])),
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
    expect((await cases.append(aCase(), [acknowledged])).wait).toEqual({ token: 'second', events: 1 });
    await expect(cases.awaitOwner('C-UNHEARD', { token: 'third', events: 1 })).rejects.toThrow('no case');
    expect(await cases.get('C-UNHEARD')).toBeUndefined();
  });

  test('when waiting and appending race, at least one sees the other', async () => {
    const cases = await make();
    for (let round = 0; round < 25; round += 1) {
      const one = `C-${round}`;
      await cases.open(aCase({ id: one }));
      const appending = () => cases.append(aCase({ id: one }), [acknowledged]);
      const waiting = () => cases.awaitOwner(one, { token: 'token', events: 1 });
      const [first, second] = round % 2 === 0 ? [appending, waiting] : [waiting, appending];
      const answers = await Promise.all([first(), second()]);
      const seesBoth = answers.some(({ wait, events }) => wait?.token === 'token' && events.length === 2);
      expect(seesBoth).toBe(true);
    }
  });

  test('a case is listed while it is open, and then under the day of its closing', async () => {
    const cases = await make();
    const day = new Date(closed.at).toISOString().slice(0, 10);
    await cases.open(aCase());
    await cases.open(aCase({ id: 'C-OTHER' }));
    expect((await all(cases.listOpen())).sort()).toEqual([id, 'C-OTHER'].sort());
    const over = await cases.append(aCase(), [acknowledged, closed]);
    expect(await all(cases.listOpen())).toEqual(['C-OTHER']);
    expect(await all(cases.listClosedOn(day))).toEqual([id]);
    expect(await all(cases.listClosedOn('2020-02-29'))).toEqual([]);
    const again = await cases.append(over, [reopened]);
    expect((await all(cases.listOpen())).sort()).toEqual([id, 'C-OTHER'].sort());
    expect(await all(cases.listClosedOn(day))).toEqual([]);
    await cases.append(again, [told]);
    expect(await all(cases.listOpen())).toContain(id);
  });

  test('of a closing and a reopening in one go, the later counts', async () => {
    const cases = await make();
    await cases.open(aCase());
    const open = await cases.append(aCase(), [closed, reopened]);
    expect(await all(cases.listOpen())).toEqual([id]);
    await cases.append(open, [reopened, closed]);
    expect(await all(cases.listOpen())).toEqual([]);
  });

  test('cases are counted with whom they lie, also after one changed hands and was given back', async () => {
    const cases = await make();
    const counts = () =>
      Promise.all(['lea@example.com', 'noe@example.com'].map(cases.countOpenWith.bind(cases)));
    expect(await counts()).toEqual([0, 0]);
    await cases.open(aCase());
    await cases.open(aCase({ id: 'C-OTHER' }));
    expect(await counts()).toEqual([2, 0]);
    const handedOver = {
      type: 'handed-over',
      at: noon,
      by: 'lea@example.com',
      to: 'noe@example.com',
      team: 'support',
      note: '',
    } as const;
    const given = await cases.append(aCase(), [handedOver]);
    expect(await counts()).toEqual([1, 1]);
    await cases.append(given, [{ type: 'undone', at: noon, by: 'lea@example.com', event: 1 }]);
    expect(await counts()).toEqual([2, 0]);
    await cases.append(aCase({ id: 'C-OTHER' }), [closed]);
    expect(await counts()).toEqual([1, 0]);
  });

  test('a resolved case is open and weighs on nobody, nor does one in a queue', async () => {
    const cases = await make();
    const resolved = {
      type: 'resolved',
      at: noon,
      by: 'lea@example.com',
      rootCause: 'carrier',
      note: 'Fait.',
    } as const;
    await cases.open(aCase());
    await cases.append(aCase(), [resolved]);
    if (opened.type !== 'opened') throw new Error('this opens nothing');
    await cases.open(aCase({ id: 'C-QUEUED', events: [{ ...opened, ownerFrom: 'queue', queue: true }] }));
    expect(await cases.countOpenWith('lea@example.com')).toBe(0);
    expect((await all(cases.listOpen())).sort()).toEqual([id, 'C-QUEUED'].sort());
  });

  test('several cases are read at once, each once, without those that are not there', async () => {
    const cases = await make();
    await cases.open(aCase());
    await cases.open(aCase({ id: 'C-OTHER' }));
    const found = await cases.getMany([id, 'C-UNHEARD', 'C-OTHER', id]);
    expect(found.map((one) => one.id).sort()).toEqual([id, 'C-OTHER'].sort());
    expect(found).toContainEqual(aCase());
    expect(await cases.getMany([])).toEqual([]);
    await expect(cases.getMany(Array.from({ length: 101 }, (_, index) => `C-${index}`))).rejects.toThrow(
      RangeError,
    );
  });

  test('all cases can be read, the closed ones, too, each with its events', async () => {
    const cases = await make();
    expect(await all(cases.list())).toEqual([]);
    await cases.open(aCase());
    await cases.open(aCase({ id: 'C-OTHER', feedbackId: 'post-purchase#r-2' }));
    await cases.append(aCase(), [acknowledged, closed]);
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
    expect(await all(cases.listClosedOn(new Date(closed.at).toISOString().slice(0, 10)))).toEqual([id]);
  });
}
