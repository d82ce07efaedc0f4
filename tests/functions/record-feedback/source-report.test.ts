import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import { lookAtSources } from '../../../bin/sources/look.ts';
import { type SourceRow, sourceReport } from '../../../bin/sources/report.ts';
import { configuration, noon, standardDelivery } from '../../fixtures/deliveries.ts';
import { MemoryWatermarks } from '../../memory/watermarks.ts';
import { loop, said } from './loop.ts';
import { withSource } from './mappings.ts';

const minute = 60_000;
const row: SourceRow = { id: 'support', provider: 'standard', path: '/hooks/support', state: {}, waiting: 0 };

/** The sentences below the table. */
function troubles(given: Partial<SourceRow>): readonly string[] {
  const [, , gap, ...sentences] = sourceReport([{ ...row, ...given }]);
  expect(gap ?? '').toBe('');
  return sentences;
}

describe('the table of sources', () => {
  it('has a line for each configured source, with what is known of it', async () => {
    const world = loop();
    const watermarks = new MemoryWatermarks();
    await watermarks.moveWatermark('form', noon - minute);
    await world.record([said(1, { score: 9 }), standardDelivery(Buffer.from('x'))]);
    await world.sourceLog.note('form', { what: 'refused', at: noon, count: 1 });
    await world.sourceLog.note('form', { what: 'received', at: noon + minute });
    await world.sourceLog.note('form', { what: 'repaired', at: noon });
    const { 'post-purchase': posted, form } = withSource('form', { provider: 'limesurvey' }).sources;
    if (!posted || !form) throw new Error('no such source');
    const given = { ...configuration, sources: { 'post-purchase': posted, form } };
    expect(sourceReport(await lookAtSources({ ...world.ports, watermarks }, given))).toEqual([
      'source         provider    address               received          refused                   set aside                         repaired                  looked through',
      'post-purchase  standard    /hooks/post-purchase  2026-11-23 12:00  –                         1 waiting, last 2026-11-23 12:00  –                         –',
      'form           limesurvey  /hooks/form/<secret>  2026-11-23 12:01  1, last 2026-11-23 12:00  –                                 1, last 2026-11-23 12:00  2026-11-23 11:59',
      '',
      expect.stringContaining('post-purchase: 1 delivery could not be read'),
    ]);
  });

  it('is all there is when nothing is wrong', () => {
    const state = {
      received: noon,
      refused: { at: noon - 1, since: noon - 1, count: 2 },
      repaired: { at: noon - 1, count: 1 },
      setAside: noon - minute,
    };
    expect(troubles({ state })).toEqual([]);
    expect(troubles({})).toEqual([]);
  });
});

describe('a sentence says', () => {
  const since = noon - 48 * minute;

  it('that calls are refused and none was accepted since', () => {
    const refused = { at: noon, since, count: 14 };
    expect(troubles({ state: { received: since - 1, refused } })).toEqual([
      'support: refused 14 calls since 2026-11-23 11:12, the last one at 2026-11-23 12:00, and accepted none after it: is the secret the same in the tool?',
    ]);
    expect(troubles({ state: { refused: { ...refused, count: 1 } } })).toEqual([
      'support: refused a call, at 2026-11-23 12:00, and accepted none after it: is the secret the same in the tool?',
    ]);
  });

  it('that only looking finds responses', () => {
    expect(troubles({ state: { received: since, repaired: { at: noon, count: 3 } } })).toEqual([
      'support: the tool’s API had responses that no webhook brought, the last one found at 2026-11-23 12:00, and no webhook came after it: is it still switched on?',
    ]);
  });

  it('that deliveries wait, and which command says why', () => {
    expect(troubles({ waiting: 2, state: { setAside: noon } })).toEqual([
      'support: 2 deliveries could not be read; see why with npm run replay -- --source support',
    ]);
  });
});
