import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import { CaseLoads } from '../../../functions/record-feedback/case-loads.ts';
import { configuration, noon, standardBody, standardDelivery } from '../../fixtures/deliveries.ts';
import { loop } from './loop.ts';

const { care } = configuration.teams;
if (!care) throw new Error('there is no team');
const themes = configuration.themes.map(({ owner: _, ...theme }) => theme);
const byLoad: Configuration = { ...configuration, themes, teams: { care: { ...care, assign: 'load' } } };

const complaint = (id: string) => standardDelivery(standardBody({ id, score: 1 }), { id: `msg_${id}` });

/** How many of the cases lie with each of the team. */
function shares(world: ReturnType<typeof loop>): readonly number[] {
  const owners = [...world.cases.cases.values()].flatMap(({ events: [first] }) =>
    first?.type === 'opened' ? [first.owner] : [],
  );
  return ['lea', 'noe', 'emma'].map((name) => owners.filter((one) => one === `${name}@example.com`).length);
}

describe('cases that are given to whoever has the fewest', () => {
  it('are shared evenly, also those of one batch, which open at the same time', async () => {
    const world = loop();
    for (let batch = 0; batch < 4; batch += 1) {
      const deliveries = Array.from({ length: 9 }, (_, index) => complaint(`r-${batch}-${index}`));
      await world.record(deliveries, noon + batch * 60_000, byLoad);
    }
    expect(shares(world)).toEqual([12, 12, 12]);
  });

  it('count what others have by then', async () => {
    const world = loop();
    await world.record([complaint('one'), complaint('two')], noon, byLoad);
    const before = shares(world);
    await world.record([complaint('three')], noon + 60_000, byLoad);
    expect(before.toSorted()).toEqual([0, 1, 1]);
    expect(shares(world)).toEqual([1, 1, 1]);
  });

  it('ask the index for nobody’s number where no team goes by it', async () => {
    const world = loop();
    world.breakOnce('cases', 'countOpenWith');
    await world.record([complaint('one')], noon);
    expect(world.cases.cases.size).toBe(1);
  });
});

describe('what was just given away', () => {
  it('counts at once, while the index does not tell of it, and is forgotten after ten seconds', async () => {
    const loads = new CaseLoads({ countOpenWith: async () => 0 });
    const seen: (number | undefined)[] = [];
    const give = (at: number) =>
      loads.give(['lea@example.com'], at, (known) => {
        seen.push(known.get('lea@example.com'));
        return { owner: 'lea@example.com' };
      });
    await Promise.all([give(noon), give(noon), give(noon)]);
    await give(noon + 9_999);
    await give(noon + 10_000);
    expect(seen).toEqual([0, 1, 2, 3, 1]);
  });
});
