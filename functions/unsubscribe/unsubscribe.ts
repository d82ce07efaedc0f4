import type { Instant } from '../domain/instant.ts';
import { readLink } from '../links.ts';
import type { CustomerStore, LinkKeys } from '../ports.ts';

export interface UnsubscribePorts {
  readonly customers: CustomerStore;
  readonly linkKeys: LinkKeys;
}

export type UnsubscribeReading =
  | { readonly kind: 'broken-link' }
  | {
      readonly kind: 'known';
      readonly email: string;
      readonly unsubscribed: boolean;
      readonly customerKey: string;
    };

/** Whom an unsubscribe link is about. Changes nothing. */
export async function readUnsubscribe(
  ports: UnsubscribePorts,
  link: string,
  now: Instant,
): Promise<UnsubscribeReading> {
  const reading = readLink(link, 'unsubscribe', await ports.linkKeys.keys(), now);
  if (reading.kind !== 'granted') return { kind: 'broken-link' };
  const customer = await ports.customers.get(reading.right.customer);
  if (!customer) return { kind: 'broken-link' };
  return {
    kind: 'known',
    email: customer.email,
    unsubscribed: customer.suppressed !== undefined,
    customerKey: customer.key,
  };
}

/** Stops every mail to a customer, once and for all; a second time changes nothing. */
export async function unsubscribe(
  ports: UnsubscribePorts,
  link: string,
  now: Instant,
): Promise<UnsubscribeReading> {
  const reading = await readUnsubscribe(ports, link, now);
  if (reading.kind === 'known')
    await ports.customers.suppress(reading.customerKey, reading.email, 'unsubscribed', now);
  return reading;
}
