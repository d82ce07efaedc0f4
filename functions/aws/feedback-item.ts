import * as z from 'zod';
import {
  type Answers,
  type Feedback,
  metrics,
  npsBands,
  type Rating,
  satisfactionBands,
  sentimentLabels,
  spokeAt,
} from '../domain/feedback.ts';
import type { EarlierFeedback } from '../ports.ts';
import { readStored } from './stored.ts';

/**
 * One item per feedback. The rating lies at the top level because the index `by-customer` projects it; the rest of
 * what was answered is nested, so that a common item stays under 1 kB: one write unit.
 */

const optionalText = z.exactOptional(z.string());
const instant = z.number();
const band = z.enum([...npsBands, ...satisfactionBands]);

const rating = z.object({
  metric: z.enum(metrics),
  score: z.number(),
  scale: z.object({ min: z.number(), max: z.number() }),
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  band,
}) satisfies z.ZodType<Rating>;

const restOfAnswers = z.object({
  survey: optionalText,
  comment: optionalText,
  language: optionalText,
  submittedAt: z.exactOptional(instant),
  contactRequested: z.exactOptional(z.boolean()),
  contactTime: optionalText,
  channel: optionalText,
  customer: z.exactOptional(
    z.object({ id: optionalText, email: optionalText, name: optionalText, locale: optionalText }),
  ),
  attributes: z.exactOptional(z.record(z.string(), z.string())),
  scores: z.exactOptional(z.record(z.string(), rating)),
}) satisfies z.ZodType<Omit<Answers, 'rating'>>;

const feedbackItem = z.object({
  id: z.string(),
  source: z.string(),
  responseId: z.string(),
  revision: z.number(),
  receivedAt: instant,
  order: z.number(),
  orders: z.exactOptional(z.record(z.string(), z.number())),
  deleted: z.exactOptional(z.literal(true)),
  answers: restOfAnswers,
  language: optionalText,
  sentiment: z.exactOptional(
    z.object({ label: z.enum(sentimentLabels), confidence: z.number(), language: z.string() }),
  ),
  sentimentPending: z.exactOptional(z.literal(true)),
  themes: z.array(z.string()),
  customerKey: optionalText,
  caseId: optionalText,
  historic: z.exactOptional(z.literal(true)),
}) satisfies z.ZodType<Feedback>;

const rated = z.object({ metric: z.string() });

const earlierFeedback = z.object({
  id: z.string(),
  at: instant,
  metric: optionalText,
  score: z.exactOptional(z.number()),
  band: optionalText,
  caseId: optionalText,
}) satisfies z.ZodType<EarlierFeedback>;

export function itemOfFeedback(feedback: Feedback) {
  const { answers, ...rest } = feedback;
  const { rating: given, ...said } = answers;
  return { ...rest, at: spokeAt(feedback), ...given, answers: said };
}

/** @throws Error when the item is none that a feedback store wrote. */
export function feedbackOfItem(item: unknown): Feedback {
  const read = readStored(feedbackItem, item, 'stored feedback');
  if (!rated.safeParse(item).success) return read;
  return { ...read, answers: { ...read.answers, rating: readStored(rating, item, 'a stored rating') } };
}

/** @throws Error when the index holds something else. */
export function earlierFeedbackOfItem(item: unknown): EarlierFeedback {
  return readStored(earlierFeedback, item, 'earlier feedback');
}
