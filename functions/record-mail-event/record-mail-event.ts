import * as z from 'zod';
import type { SuppressionReason } from '../domain/customer.ts';
import type { Instant } from '../domain/instant.ts';
import { customerKeyOf } from '../identifiers.ts';
import type { CustomerStore } from '../ports.ts';

const recipients = z.array(z.object({ emailAddress: z.string() }));

/** What SES publishes of a mail, as far as it matters here. A bounce or complaint that names nobody is none of it. */
const mailEvent = z.union([
  z.object({
    eventType: z.literal('Bounce'),
    bounce: z.object({ bounceType: z.string(), bouncedRecipients: recipients }),
  }),
  z.object({ eventType: z.literal('Complaint'), complaint: z.object({ complainedRecipients: recipients }) }),
  z.object({ eventType: z.string().refine((type) => type !== 'Bounce' && type !== 'Complaint') }),
]);

/**
 * Suppresses addresses that bounced for good or whose owner complained.
 * @param message the SES event as JSON
 * @returns how many addresses were suppressed
 * @throws when the message is no SES event, so that it is kept and looked at
 */
export async function recordMailEvent(
  customers: CustomerStore,
  message: string,
  now: Instant,
): Promise<number> {
  const event = mailEvent.parse(JSON.parse(message));
  if ('bounce' in event) {
    if (event.bounce.bounceType !== 'Permanent') return 0;
    return suppressAll(customers, event.bounce.bouncedRecipients, 'bounced', now);
  }
  if ('complaint' in event)
    return suppressAll(customers, event.complaint.complainedRecipients, 'complained', now);
  return 0;
}

async function suppressAll(
  customers: CustomerStore,
  addresses: z.output<typeof recipients>,
  reason: SuppressionReason,
  now: Instant,
): Promise<number> {
  for (const { emailAddress } of addresses) {
    const email = bareAddress(emailAddress);
    await customers.suppress(customerKeyOf(email), email, reason, now);
  }
  return addresses.length;
}

/** `Ana <ana@example.com>` and `ana@example.com` are the same recipient. */
function bareAddress(recipient: string): string {
  return (/<([^<>]+)>\s*$/.exec(recipient)?.[1] ?? recipient).trim().toLowerCase();
}
