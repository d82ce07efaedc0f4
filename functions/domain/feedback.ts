import type { Instant } from './instant.ts';

export const metrics = ['nps', 'csat', 'ces', 'stars'] as const;
export type Metric = (typeof metrics)[number];

/** Inclusive bounds of the numbers that a customer could choose from. */
export interface Scale {
  readonly min: number;
  readonly max: number;
}

export type Direction = 'higher-is-better' | 'lower-is-better';

export const npsBands = ['detractor', 'passive', 'promoter'] as const;
export const satisfactionBands = ['dissatisfied', 'neutral', 'satisfied'] as const;
export type Band = (typeof npsBands)[number] | (typeof satisfactionBands)[number];

/** A score never travels without its metric, scale and direction. */
export interface Rating {
  readonly metric: Metric;
  readonly score: number;
  readonly scale: Scale;
  readonly direction: Direction;
  readonly band: Band;
}

export const sentimentLabels = ['positive', 'negative', 'neutral', 'mixed'] as const;
export type SentimentLabel = (typeof sentimentLabels)[number];

/** What a comment's tone was found to be; `confidence` is 0 to 1 and belongs to the label. */
export interface Sentiment {
  readonly label: SentimentLabel;
  readonly confidence: number;
  readonly language: string;
}

/** The person who answered, as far as the survey tool says. */
export interface Respondent {
  readonly id?: string;
  readonly email?: string;
  readonly name?: string;
  readonly locale?: string;
}

/** What one delivery says of a response. An absent field says nothing; it does not clear what was said before. */
export interface Answers {
  readonly survey?: string;
  /** The answer to the main question. */
  readonly rating?: Rating;
  /** The answers to further rating questions, by the question's id in the configuration. */
  readonly scores?: Readonly<Record<string, Rating>>;
  readonly comment?: string;
  readonly language?: string;
  readonly submittedAt?: Instant;
  readonly contactRequested?: boolean;
  /** When the customer would like to be contacted, in their own words. */
  readonly contactTime?: string;
  readonly channel?: string;
  readonly customer?: Respondent;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** One delivery, read. `order` grows with the provider's own notion of newer; arrival says nothing about it. */
export type Reading =
  | {
      readonly kind: 'response';
      readonly deliveryId: string;
      readonly responseId: string;
      readonly order: number;
      readonly answers: Answers;
    }
  | {
      readonly kind: 'deletion';
      readonly deliveryId: string;
      readonly responseId: string;
      readonly order: number;
    }
  | {
      /** Says that there is a response, not what it says: it is to be fetched. */
      readonly kind: 'announcement';
      readonly deliveryId: string;
      readonly announced: Announced;
    }
  | {
      /** A customer told the survey tool that they want no more mail. */
      readonly kind: 'unsubscribe';
      readonly deliveryId: string;
      readonly email: string;
    }
  | { readonly kind: 'nothing'; readonly deliveryId: string; readonly reason: NotAResponse };

/** What the tool's API is asked for. */
export interface Announced {
  readonly responseId: string;
  /** The tool's id of the survey, where its API wants both. */
  readonly survey?: string;
}

/** Why a delivery holds no answer of a customer. */
export type NotAResponse = 'ping' | 'test' | 'preview' | 'dismissed' | 'no-answer-yet' | 'unsupported-event';

/**
 * A normalised response: the newest truth that its deliveries tell, in whatever order they came.
 * `order` is that of its newest delivery, `orders` those of fields that an older one gave.
 */
export interface Feedback {
  readonly id: string;
  readonly source: string;
  readonly responseId: string;
  /** Counts the writes of this item; a write names the revision that it read. */
  readonly revision: number;
  readonly receivedAt: Instant;
  readonly order: number;
  readonly orders?: Readonly<Record<string, number>>;
  /** Set once the provider said that the customer's answer was deleted: what they said is gone, the id remains. */
  readonly deleted?: true;
  readonly answers: Answers;
  /** Language of the comment, as found; an ISO 639-1 code. */
  readonly language?: string;
  readonly sentiment?: Sentiment;
  /** True while a comment waits for its sentiment. */
  readonly sentimentPending?: true;
  readonly themes: readonly string[];
  /** Groups a person's feedback and mail over sources; absent when the response names nobody. */
  readonly customerKey?: string;
  readonly caseId?: string;
  /** True while all that is known of it was imported: it is history, and opens no case. */
  readonly historic?: true;
}

/** A response's scores, the main one first. */
export function ratingsOf({ rating, scores }: Answers): readonly Rating[] {
  return [...(rating === undefined ? [] : [rating]), ...Object.values(scores ?? {})];
}

/** When the customer spoke: the tool's time where it gives one, else when the first delivery came. */
export function spokeAt(feedback: Feedback): Instant {
  return feedback.answers.submittedAt ?? feedback.receivedAt;
}

/** The language in which to answer a customer, best evidence first; absent when there is none. */
export function languageOf({ language, answers }: Feedback): string | undefined {
  return language ?? answers.language ?? answers.customer?.locale;
}
