import { createHash } from 'node:crypto';
import type { Configuration } from '../domain/configuration.ts';
import type { Delivery, SetAside } from '../domain/delivery.ts';
import type { Reading } from '../domain/feedback.ts';
import { deliveryIdOf } from '../identifiers.ts';
import { UnreadableBodyError } from '../providers/provider.ts';
import { readingsOf } from '../reading/readings.ts';
import { errorName } from '../runtime/log.ts';

export type DeliveryContents =
  | { readonly kind: 'read'; readonly readings: readonly Reading[] }
  | { readonly kind: 'unreadable'; readonly setAside: SetAside };

/**
 * Reads an authentic delivery. Whatever goes wrong, a fault of the adapter's included, the delivery is whole and
 * authentic: it is set aside, as no number of retries would read it and nothing of it may be lost.
 */
export function contentsOf(delivery: Delivery, { sources }: Configuration): DeliveryContents {
  const source = Object.hasOwn(sources, delivery.source) ? sources[delivery.source] : undefined;
  if (source === undefined) return unreadable(delivery, 'the source is not configured');
  try {
    return { kind: 'read', readings: readingsOf(delivery, source) };
  } catch (error) {
    if (error instanceof UnreadableBodyError) return unreadable(delivery, error.message);
    return unreadable(delivery, `the adapter failed: ${errorName(error)}`);
  }
}

/** The provider's event id may be among what cannot be read; the body itself names its repeats. */
function unreadable(delivery: Delivery, reason: string): DeliveryContents {
  const digest = createHash('sha256').update(delivery.body).digest('base64url');
  return {
    kind: 'unreadable',
    setAside: { id: deliveryIdOf(delivery.source, `unread-${digest}`), delivery, reason },
  };
}
