import type { CaseEvent, CaseRecord } from './domain/case.ts';
import type { Customer, CustomerMail, SuppressionReason } from './domain/customer.ts';
import type { Delivery, DeliveryRecord, RecordedDelivery, SetAside } from './domain/delivery.ts';
import type { Announced, Feedback, Sentiment } from './domain/feedback.ts';
import type { CampaignTally, Improvement } from './domain/improvement.ts';
import type { Instant } from './domain/instant.ts';
import type { Kept } from './domain/left-to-tell.ts';
import type { Refusals, SourceNote, SourceState } from './domain/source-log.ts';
import type { ApiQuestion } from './providers/provider.ts';

/**
 * What use-cases need of the world. Each port has an adapter in `aws/` and one in `tests/memory/`;
 * both pass the same contract suite in `tests/contracts/`.
 */

/** Somebody else wrote in between: read again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

export interface DeliveryStore {
  /**
   * Remembers a delivery's outcome; a repeat of what is already recorded changes nothing. A body of more than 300 kB
   * gzipped is not kept, its delivery is recorded all the same.
   */
  record(delivery: DeliveryRecord): Promise<'first' | 'repeat'>;
  /** What was recorded for a response in the last hundred days, with the bodies that are kept; in no order. */
  keptOf(feedbackId: string): Promise<readonly RecordedDelivery[]>;
  /** Deliveries that are kept and were received from a time on and before another; reads the whole table. */
  listKept(wanted: KeptRange): AsyncIterable<KeptListing>;
  /** Writes down that a kept delivery is read as another telling of its response by now. */
  reorderKept(feedbackId: string, deliveryId: string, order: number): Promise<void>;
  /** Forgets the bodies that are kept of a response; that its deliveries were recorded is remembered. */
  forgetKept(feedbackId: string): Promise<void>;
  /** Keeps an unreadable delivery whole, whatever its size; the same id twice is kept once. */
  setAside(unreadable: SetAside): Promise<void>;
  /** Deliveries that wait to be replayed, oldest first within a source; all sources when none is named. */
  listSetAside(source?: string): AsyncIterable<SetAside>;
  /** Forgets a set-aside delivery, once it was read after all. */
  forgetSetAside(id: string): Promise<void>;
}

export interface KeptRange {
  /** All sources when left out. */
  readonly source?: string;
  readonly from?: Instant;
  readonly to?: Instant;
}

export interface KeptListing {
  readonly feedbackId: string;
  readonly deliveryId: string;
  readonly receivedAt: Instant;
}

/** What a source's operator asks for: when it last worked, and what went wrong since. */
export interface SourceLog {
  note(source: string, note: SourceNote): Promise<void>;
  read(source: string): Promise<SourceState>;
}

/** A person's earlier feedback, as much of it as a case owner is shown. */
export interface EarlierFeedback {
  readonly id: string;
  readonly at: Instant;
  readonly metric?: string;
  readonly score?: number;
  readonly band?: string;
  readonly caseId?: string;
}

export interface FeedbackStore {
  get(id: string): Promise<Feedback | undefined>;
  /** Several at once; what is not there is left out. At most 100 ids. */
  getMany(ids: readonly string[]): Promise<readonly Feedback[]>;
  /**
   * Writes `feedback`, whose `revision` is one more than what was read (1 when there was nothing).
   * @throws ConflictError when the stored revision is another.
   */
  save(feedback: Feedback): Promise<void>;
  /** What was said since then, deleted answers among it, in no order; reads the whole table. */
  list(since: Instant): AsyncIterable<Feedback>;
  /** What a person said, newest first. */
  ofCustomer(customerKey: string, limit: number): Promise<readonly EarlierFeedback[]>;
  /** A page of feedback that speaks of a theme since then; `next` is absent on the last page. Pages may be empty. */
  withTheme(
    theme: string,
    since: Instant,
    cursor?: string,
  ): Promise<{ items: readonly Feedback[]; next?: string }>;
}

/** Where a case's execution waits. */
export interface Wait {
  readonly token: string;
  /** How many events the case had when the wait's length was computed. */
  readonly events: number;
}

export interface StoredCase extends CaseRecord {
  readonly wait?: Wait;
}

