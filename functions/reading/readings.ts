import type { Delivery } from '../domain/delivery.ts';
import type { Reading } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { SourceConfiguration } from '../domain/source.ts';
import { deliveryIdOf } from '../identifiers.ts';
import { announcedMessages } from './announced.ts';
import { importedMessages } from './imported.ts';
import { answersOf, instantIn } from './mapping.ts';
import { type Message, type Provider, UnreadableBodyError, type Version } from '../providers/provider.ts';
import { providerNamed } from '../providers/providers.ts';

/** A tool whose clock runs ahead must not outrank its own corrections for ever. */
const furthestAhead = 86_400_000;

/**
 * Reads an authentic delivery by its provider's dialect and its source's mapping; it may hold several messages, or
 * none. @throws UnreadableBodyError
 */
export function readingsOf(delivery: Delivery, source: SourceConfiguration): readonly Reading[] {
  const provider = providerNamed(source.provider);
  return messagesOf(delivery, provider).map((message) => readingOf(message, delivery, source, provider));
}

/** What the delivery says before its questions are mapped. @throws UnreadableBodyError */
export function messagesOf(delivery: Delivery, provider: Provider): readonly Message[] {
  const { way = 'posted' } = delivery;
  if (way === 'posted') return provider.read(delivery);
  if (way === 'imported') return importedMessages(delivery, provider);
  if (way === 'announced') return announcedMessages(delivery);
  if (provider.api === undefined) throw new UnreadableBodyError('body: this tool has no API to fetch from');
  return provider.api.read(delivery);
}

function readingOf(
  message: Message,
  delivery: Delivery,
  source: SourceConfiguration,
  provider: Provider,
): Reading {
  const { kind, id } = message;
  const deliveryId = deliveryIdOf(delivery.source, id);
  switch (kind) {
    case 'response': {
      const { responseId, version } = message.response;
      if (mustBeConfirmed(delivery, source))
        return { kind: 'announcement', deliveryId, announced: { responseId } };
      const answers = answersOf(message.response, source, provider.questions);
      return {
        kind,
        deliveryId,
        responseId,
        order: orderOf(instantIn(source, version.at), version, delivery.receivedAt),
        answers,
      };
    }
    case 'deletion': {
      const { responseId, version } = message;
      return {
        kind,
        deliveryId,
        responseId,
        order: orderOf(instantIn(source, version.at), version, delivery.receivedAt),
      };
    }
    case 'announcement':
      return { kind, deliveryId, announced: message.announced };
    case 'unsubscribe':
      return { kind, deliveryId, email: message.email };
    case 'nothing':
      return { kind, deliveryId, reason: message.reason };
  }
}

/** What an unsigned call claims may be anybody's; what the tool's API answers is the tool's. */
function mustBeConfirmed({ way = 'posted' }: Delivery, { confirm }: SourceConfiguration): boolean {
  return confirm && way === 'posted';
}

function orderOf(at: Instant | undefined, { rank = 0 }: Version, receivedAt: Instant): number {
  return Math.min(at ?? receivedAt, receivedAt + furthestAhead) * 10 + rank;
}
