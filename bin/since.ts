import { parseDuration } from '../functions/domain/duration.ts';

/**
 * What `--since` asks for: a duration before now, or a day or time. Milliseconds since 1970.
 * @throws Error when it is neither
 */
export function sinceOf(given: string, now: number): number {
  const at = given.startsWith('P') ? now - parseDuration(given) : Date.parse(given);
  if (Number.isNaN(at)) throw new Error('--since: give a duration such as P90D, or a day such as 2026-11-22');
  return at;
}
