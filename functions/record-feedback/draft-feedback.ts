import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from '../domain/configuration.ts';
import type { Feedback, Sentiment } from '../domain/feedback.ts';
import { type Arrival, merge } from '../domain/merge.ts';
import { decideOpening } from '../domain/opening.ts';
import { anonymousKeyOf, caseIdOf, customerKeyOf } from '../identifiers.ts';
import { readComment } from '../read-comment/read-comment.ts';
import type { CustomerHistory } from './customer-history.ts';

/** A comment as its sentiment was asked for; `sentiment` is undefined where the service has none for it. */
export interface Tone {
  readonly text: string;
  readonly language: string;
  readonly sentiment: Sentiment | undefined;
}

/** A draft with a case if a rule asks for one. The very object `before` when nothing is new. */
export async function draftWithCase(
  before: Feedback | undefined,
  arrivals: readonly Arrival[],
  configuration: Configuration,
  history: CustomerHistory,
  tone?: Tone,
): Promise<Feedback> {
  const draft = draftFeedback(before, arrivals, configuration, tone);
  if (draft === before || draft.deleted) return draft;
  const drafted = withCase(draft, await history.of(draft), configuration);
  return before !== undefined && isDeepStrictEqual(before, drafted) ? before : drafted;
}

/**
 * What a response is after its deliveries came: merged and read; no rule is asked. A comment whose tone is not at hand
 * is marked as waiting for it. The very object `before` when no delivery is new.
 */
export function draftFeedback(
  before: Feedback | undefined,
  arrivals: readonly Arrival[],
  configuration: Configuration,
  tone?: Tone,
): Feedback {
  let merged = before;
  for (const arrival of arrivals) merged = merge(merged, arrival);
  if (merged === undefined) throw new RangeError('no deliveries to make feedback of');
  if (merged.deleted || (merged === before && !before.sentimentPending)) return merged;
  return withTone(described(withHistory(merged, before, arrivals), configuration), before, tone);
}

/**
 * Puts the case on feedback that a rule wants answered; a case that was decided once stays.
 * @param history what the same customer said, for rules that ask for it
 */
export function withCase(
  feedback: Feedback,
  history: readonly Feedback[],
  configuration: Configuration,
): Feedback {
  if (feedback.historic || feedback.caseId !== undefined) return feedback;
  return decideOpening(feedback, history, configuration)
    ? { ...feedback, caseId: caseIdOf(feedback.id) }
    : feedback;
}

/** What was imported is history until the survey tool itself tells something new of it. */
function withHistory(merged: Feedback, before: Feedback | undefined, arrivals: readonly Arrival[]): Feedback {
  const wasHistory = before === undefined || before.historic === true;
  const { historic: _, ...rest } = merged;
  return wasHistory && arrivals.every(({ historic }) => historic) ? { ...rest, historic: true } : rest;
}

function described(merged: Feedback, configuration: Configuration): Feedback {
  const { language: _, customerKey: __, ...rest } = merged;
  const customerKey = keyOf(merged);
  const reading = readComment(merged.answers, configuration);
  return { ...rest, ...reading, ...(customerKey !== undefined && { customerKey }) };
}

function keyOf({ source, answers: { customer } }: Feedback): string | undefined {
  if (customer?.email !== undefined) return customerKeyOf(customer.email);
  return customer?.id === undefined ? undefined : anonymousKeyOf(source, customer.id);
}

function withTone(feedback: Feedback, before: Feedback | undefined, tone: Tone | undefined): Feedback {
  const { sentiment, sentimentPending: _, ...rest } = feedback;
  const { language } = rest;
  const { comment } = rest.answers;
  if (comment === undefined || language === undefined) return rest;
  const isKnown = before !== undefined && before.answers.comment === comment && before.language === language;
  if (isKnown && !before.sentimentPending) return sentiment === undefined ? rest : { ...rest, sentiment };
  if (tone?.text !== comment || tone.language !== language) return { ...rest, sentimentPending: true };
  return tone.sentiment === undefined ? rest : { ...rest, sentiment: tone.sentiment };
}
