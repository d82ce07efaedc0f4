import type { SourceConfiguration } from '../domain/configuration.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Reading } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';

/** A webhook call before anybody believes it. */
export interface SignedRequest {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as they were sent: signatures are made over them, never over parsed and rewritten JSON. */
  readonly body: Buffer;
}

/** One survey tool's dialect: how its calls are proven and what its bodies mean. */
export interface Provider {
  /** Whether one of the live secrets signed the request. Every secret meets every signature, however early one fits. */
  isAuthentic(request: SignedRequest, secrets: readonly string[], now: Instant): boolean;
  /** Whether the tool checks an address by HEAD or GET before it uses it. */
  readonly checksAddress: boolean;
  /** Headers, in lower case, that `read` needs; they travel with the delivery. Never the signature. */
  readonly headers: readonly string[];
  /**
   * Reads an authentic delivery; one may hold several responses, or none.
   * @throws UnreadableBodyError
   */
  read(delivery: Delivery, source: SourceConfiguration): readonly Reading[];
}

/** An authentic body that is not understood. The message names paths and what was expected there, never a value. */
export class UnreadableBodyError extends Error {
  override readonly name = 'UnreadableBodyError';
}