export interface CaseStore {
  /** Creates a case with its first events; when it exists already, nothing changes. */
  open(record: CaseRecord): Promise<'opened' | 'existing'>;
  get(id: string): Promise<StoredCase | undefined>;
  /** Several at once, in no order; what is not there is left out. At most 100 ids. */
  getMany(ids: readonly string[]): Promise<readonly StoredCase[]>;
  /**
   * Adds events to a case as it was read, and lists it where it then belongs (`listingOf`).
   * @throws ConflictError when the case has other events by now.
   */
  append(record: CaseRecord, events: readonly CaseEvent[]): Promise<StoredCase>;
  /** Remembers where the execution waits and answers with the case as it is at that very moment. */
  awaitOwner(id: string, wait: Wait): Promise<StoredCase>;
  /** Ids of cases that are not closed. */
  listOpen(): AsyncIterable<string>;
  /** How many cases lie with an owner, resolved ones left out; perhaps as of a moment ago. */
  countOpenWith(owner: string): Promise<number>;
  /** Ids of cases that were closed on a day of UTC, `YYYY-MM-DD`. */
  listClosedOn(day: string): AsyncIterable<string>;
  /** Every case there ever was, in no order; reads the whole table, which no function of the app may. */
  list(): AsyncIterable<StoredCase>;
}

/** The case that a customer has; its feedback, should it still have to be opened. */
export interface CaseClaim {
  readonly caseId: string;
  readonly feedbackId: string;
}

export interface CustomerStore {
  get(key: string): Promise<Customer | undefined>;
  /** The first reason stays; later ones change nothing. */
  suppress(key: string, email: string, reason: SuppressionReason, at: Instant): Promise<void>;
  /**
   * Claims a customer for a case. The first claim stays, until it is claimed anew with its case as the one to replace.
   * @returns the claim that holds then, whosoever it is
   */
  claimCase(key: string, claim: CaseClaim, replaced?: string): Promise<CaseClaim>;
  /** At most one caller ever gets `claimed` for a mail id of a customer. Also remembers `lastMailed` for the purpose. */
  claimMail(mail: CustomerMail, at: Instant): Promise<'claimed' | 'taken'>;
  /** Whether the mail was claimed at any time. */
  wasMailed(key: string, mailId: string): Promise<boolean>;
  /** Gives a claim back: the mail certainly did not go out, and somebody may try again. */
  releaseMail(mail: CustomerMail): Promise<void>;
  /** Notes what the mail service said to a claimed mail. */
  settleMail(
    mail: CustomerMail,
    result: { readonly messageId: string } | { readonly error: string },
  ): Promise<void>;
}

export interface ImprovementStore {
  /** Keeps an improvement; the first one of an id stays. */
  register(improvement: Improvement): Promise<Improvement>;
  get(id: string): Promise<Improvement | undefined>;
  saveTally(id: string, tally: CampaignTally): Promise<void>;
}

/** A message that somebody did not get for itself, as they had had enough that day. */
export interface Collected extends Kept {
  /** Names it among all messages to them. */
  readonly key: string;
  readonly caseId: string;
}

/** A morning's list that went out. */
export interface Digested {
  /** Where its reader lives, `YYYY-MM-DD`. */
  readonly day: string;
  /** What was closed before was on it, or on one before. */
  readonly at: Instant;
}

/** What colleagues were told on their days, and what waits for their next overview. */
export interface OwnerStore {
  /**
   * Counts a message to somebody on a day of theirs, each key once. Where `most` others were counted it is collected
   * for their overview instead; told again, it stays what it was that day.
   */
  admit(owner: string, day: string, message: Collected, most: number): Promise<'send' | 'collected'>;
  /** What waits for somebody's overview, oldest first; of more than `most` it is any so many. */
  collectedFor(owner: string, most: number): Promise<readonly Collected[]>;
  /** Everybody for whom something waits; perhaps as of a moment ago. */
  listCollecting(): AsyncIterable<string>;
  /** Forgets what an overview has told. */
  forgetCollected(owner: string, keys: readonly string[]): Promise<void>;
  /** At most one caller gets `true` for somebody until `every` milliseconds have passed. */
  claimOverview(owner: string, at: Instant, every: number): Promise<boolean>;
  /** Gives a claim back, as there was no overview after all: somebody may claim it at once. */
  releaseOverview(owner: string, at: Instant): Promise<void>;
  /** When somebody got a list of a name last, and of which day of theirs it was. */
  lastDigest(owner: string, name: string): Promise<Digested | undefined>;
  noteDigest(owner: string, name: string, digested: Digested): Promise<void>;
}

/** A delivery that can never be taken in, however often it is sent: it does not fit into a message. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

export interface Intake {
  /**
   * Resolves once the delivery is safe; rejects when it is not.
   * @throws TooLargeError when it can never be.
   */
  accept(delivery: Delivery): Promise<void>;
  /** Leaves word that calls to a configured source were refused. */
  noteRefusals(refusals: Refusals): Promise<void>;
}

