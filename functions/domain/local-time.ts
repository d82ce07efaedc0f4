import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/** Whether a name is a time zone's, such as `Europe/Paris`. */
export function isTimeZone(name: string): boolean {
  // The library would take an offset or a whole timestamp for a zone.
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** The date that a calendar in a time zone shows, `YYYY-MM-DD`. */
export function dateIn(timeZone: string, at: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/**
 * When a clock in a time zone shows a time such as `2026-11-23 12:58:00`. Of an hour that comes twice the first counts,
 * an hour that is skipped counts as the one after it. Undefined for anything that is no such time.
 */
export function instantOf(local: string, timeZone: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?$/.test(local.trim())) return undefined;
  try {
    return Temporal.PlainDateTime.from(local.trim()).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return undefined;
  }
}
