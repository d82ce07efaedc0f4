import type { Reading } from '../../functions/domain/feedback.ts';
import type { Check, CheckedResponse } from './check.ts';

/** A check for other programs: what would be recorded, what was ignored and why. */
export function checkAsJson({ deliveries, responses }: Check, files: readonly string[]): object {
  const reasons = deliveries.flatMap(({ unreadable }, index) => {
    if (unreadable === undefined) return [];
    return [deliveries.length === 1 ? unreadable : `${files[index]}: ${unreadable}`];
  });
  const explanations = deliveries.flatMap(({ messages }) =>
    messages.flatMap(({ explanation }) => explanation ?? []),
  );
  return {
    deliveries: deliveries.flatMap(({ readings }) => readings.map(deliveryIn)),
    feedback: responses.map(feedbackIn),
    ignored: explanations.flatMap(({ lines }) =>
      lines.flatMap(({ path, names, fate }) =>
        fate.kind === 'used' ? [] : [{ path, names, why: fate.text }],
      ),
    ),
    unanswered: [...new Set(explanations.flatMap(({ unanswered }) => unanswered))],
    ...(reasons.length > 0 && { unreadable: reasons.join('\n') }),
  };
}

function deliveryIn(reading: Reading): object {
  const { deliveryId: id, kind } = reading;
  switch (kind) {
    case 'response':
    case 'deletion':
      return { id, kind, responseId: reading.responseId, order: reading.order };
    case 'announcement':
      return { id, kind, responseId: reading.announced.responseId, announced: reading.announced };
    case 'unsubscribe':
      return { id, kind, email: reading.email };
    case 'nothing':
      return { id, kind, reason: reading.reason };
  }
}

/** As it would be stored, but for its sentiment, which is found later, and what counts writes. */
function feedbackIn({ feedback, opening }: CheckedResponse): object {
  const { revision: _, sentimentPending: __, ...recorded } = feedback;
  const { type: ___, ...decided } = opening ?? { type: 'opened' };
  return { ...recorded, opensCase: opening === undefined ? null : decided };
}
