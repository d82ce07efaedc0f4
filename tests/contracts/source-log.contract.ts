import { expect, test } from 'vitest';
import type { SourceNote } from '../../functions/domain/source-log.ts';
import type { SourceLog } from '../../functions/ports.ts';
import { noon } from './examples.ts';

const minute = 60_000;

export function sourceLogContract(make: () => Promise<SourceLog>) {
  async function after(...notes: readonly SourceNote[]) {
    const log = await make();
    for (const note of notes) await log.note('post-purchase', note);
    return log.read('post-purchase');
  }
  const received = (at: number) => ({ what: 'received', at }) as const;
  const refused = (at: number, count: number) => ({ what: 'refused', at, count }) as const;

  test('nothing is known of a source that nothing was noted of', async () => {
    const log = await make();
    await log.note('post-purchase', received(noon));
    expect(await log.read('support')).toEqual({});
  });

  test('the last delivery, the last one set aside and what was repaired are remembered', async () => {
    expect(
      await after(
        received(noon),
        { what: 'set-aside', at: noon + 1 },
        { what: 'repaired', at: noon + 2 },
        { what: 'repaired', at: noon + 3 },
      ),
    ).toEqual({ received: noon, setAside: noon + 1, repaired: { at: noon + 3, count: 2 } });
  });

  test('an older note does not take the place of a newer one', async () => {
    expect(
      await after(
        received(noon),
        received(noon - 1),
        { what: 'set-aside', at: noon },
        { what: 'set-aside', at: noon - 1 },
      ),
    ).toEqual({ received: noon, setAside: noon });
  });

  test('refusals add up from the first of a row to the last', async () => {
    expect(await after(received(noon), refused(noon + minute, 1), refused(noon + 3 * minute, 13))).toEqual({
      received: noon,
      refused: { since: noon + minute, at: noon + 3 * minute, count: 14 },
    });
  });

  test('a delivery that is received ends a row of refusals: the next one begins anew', async () => {
    const row = [refused(noon, 4), refused(noon + minute, 5), received(noon + 2 * minute)];
    expect(await after(...row)).toEqual({
      received: noon + 2 * minute,
      refused: { since: noon, at: noon + minute, count: 9 },
    });
    expect(await after(...row, refused(noon + 3 * minute, 2), refused(noon + 4 * minute, 1))).toEqual({
      received: noon + 2 * minute,
      refused: { since: noon + 3 * minute, at: noon + 4 * minute, count: 3 },
    });
  });
}
