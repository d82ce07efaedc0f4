import { expect, test } from 'vitest';
import type { ImprovementStore } from '../../functions/ports.ts';
import { anImprovement, noon } from './examples.ts';

export function improvementStoreContract(make: () => Promise<ImprovementStore>) {
  test('the first improvement of an id stays, and is what the second caller gets', async () => {
    const improvements = await make();
    expect(await improvements.register(anImprovement())).toEqual(anImprovement());
    expect(await improvements.register(anImprovement({ shippedAt: noon + 1 }))).toEqual(anImprovement());
    expect(await improvements.get('delivery-abc')).toEqual(anImprovement());
    expect(await improvements.get('unheard-of')).toBeUndefined();
  });

  test('a tally is kept beside the improvement and changes nothing of it', async () => {
    const improvements = await make();
    await improvements.register(anImprovement());
    const tally = { asked: 3, mailed: 1, alreadyTold: 1, held: { unsubscribed: 1 } };
    await improvements.saveTally('delivery-abc', tally);
    await improvements.saveTally('delivery-abc', { ...tally, mailed: 2 });
    expect(await improvements.get('delivery-abc')).toEqual(anImprovement());
    await expect(improvements.saveTally('unheard-of', tally)).rejects.toThrow('no improvement');
  });
}
