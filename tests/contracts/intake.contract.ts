import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Delivery } from '../../functions/domain/delivery.ts';
import type { Refusals } from '../../functions/domain/source-log.ts';
import { type Intake, TooLargeError } from '../../functions/ports.ts';
import { aDelivery, noon } from './examples.ts';

interface IntakeSubject {
  readonly intake: Intake;
  /** What is in the queue, oldest first. */
  readonly accepted: () => Promise<readonly Delivery[]>;
  readonly refusals: () => Promise<readonly Refusals[]>;
}

export function intakeContract(make: () => Promise<IntakeSubject>) {
  const bodies: [string, Buffer][] = [
    ['JSON', aDelivery().body],
    ['empty', Buffer.alloc(0)],
    ['with characters that no queue takes', Buffer.from('\u0000\u0007\uFFFE\uFFFF\u{1F600}')],
    ['with a byte order mark', Buffer.from('\uFEFF{}')],
    ['that is no UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0xc3])],
    ['of 900 kB of text', Buffer.from('Personne ne répond. '.repeat(43_000))],
    ['of 700 kB of noise', randomBytes(700_000)],
  ];

  test.for(bodies)('a body %s arrives as it was sent', async ([, body]) => {
    const { intake, accepted } = await make();
    await intake.accept(aDelivery({ body }));
    expect(await accepted()).toEqual([aDelivery({ body })]);
  });

  test('a delivery arrives with how it came and what it asks for', async () => {
    const { intake, accepted } = await make();
    const given = [
      aDelivery({ way: 'imported', historic: true }),
      aDelivery({ way: 'reconciled', replayOf: 'post-purchase#a' }),
      aDelivery({ body: Buffer.alloc(0), headers: {}, rebuild: 'post-purchase#r-1' }),
    ];
    for (const one of given) await intake.accept(one);
    expect(await accepted()).toEqual(given);
  });

  test('word of refusals arrives beside the deliveries, and is none', async () => {
    const { intake, accepted, refusals } = await make();
    await intake.accept(aDelivery());
    await intake.noteRefusals({ source: 'post-purchase', at: noon, count: 3 });
    expect(await refusals()).toEqual([{ source: 'post-purchase', at: noon, count: 3 }]);
    expect(await accepted()).toEqual([aDelivery()]);
  });

  test('a delivery that no message can hold is too large, and nothing is accepted', async () => {
    const { intake, accepted } = await make();
    const body = randomBytes(1_000_000);
    await expect(intake.accept(aDelivery({ body }))).rejects.toThrow(TooLargeError);
    expect(await accepted()).toEqual([]);
  });
}
