import type { Delivery } from '../domain/delivery.ts';
import type { Announced, Metric, NotAResponse, Scale } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { Question } from '../domain/rating.ts';
import type { AnswerRole, SourceConfiguration } from '../domain/source.ts';

/** A webhook call before anybody believes it. */
export interface SignedRequest {
  readonly method: string;
  /** The whole address as the tool called it, with its query. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The secret in the path, `/hooks/{source}/{secret}`, where there is one. */
  readonly pathSecret?: string | undefined;
  /** The bytes as they were sent: signatures are made over them, never over parsed and rewritten JSON. */
  readonly body: Buffer;
}

/** How a tool's calls are proven. */
export interface Authentication {
  /** The name under which operators and local clients know how to sign. */
  readonly scheme: string;
  /** Headers, in lower case, that hold the proof. */
  readonly proofs: readonly string[];
  /** Whether the secret may stand in the path. */
  readonly inPath: boolean;
  /** Whether one of the live secrets signed the request. Every secret meets every signature, however early one fits. */
  isAuthentic(request: SignedRequest, secrets: readonly string[], now: Instant): boolean;
}

/** One survey tool's dialect: how its calls are proven and what its bodies mean. */
export interface Provider {
  readonly authentication: Authentication;
  /** Seconds that the tool waits for an answer; absent where its makers do not say. */
  readonly answerWithin?: number;
  /** The one answer that the tool takes for a success, where 202 is not. */
  readonly success?: 200;
  /** Whether the tool checks an address by HEAD or GET before it uses it. */
  readonly checksAddress: boolean;
  /** Headers, in lower case, that `read` needs; they travel with the delivery. Never the signature. */
  readonly headers: readonly string[];
  /** Roles of questions that are the same in every account; a configured role of the same id comes first. */
  readonly questions: readonly UsualRole[];
  /** The tool's words for what happened, each with what becomes of it; whatever is not listed is `unsupported-event`. */
  readonly events: Readonly<Record<string, EventMeaning>>;
  /**
   * Reads a delivery that was posted; it may hold several messages, or none.
   * @throws UnreadableBodyError
   */
  read(delivery: Delivery): readonly Message[];
  readonly api?: ProviderApi;
}

export type EventMeaning = Message['kind'] | NotAResponse;

/** A role that needs no configuration. A rating without a question takes it from the body, or from the configuration. */
export type UsualRole =
  | Exclude<AnswerRole, { as: 'rating' }>
  | { readonly id: string; readonly as: 'rating'; readonly question?: Question };

/** What a delivery tells, before the configuration says what its questions mean. `id` is the tool's own of the event. */
export type Message =
  | { readonly kind: 'response'; readonly id: string; readonly response: GivenResponse }
  | { readonly kind: 'deletion'; readonly id: string; readonly responseId: string; readonly version: Version }
  | { readonly kind: 'announcement'; readonly id: string; readonly announced: Announced }
  | { readonly kind: 'unsubscribe'; readonly id: string; readonly email: string }
  | { readonly kind: 'nothing'; readonly id: string; readonly reason: NotAResponse };

/** Which of two tellings of a response is the newer: by the tool's time, then by rank, 0 to 9. */
export interface Version {
  /** The time of arrival where the tool gives none. */
  readonly at?: GivenMoment | null | undefined;
  readonly rank?: number;
}

/**
 * A moment, or the time on a clock whose zone the configuration knows: `2026-11-23 12:58:00`. `zone` is where the
 * tool's clocks usually stand; UTC when left out.
 */
export type GivenMoment = Instant | { readonly local: string; readonly zone?: string };

