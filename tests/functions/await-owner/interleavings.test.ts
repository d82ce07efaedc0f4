import '../../fixtures/quiet.ts';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awaitOwner } from '../../../functions/await-owner/await-owner.ts';
import type { Action } from '../../../functions/domain/actions.ts';
import { configuration, event, minutes, monday, told } from '../../domain/a-case.ts';
import type { MemoryPorts } from '../../memory/memory-ports.ts';
import { acknowledge, CaseLife, contact, handOver, resolve } from '../work-case/case-life.ts';
import { interposed } from '../work-case/interposed.ts';

/** A world whose every call to a store or an execution, and every answer of one, takes its turn. */
function taking(turns: fc.Scheduler, world: MemoryPorts): MemoryPorts {
  const around = async (name: string, call: () => Promise<unknown>) => {
    await turns.schedule(Promise.resolve(), name);
    const answer = await call();
    await turns.schedule(Promise.resolve(), `${name} answers`);
    return answer;
  };
  return {
    ...world,
    cases: interposed(world.cases, around),
    executions: interposed(world.executions, around),
  };
}

/** Asserts that the machine goes on with what is newest: it was woken for it, or is armed with it. */
async function expectAware(life: CaseLife, token: string): Promise<void> {
  const { rearmed, hurried, finished } = life.world.executions;
  const known = rearmed.find((one) => one.token === token)?.input.events;
  const worked = hurried.includes(token);
  expect([known !== undefined, worked, finished.includes(token)].filter(Boolean)).toHaveLength(1);
  await life.run();
  if (life.state.status === 'closed') expect(life.standing).toEqual({ at: 'closed' });
  else expect(life.standing).toMatchObject({ at: 'await', wait: { events: life.record.events.length } });
}

const atRest = [told(0, 'round-0')];

describe('somebody who acts while the machine is about to wait', () => {
  const actions: readonly (readonly Action[])[] = [
    [acknowledge],
    [resolve],
    [handOver('other@example.com')],
    [acknowledge, contact],
    [handOver('other@example.com'), resolve],
  ];

  it.each(actions.map((several) => [several.map(({ name }) => name).join(' and '), several] as const))(
    'is heard, whoever comes first: %s',
    async (_, several) => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (turns) => {
          const life = new CaseLife({ events: atRest });
          const ports = taking(turns, life.world);
          const wait = { caseId: 'C-TEST', events: life.record.events.length, waitSeconds: 600 };
          life.standing = { at: 'await', token: 'T', until: monday + minutes(10), wait };
          const waiting = awaitOwner(ports, configuration, { ...wait, token: 'T' }, monday);
          const acting = several.map((action) => life.act(action, 'owner@example.com', ports));
          await turns.waitFor(waiting);
          const results = await turns.waitFor(Promise.all(acting));
          expect(life.types.slice(2)).toHaveLength(results.filter(({ kind }) => kind === 'accepted').length);
          await expectAware(life, 'T');
        }),
        { numRuns: 100 },
      );
    },
  );

  it('is heard when it is the customer, who closes or reopens the case', async () => {
    const events = [
      ...atRest,
      event(0, { type: 'resolved', rootCause: 'carrier', note: 'Fait.' }),
      event(minutes(10), { type: 'mailed', mail: 'follow-up', round: 0 }, 'retour'),
      event(minutes(20), { type: 'mailed', mail: 'recovery-survey', round: 0 }, 'retour'),
    ];
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.constantFrom(1, 5), async (turns, score) => {
        const life = new CaseLife({ events });
        life.now = monday + minutes(30);
        const wait = { caseId: 'C-TEST', events: life.record.events.length, waitSeconds: 600 };
        const ports = taking(turns, life.world);
        life.standing = { at: 'await', token: 'T', until: life.now + minutes(10), wait };
        const waiting = awaitOwner(ports, configuration, { ...wait, token: 'T' }, life.now);
        const answering = life.answers(score, { ports });
        await turns.waitFor(Promise.all([waiting, answering]));
        await expectAware(life, 'T');
      }),
      { numRuns: 100 },
    );
  });
});

describe('waiting for an owner', () => {
  it('stores the token and wakes nobody when nothing has changed', async () => {
    const { world } = new CaseLife({ events: atRest });
    await awaitOwner(world, configuration, { caseId: 'C-TEST', events: 2, token: 'T' }, monday);
    expect(world.cases.cases.get('C-TEST')?.wait).toEqual({ token: 'T', events: 2 });
    expect(world.executions).toMatchObject({ rearmed: [], hurried: [], finished: [] });
  });

  it('ends at once for a case that is closed already', async () => {
    const closed = event(0, { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' }, 'retour');
    const { world } = new CaseLife({ events: [closed] });
    await awaitOwner(world, configuration, { caseId: 'C-TEST', events: 2, token: 'T' }, monday);
    expect(world.executions.finished).toEqual(['T']);
  });

  it('goes to work when what changed is due, and waits on for as long as is right when it is not', async () => {
    const handed = event(0, { type: 'handed-over', to: 'other@example.com', team: 'care', note: '' });
    const due = new CaseLife({ events: [...atRest, handed] }).world;
    await awaitOwner(due, configuration, { caseId: 'C-TEST', events: 2, token: 'T' }, monday);
    expect(due.executions.hurried).toEqual(['T']);
    const known = new CaseLife({ events: [...atRest, event(0, { type: 'acknowledged' })] }).world;
    await awaitOwner(known, configuration, { caseId: 'C-TEST', events: 2, token: 'T' }, monday);
    expect(known.executions.rearmed).toEqual([
      { token: 'T', input: { caseId: 'C-TEST', events: 3, waitSeconds: 12 * 3600 } },
    ]);
  });
});
