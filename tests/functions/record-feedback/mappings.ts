import type * as z from 'zod';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { Delivery } from '../../../functions/domain/delivery.ts';
import { source } from '../../../functions/domain/source.ts';
import {
  configuration,
  noon,
  typeformAnswer,
  typeformBody,
  typeformDelivery,
} from '../../fixtures/deliveries.ts';

/** A form that is mapped wrongly at first, and what its mended mapping makes of the same answers. */

type Roles = z.input<typeof source>['questions'];

const nps = { metric: 'nps', scale: { min: 0, max: 10 } } as const;

/** Takes the shop for the comment, and does not know the score. */
export const wrong = mapped([
  { id: 'shop', as: 'comment' },
  { id: 'email', as: 'email' },
]);

export const mended = mapped([
  { id: 'recommend', as: 'rating', question: nps },
  { id: 'why', as: 'comment' },
  { id: 'email', as: 'email' },
  { id: 'shop', as: 'attribute', name: 'shop' },
]);

export function mapped(questions: Roles, rest: Partial<z.input<typeof source>> = {}): Configuration {
  return withSource('typeform-nps', { provider: 'typeform', questions, ...rest });
}

/** The configuration with one source as it is given here. */
export function withSource(id: string, given: Omit<z.input<typeof source>, 'name'>): Configuration {
  const parsed = source.parse({ name: { en: 'Yearly', fr: 'Annuelle' }, ...given });
  return { ...configuration, sources: { ...configuration.sources, [id]: parsed } };
}

/** A delivery of the form about one response; its answers by the question's ref. */
export function filledIn(
  answers: Readonly<Record<string, string | number>>,
  { id = 'e-1', minute = 58, token = 'token-1', receivedAt = noon } = {},
): Delivery {
  const given = Object.entries(answers).map(([ref, value]) =>
    typeformAnswer(ref, typeof value === 'number' ? 'number' : ref === 'email' ? 'email' : 'text', value),
  );
  const form = { token, submitted_at: `2026-11-23T11:${String(minute).padStart(2, '0')}:00Z` };
  return typeformDelivery(typeformBody(given, form, { event_id: id }), receivedAt);
}

/** A message that asks to build a response anew. */
export function askingFor(feedbackId: string, receivedAt = noon): Delivery {
  const [name = ''] = feedbackId.split('#');
  return { source: name, receivedAt, headers: {}, body: Buffer.alloc(0), rebuild: feedbackId };
}
