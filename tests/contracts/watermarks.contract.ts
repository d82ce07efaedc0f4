import { expect, test } from 'vitest';
import type { Watermarks } from '../../functions/ports.ts';
import { noon } from './examples.ts';

export function watermarksContract(make: () => Promise<Watermarks>) {
  test('a source that was never looked at has none', async () => {
    const watermarks = await make();
    await watermarks.moveWatermark('support', noon);
    expect(await watermarks.watermarkOf('post-purchase')).toBeUndefined();
  });

  test('it moves ahead, and never back', async () => {
    const watermarks = await make();
    for (const at of [noon, noon + 2, noon + 1, noon + 2]) await watermarks.moveWatermark('support', at);
    expect(await watermarks.watermarkOf('support')).toBe(noon + 2);
  });
}
