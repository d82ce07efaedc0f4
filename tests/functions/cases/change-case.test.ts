import { describe, expect, it, vi } from 'vitest';
import { changeCase } from '../../../functions/cases/change-case.ts';
import type { CaseEventBody } from '../../../functions/domain/case.ts';
import { ConflictError } from '../../../functions/ports.ts';
import { aCase, configuration, event, monday } from '../../domain/a-case.ts';
import { memoryPorts } from '../../memory/memory-ports.ts';

const acknowledged: CaseEventBody = { type: 'acknowledged' };

async function waiting() {
  const ports = memoryPorts();
  const record = aCase(
    event(0, { type: 'told', step: 'round-0', to: [], about: { what: 'opened' } }, 'retour'),
  );
  await ports.cases.open(record);
  await ports.cases.awaitOwner('C-TEST', { token: 'T', events: 2 });
  const change = (decide: Parameters<typeof changeCase>[4], caseId = 'C-TEST') =>
    changeCase(ports, configuration, caseId, monday, decide, 'owner@example.com');
  return { ...ports, record, change };
}

describe('changing a case', () => {
  it('adds what was decided, dated and signed, and tells the machine how long to wait now', async () => {
    const { change, executions } = await waiting();
    const changed = await change(() => [acknowledged]);
    expect(changed?.events.at(-1)).toEqual({ type: 'acknowledged', at: monday, by: 'owner@example.com' });
    expect(executions.rearmed).toEqual([
      { token: 'T', input: { caseId: 'C-TEST', events: 3, waitSeconds: 12 * 3600 } },
    ]);
  });

  it('wakes nobody when nothing was decided, nor when there is no such case', async () => {
    const { change, executions } = await waiting();
    expect(await change(() => [])).toMatchObject({ id: 'C-TEST' });
    expect(await change(() => [acknowledged], 'C-NONE')).toBeUndefined();
    expect(executions).toMatchObject({ rearmed: [], hurried: [], finished: [] });
  });

  it('wakes for a change of which somebody did not live to tell', async () => {
    const { change, cases, executions, record } = await waiting();
    await cases.append(record, [event(0, acknowledged)]);
    await change(() => []);
    expect(executions.rearmed).toMatchObject([{ token: 'T', input: { events: 3 } }]);
  });

  it('wakes nobody before the machine has ever waited: it will read the case by itself', async () => {
    const { executions, cases, change } = await waiting();
    cases.cases.set('C-TEST', aCase());
    await change(() => [acknowledged]);
    expect(executions.rearmed).toEqual([]);
  });

  it('decides anew on what somebody else changed in between', async () => {
    const { change, cases } = await waiting();
    const seen: number[] = [];
    await change((_state, { events }) => {
      seen.push(events.length);
      if (seen.length === 1)
        cases.cases.set('C-TEST', {
          ...aCase(...events.slice(1)),
          events: [...events, event(0, acknowledged)],
        });
      return [{ type: 'contacted', note: 'Appelé.' }];
    });
    expect(seen).toEqual([2, 3]);
    expect(cases.cases.get('C-TEST')?.events.map(({ type }) => type)).toEqual([
      'opened',
      'told',
      'acknowledged',
      'contacted',
    ]);
  });

  it('gives up after eight conflicts, having changed nothing', async () => {
    const { change, cases } = await waiting();
    vi.spyOn(cases, 'append').mockRejectedValue(new ConflictError('always'));
    const decide = vi.fn(() => [acknowledged]);
    await expect(change(decide)).rejects.toBeInstanceOf(ConflictError);
    expect(decide).toHaveBeenCalledTimes(8);
  });
});
