import * as z from 'zod';
import type { Delivery, SetAside } from '../domain/delivery.ts';
import type { Announced } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { deliveryIdOf } from '../identifiers.ts';
import type { Message } from '../providers/provider.ts';
import { id } from './given-text.ts';
import { readJson } from './json-body.ts';

/**
 * A response that was announced and could not be fetched, kept as a delivery of our own. Read again it is the same
 * announcement, whatever body the survey tool had told it by.
 */
const announcedBody = z.object({ responseId: id, survey: z.exactOptional(z.string()) });

/** What is set aside of an announcement; the same response is set aside once. */
export function unfetched(
  { source, receivedAt, announced }: { source: string; receivedAt: Instant; announced: Announced },
  reason: string,
): SetAside {
  const body = Buffer.from(JSON.stringify(announced));
  return {
    id: deliveryIdOf(source, nameOf(announced)),
    delivery: { source, receivedAt, way: 'announced', headers: {}, body },
    reason,
  };
}

/** @throws UnreadableBodyError */
export function announcedMessages({ body }: Delivery): readonly Message[] {
  const announced = readJson(body, announcedBody);
  return [{ kind: 'announcement', id: nameOf(announced), announced }];
}

function nameOf({ responseId }: Announced): string {
  return `announced-${responseId}`;
}
