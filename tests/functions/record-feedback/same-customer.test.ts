import '../../fixtures/quiet.ts';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../../functions/domain/case.ts';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { Delivery } from '../../../functions/domain/delivery.ts';
import { caseIdOf } from '../../../functions/identifiers.ts';
import { recordFeedback } from '../../../functions/record-feedback/record-feedback.ts';
import { configuration, noon } from '../../fixtures/deliveries.ts';
import { interposed } from '../work-case/interposed.ts';
import { loop, said } from './loop.ts';

const by = (sameCustomer: Configuration['sameCustomer']): Configuration => ({
  ...configuration,
  sameCustomer,
});
const link = by('link');
const join = by('join');

const answer = (name: string, { score = 2, email = 'ana@example.com', type = 'response.completed' } = {}) =>
  said(
    1,
    { id: name, score, comment: `Mot ${name}.`, customer: { email } },
    { id: `msg_${name}_${type}`, type },
  );
const idOf = (name: string) => caseIdOf(`post-purchase#${name}`);

type World = ReturnType<typeof loop>;
const typesOf = (world: World, name: string) =>
  (world.cases.cases.get(idOf(name))?.events ?? []).map(({ type }) => type);
const openingOf = (world: World, name: string) => world.cases.cases.get(idOf(name))?.events[0];

async function add(world: World, name: string, event: CaseEvent): Promise<void> {
  const record = await world.cases.get(idOf(name));
  if (!record) throw new Error(`there is no case ${name}`);
  await world.cases.append(record, [event]);
}

async function close(world: World, name: string): Promise<void> {
  const closed: CaseEvent = {
    type: 'closed',
    outcome: 'recovered',
    reason: 'answered',
    at: noon,
    by: 'customer',
  };
  await add(world, name, closed);
}

describe('a second case of one customer', () => {
  it('opens on its own where cases are kept separate, and nobody is claimed', async () => {
    const world = loop();
    await world.record([answer('one'), answer('two')], noon, by('separate'));
    expect(typesOf(world, 'one')).toEqual(['opened']);
    expect(openingOf(world, 'two')).not.toHaveProperty('linkedTo');
    expect(await world.customers.claimCase('p-x', { caseId: 'C', feedbackId: 'f' })).toMatchObject({
      caseId: 'C',
    });
  });

  it('opens linked to the first one, which learns of it', async () => {
    const world = loop();
    await world.record([answer('one')], noon, link);
    await world.record([answer('two')], noon, link);
    expect(openingOf(world, 'two')).toMatchObject({ type: 'opened', linkedTo: idOf('one') });
    expect(world.cases.cases.get(idOf('one'))?.events.slice(1)).toEqual([
      { type: 'linked', case: idOf('two'), at: noon, by: 'retour' },
    ]);
    await world.record([answer('two')], noon, link);
    expect(typesOf(world, 'one')).toEqual(['opened', 'linked']);
  });

  it('joins the first one, whose owner is told; a repeat joins nothing again', async () => {
    const world = loop();
    await world.record([answer('one')], noon, join);
    await world.record([answer('two')], noon, join);
    await world.record([answer('two')], noon, join);
    expect([...world.cases.cases.keys()]).toEqual([idOf('one')]);
    expect(world.cases.cases.get(idOf('one'))?.events.slice(1)).toEqual([
      { type: 'feedback-joined', feedbackId: 'post-purchase#two', at: noon, by: 'customer' },
    ]);
    expect((await world.feedback.get('post-purchase#two'))?.caseId).toBe(idOf('one'));
  });

  it('that joined has its changes told to the case', async () => {
    const world = loop();
    await world.record([answer('one'), answer('two')], noon, join);
    const changed = said(2, { id: 'two', score: 0, comment: 'Pire.' }, { id: 'msg_changed' });
    await world.record([changed], noon, join);
    expect(typesOf(world, 'one')).toEqual(['opened', 'feedback-joined', 'feedback-changed']);
  });

  it.each([
    ['another customer', answer('two', { email: 'bo@example.com' })],
    ['nobody known', said(1, { id: 'two', score: 2 }, { id: 'msg_two' })],
  ])('of %s has nothing to do with it', async (_, other) => {
    for (const configured of [link, join]) {
      const world = loop();
      await world.record([answer('one'), other], noon, configured);
      expect(typesOf(world, 'one')).toEqual(['opened']);
      expect(openingOf(world, 'two')).not.toHaveProperty('linkedTo');
    }
  });

  it('after the first one was closed is the customer’s only one', async () => {
    for (const configured of [link, join]) {
      const world = loop();
      await world.record([answer('one')], noon, configured);
      await close(world, 'one');
      await world.record([answer('two')], noon, configured);
      expect(openingOf(world, 'two')).not.toHaveProperty('linkedTo');
      await world.record([answer('three')], noon, configured);
      expect(typesOf(world, 'two')).toEqual(['opened', configured === link ? 'linked' : 'feedback-joined']);
    }
  });

  it('finds one that is still open beside a closed one', async () => {
    const world = loop();
    await world.record([answer('one')], noon, link);
    await world.record([answer('two')], noon, link);
    await close(world, 'one');
    await world.record([answer('three')], noon, link);
    expect(openingOf(world, 'three')).toMatchObject({ linkedTo: idOf('two') });
    expect(typesOf(world, 'two')).toEqual(['opened', 'linked']);
  });

  it('does not join a case that is resolved, at which nobody looks: it is linked to it', async () => {
    const world = loop();
    await world.record([answer('one')], noon, join);
    const resolved = {
      type: 'resolved',
      rootCause: 'carrier',
      note: 'Fait.',
      at: noon,
      by: 'lea@example.com',
    } as const;
    await add(world, 'one', resolved);
    await world.record([answer('two')], noon, join);
    expect(openingOf(world, 'two')).toMatchObject({ linkedTo: idOf('one') });
  });

  it('opens the first one, should whoever claimed the customer for that not have lived to open it', async () => {
    const world = loop();
    world.breakOnce('cases', 'open');
    expect(await world.record([answer('one')], noon, link)).toMatchObject([{ failed: true }]);
    await world.record([answer('two')], noon, link);
    expect(openingOf(world, 'one')).not.toHaveProperty('linkedTo');
    expect(openingOf(world, 'two')).toMatchObject({ linkedTo: idOf('one') });
    expect(world.executions.started).toContain(idOf('one'));
  });

  it('is alone, should the first one not be going to open any more', async () => {
    const world = loop();
    world.breakOnce('cases', 'open');
    await world.record([answer('one')], noon, link);
    await world.record(
      [said(2, { id: 'one', score: 10, comment: 'Merci.' }, { id: 'msg_better' })],
      noon,
      link,
    );
    expect(world.cases.cases.size).toBe(0);
    await world.record([answer('two')], noon, link);
    expect(openingOf(world, 'two')).not.toHaveProperty('linkedTo');
  });
});

