import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerKeyOf } from '../../../functions/identifiers.ts';
import { recordMailEvent } from '../../../functions/record-mail-event/record-mail-event.ts';
import { monday } from '../../domain/a-case.ts';
import { MemoryCustomerStore } from '../../memory/customer-store.ts';

const to = (...addresses: string[]) => addresses.map((emailAddress) => ({ emailAddress }));
const bounce = (bounceType: string, ...addresses: string[]) => ({
  eventType: 'Bounce',
  bounce: { bounceType, bouncedRecipients: to(...addresses) },
});
const complaint = (...addresses: string[]) => ({
  eventType: 'Complaint',
  complaint: { complainedRecipients: to(...addresses) },
});

async function outcomeOf(...events: readonly unknown[]) {
  const customers = new MemoryCustomerStore();
  const counts: number[] = [];
  for (const event of events) counts.push(await recordMailEvent(customers, JSON.stringify(event), monday));
  const suppressed = Object.fromEntries(
    [...customers.customers.values()].map(({ email, suppressed }) => [email, suppressed?.reason]),
  );
  return { customers, counts, suppressed };
}

describe('what the mail service says of a mail', () => {
  it('stops mail to addresses that bounced for good', async () => {
    const { suppressed, counts } = await outcomeOf(bounce('Permanent', 'ana@example.com', 'tom@example.com'));
    expect(suppressed).toEqual({ 'ana@example.com': 'bounced', 'tom@example.com': 'bounced' });
    expect(counts).toEqual([2]);
  });

  it.each(['Transient', 'Undetermined'])('takes a bounce that is %s for bad luck', async (kind) => {
    expect(await outcomeOf(bounce(kind, 'ana@example.com'))).toMatchObject({ suppressed: {}, counts: [0] });
  });

  it('stops mail to whoever complained', async () => {
    expect((await outcomeOf(complaint('ana@example.com'))).suppressed).toEqual({
      'ana@example.com': 'complained',
    });
  });

  it('keeps the first reason, and hears the same event twice as once', async () => {
    const said = complaint('ana@example.com');
    const { suppressed } = await outcomeOf(said, bounce('Permanent', 'ana@example.com'), said);
    expect(suppressed).toEqual({ 'ana@example.com': 'complained' });
  });

  it.each([
    'Ana <ana@example.com>',
    '"Ana, <b>" <Ana@Example.com> ',
    ' ANA@example.com',
    '<ana@example.com>',
  ])('knows the recipient %s by the bare address', async (recipient) => {
    const { customers } = await outcomeOf(complaint(recipient));
    expect(await customers.get(customerKeyOf('ana@example.com'))).toMatchObject({ email: 'ana@example.com' });
  });

  it.each(['Delivery', 'Send', 'Open', 'Reject', 'DeliveryDelay'])(
    'means nothing when it is a %s',
    async (eventType) => {
      expect(await outcomeOf({ eventType, mail: { messageId: 'm-1' } })).toMatchObject({
        suppressed: {},
        counts: [0],
      });
    },
  );

  it.each([
    { eventType: 'Bounce' },
    { eventType: 'Complaint', complaint: {} },
    { ...bounce('Permanent'), bounce: 7 },
  ])('is kept and looked at when a bounce or a complaint names nobody: %j', async (event) => {
    await expect(outcomeOf(event)).rejects.toThrow();
  });

  it('is kept and looked at when it is no event at all', async () => {
    const customers = new MemoryCustomerStore();
    const garbage = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify({ value })),
    );
    await fc.assert(
      fc.asyncProperty(garbage, async (message) => {
        await expect(recordMailEvent(customers, message, monday)).rejects.toThrow();
      }),
    );
    expect(customers.customers.size).toBe(0);
  });
});
