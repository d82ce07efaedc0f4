import type { Instant } from '../domain/instant.ts';
import { NoAnswerError } from '../ports.ts';
import { ApiError } from '../providers/provider.ts';

/** How long to go on asking an API that does not give a response, and how often. */

const minute = 60_000;
const hour = 60 * minute;

/** A response that was announced is there within seconds; one that is not after a day was taken back, most likely. */
const patienceWithMissing = 24 * hour;
/** As long as the most patient survey tool goes on delivering to us. */
const patienceWithTrouble = 76 * hour;
const longestPause = 24 * hour;

const pauses = [0.5, 1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * minute);

export type NextTry =
  | {
      readonly kind: 'again';
      /** In milliseconds. */
      readonly after: number;
      /** Whether the API had better be left alone meanwhile, whatever response is asked for. */
      readonly rests: boolean;
    }
  | { readonly kind: 'never'; readonly reason: string };

/** @param tried how often before, and since when; without the try that failed just now */
export function nextTry(
  error: ApiError | NoAnswerError,
  tried: { readonly attempts: number; readonly since: Instant },
  now: Instant,
): NextTry {
  const patience = patienceWith(error);
  if (patience === 0) return { kind: 'never', reason: error.message };
  if (now - tried.since >= patience)
    return { kind: 'never', reason: `${error.message}, for ${patience / hour} hours` };
  const asked = error instanceof ApiError ? (error.retryAfter ?? 0) : 0;
  const pause = pauses[Math.min(tried.attempts, pauses.length - 1)] ?? hour;
  return { kind: 'again', after: Math.min(Math.max(pause, asked), longestPause), rests: !isMissing(error) };
}

function patienceWith(error: ApiError | NoAnswerError): number {
  if (error instanceof NoAnswerError) return error.lasts ? 0 : patienceWithTrouble;
  if (isMissing(error)) return patienceWithMissing;
  return error.status >= 500 || [408, 425, 429].includes(error.status) ? patienceWithTrouble : 0;
}

function isMissing(error: ApiError | NoAnswerError): boolean {
  return error instanceof ApiError && error.status === 404;
}
