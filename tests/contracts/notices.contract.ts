import { expect, test } from 'vitest';
import type { Notice, Notices } from '../../functions/ports.ts';
import { aNotice } from './examples.ts';

interface NoticesSubject {
  readonly notices: Notices;
  /** What subscribers got, oldest first; without the subject, which a queue does not see. */
  readonly published: () => Promise<readonly Omit<Notice, 'subject'>[]>;
}

export function noticesContract(make: () => Promise<NoticesSubject>) {
  test('a notice reaches subscribers with everything to filter it by', async () => {
    const { notices, published } = await make();
    await notices.publish(aNotice());
    const { subject: _, ...rest } = aNotice();
    expect(await published()).toMatchObject([rest]);
  });
}