describe('an answer that is deleted', () => {
  const deletion = (name: string) =>
    said(3, { id: name }, { type: 'response.deleted', id: `msg_${name}_deleted` });

  it('closes its own case, and not one that it only joined', async () => {
    const world = loop();
    await world.record([answer('one'), answer('two')], noon, join);
    await world.record([deletion('two')], noon, join);
    expect(typesOf(world, 'one')).toEqual(['opened', 'feedback-joined']);
  });

  it('leaves the case open for the answers that joined it', async () => {
    const world = loop();
    await world.record([answer('one'), answer('two')], noon, join);
    await world.record([deletion('one')], noon, join);
    expect(typesOf(world, 'one')).not.toContain('closed');
  });
});

const names = ['one', 'two', 'three'] as const;
interface Crash {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Each answer comes by itself, again and again until it is recorded; calls to the world take turns, and some crash. */
async function atOnce(
  turns: fc.Scheduler,
  crashes: readonly Crash[],
  configured: Configuration,
): Promise<World> {
  const world = loop();
  let calls = 0;
  const strike = (when: Crash['when'], call: number) => {
    if (crashes.some((crash) => crash.call === call && crash.when === when)) throw new Error('crash');
  };
  const around = async (name: string, call: () => Promise<unknown>) => {
    await turns.schedule(Promise.resolve(), name);
    calls += 1;
    const mine = calls;
    strike('before', mine);
    const result = await call();
    strike('after', mine);
    return result;
  };
  const ports = {
    ...world.ports,
    cases: interposed(world.ports.cases, around),
    customers: interposed(world.ports.customers, around),
    feedback: interposed(world.ports.feedback, around),
    executions: interposed(world.ports.executions, around),
  };
  const deliver = async (delivery: Delivery) => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const [outcome] = await recordFeedback(ports, configured, [delivery], noon);
      if (outcome && !outcome.failed) return;
    }
    throw new Error('it is never recorded');
  };
  await turns.waitFor(Promise.all(names.map((name) => deliver(answer(name)))));
  return world;
}

describe('three answers of one customer at once, whatever comes first and whatever crashes', () => {
  const crashes = fc.array(
    fc.record<Crash>({ call: fc.integer({ min: 1, max: 45 }), when: fc.constantFrom('before', 'after') }),
    { maxLength: 4 },
  );

  it('open three cases that all know of the others, one of them first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), crashes, async (turns, struck) => {
        const world = await atOnce(turns, struck, link);
        const records = [...world.cases.cases.values()];
        expect(records).toHaveLength(3);
        const links = records.flatMap(({ id, events: [opened] }) =>
          opened?.type === 'opened' && opened.linkedTo !== undefined ? [[opened.linkedTo, id]] : [],
        );
        expect(links).toHaveLength(2);
        expect(new Set(links.map(([first]) => first)).size).toBe(1);
        const known = records.flatMap(({ id, events }) =>
          events.flatMap((event) => (event.type === 'linked' ? [[id, event.case]] : [])),
        );
        expect(known.toSorted()).toEqual(links.toSorted());
        expect(new Set(world.executions.started).size).toBe(3);
      }),
      { numRuns: 150 },
    );
  });

  it('are one case that got two more answers, once each', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), crashes, async (turns, struck) => {
        const world = await atOnce(turns, struck, join);
        const [record, ...more] = world.cases.cases.values();
        expect(more).toEqual([]);
        const heard = (record?.events ?? []).flatMap((event) =>
          event.type === 'feedback-joined' ? [event.feedbackId] : [],
        );
        const ids = names.map((name) => `post-purchase#${name}`);
        expect([...heard, record?.feedbackId].toSorted()).toEqual(ids.toSorted());
        for (const id of ids) expect((await world.feedback.get(id))?.caseId).toBe(record?.id);
        expect(record?.events.map(({ type }) => type).filter((type) => type === 'feedback-changed')).toEqual(
          [],
        );
      }),
      { numRuns: 150 },
    );
  });
});