/** What comes out of the intake. */
export type IntakeMessage =
  | { readonly kind: 'delivery'; readonly delivery: Delivery }
  | { readonly kind: 'refusals'; readonly refusals: Refusals };

/** A response that a webhook announced, to be fetched from the survey tool's API. */
export interface FetchRequest {
  readonly source: string;
  /** Of the announcing delivery. */
  readonly deliveryId: string;
  readonly receivedAt: Instant;
  readonly announced: Announced;
  /** Fetches that were tried so far. */
  readonly attempts: number;
  /** When it was tried first. */
  readonly firstTriedAt?: Instant;
  /** The API is not to be asked before. */
  readonly notBefore?: Instant;
}

export interface Fetches {
  /**
   * Asks for a response to be fetched, after a while; it comes after 15 minutes where the while is longer, and its
   * `notBefore` says that it has to wait on. @param delay in milliseconds; none when left out
   */
  request(fetch: FetchRequest, delay?: number): Promise<void>;
}

export interface ApiCredentials {
  /** What a source's API is asked with; undefined when it is not there yet. `fresh` skips the cache. */
  of(source: string, fresh?: boolean): Promise<string | undefined>;
}

/** A survey tool's API gave no answer that could be used. The message says why, without addresses. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  /** Whether asking again would end the same way. */
  readonly lasts: boolean;

  constructor(message: string, { lasts = false } = {}) {
    super(message);
    this.lasts = lasts;
  }
}

export interface SurveyApis {
  /**
   * Asks a survey tool's API over HTTPS: never a private address, never beyond a redirect, at most 10 s and 20 MB.
   * @throws ApiError for an answer other than success
   * @throws NoAnswerError when there is none that could be used
   */
  ask(
    api: { readonly host: string; readonly headers: Readonly<Record<string, string>> },
    question: ApiQuestion,
  ): Promise<unknown>;
}

/** Up to when each source is known to have been compared with its survey tool's API. */
export interface Watermarks {
  watermarkOf(source: string): Promise<Instant | undefined>;
  /** Moves it ahead; an earlier one than is known changes nothing. */
  moveWatermark(source: string, at: Instant): Promise<void>;
}

export interface DeferredSentiments {
  /** Asks for the sentiment of a stored comment to be found later. */
  defer(feedbackId: string): Promise<void>;
}

export interface Sentiments {
  /**
   * Sentiment of each text, in order; undefined for one whose language cannot be read or that was refused on its own.
   * @throws when the service fails or throttles.
   */
  detect(
    texts: readonly { readonly text: string; readonly language: string }[],
  ): Promise<readonly (Sentiment | undefined)[]>;
}

/** A mail ready to go. Header values and addresses are checked by the adapter: no line breaks get through. */
export interface Mail {
  readonly purpose: string;
  readonly to: { readonly email: string; readonly name?: string };
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The mail service will never take this mail: retrying is of no use. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}

/** The mail certainly did not go out, and may be tried again: the service throttles or is paused. */
export class MailNotSentError extends Error {
  override readonly name = 'MailNotSentError';
}

export interface Mailer {
  /**
   * Sends once; never retries on its own where the first try may have gone out.
   * @throws MailRefusedError for a mail that can never be sent
   * @throws MailNotSentError when it certainly was not sent; after any other error nobody knows
   */
  send(mail: Mail): Promise<{ readonly messageId: string }>;
}

/** Said to whoever subscribes to the owners' topic. */
export interface Notice {
  /** Repeats of a notice carry the same key. */
  readonly key: string;
  readonly event: string;
  readonly caseId: string;
  readonly owner: string;
  readonly team: string;
  readonly priority: string;
  readonly subject: string;
  readonly text: string;
}

export interface Notices {
  publish(notice: Notice): Promise<void>;
}

export interface CaseExecutions {
  /** Starts the case's execution; the same call twice starts one. */
  start(caseId: string): Promise<void>;
  /** Re-arms a waiting execution; one that no longer waits with this token is left alone. */
  rearm(
    token: string,
    input: { readonly caseId: string; readonly events: number; readonly waitSeconds: number },
  ): Promise<void>;
  /** Sends a waiting execution to work at once: something is due. */
  hurry(token: string): Promise<void>;
  /** Ends a waiting execution whose case is closed. */
  finish(token: string): Promise<void>;
}

export interface SourceSecrets {
  /** Live secrets of a source, newest first; empty when the source is unknown. `fresh` skips the cache. */
  of(source: string, fresh?: boolean): Promise<readonly string[]>;
}

/** Keys that sign links, newest first; all of them verify. */
export interface LinkKeys {
  keys(): Promise<readonly string[]>;
}