/** A response as the tool tells it. Texts are as they came; empty ones are as good as missing. */
export interface GivenResponse {
  readonly responseId: string;
  readonly version: Version;
  /** The survey where the sender decides how it is called. */
  readonly survey?: string | null | undefined;
  /** The survey's title in the tool; the configuration's name comes first. */
  readonly surveyName?: string | null | undefined;
  /** The tool's id of the survey, where nobody calls it anything. */
  readonly surveyId?: string | number | null | undefined;
  readonly channel?: string | null | undefined;
  readonly language?: string | null | undefined;
  readonly submittedAt?: GivenMoment | null | undefined;
  readonly contactRequested?: boolean | null | undefined;
  /** When the customer would like to be contacted. */
  readonly contactTime?: string | null | undefined;
  readonly customer?: {
    readonly id?: string | number | null | undefined;
    readonly email?: string | null | undefined;
    readonly name?: string | null | undefined;
    readonly locale?: string | null | undefined;
  };
  readonly answers: readonly GivenAnswer[];
  /** What the form carried along: hidden fields, embedded data, traits. Only configured ones are kept. */
  readonly hidden?: readonly (readonly [name: string, value: unknown])[];
  /** What the sender says to keep. */
  readonly attributes?: readonly (readonly [name: string, value: unknown])[];
  /** Ids of all questions of the form, where the body lists them; answers tell them otherwise. */
  readonly asked?: readonly string[];
  /** False while the customer is not done: a form without any mapped answer is no mistake then. */
  readonly complete?: boolean;
}

/** One answer. An unanswered question has none. */
export interface GivenAnswer {
  /** What the configuration may call the question: the tool's id first, then its other stable names. */
  readonly names: readonly string[];
  /** Where it stands in the body. */
  readonly path: string;
  readonly value: GivenValue;
  /** Ids of the chosen options, where the tool has some. */
  readonly options?: readonly string[];
  /** What the body itself says of the question. */
  readonly asked?: AskedQuestion;
}

export interface AskedQuestion {
  readonly metric?: Metric | undefined;
  readonly scale?: Scale | undefined;
  /** True where the sender's word outranks the configuration; elsewhere a contradiction is a mistake. */
  readonly decides?: true;
}
export type GivenValue = string | number | boolean | readonly string[];

/** A survey tool's API: where it lives and how it is asked. Nothing of a webhook's body chooses the host. */
export interface ProviderApi {
  /** @throws Error that says which setting is missing */
  host(source: SourceConfiguration): string;
  /** Headers that carry the credential. */
  authorize(credential: string): Readonly<Record<string, string>>;
  /**
   * Fetches one response as a document that `read` understands; absent where the tool has no such call. The credential
   * is for tools whose answers have to be deciphered with it.
   */
  readonly fetchOne?: (
    ask: Ask,
    wanted: Announced,
    source: SourceConfiguration,
    credential?: string,
  ) => Promise<unknown>;
  /** Responses that were given or changed since, a page at a time, each as a document that `read` understands. */
  readonly listSince?: (ask: Ask, since: Instant, source: SourceConfiguration) => AsyncIterable<ListedPage>;
  /**
   * Reads a fetched document.
   * @throws UnreadableBodyError
   */
  read(delivery: Delivery): readonly Message[];
}

export interface ListedPage {
  readonly documents: readonly unknown[];
}

/** Asks the tool's API and answers with the JSON, or the text, that it gives. @throws ApiError */
export type Ask = (question: ApiQuestion) => Promise<unknown>;

export interface ApiQuestion {
  readonly method?: 'GET' | 'POST';
  /** From the root, with its query; the host is the API's. */
  readonly path: string;
  readonly body?: unknown;
  /** `text` for answers that are no JSON. */
  readonly as?: 'json' | 'text';
}

/** The API answered with something other than success. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Milliseconds that the API asks to wait, where it says. */
  readonly retryAfter: number | undefined;

  constructor(status: number, retryAfter?: number) {
    super(`the API answered ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** An authentic body that is not understood. The message names paths and what was expected there, never a value. */
export class UnreadableBodyError extends Error {
  override readonly name = 'UnreadableBodyError';
}
