import { nextOpening } from './calendar.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { dateNumber, dateText } from './local-date.ts';
import { dateIn, instantOf } from './local-time.ts';
import { awayAt } from './presence.ts';
import { hoursOf, zoneOfReader } from './telling-time.ts';

/** Further off nobody's next digest is: holidays and absences included. */
const mostDays = 366;

/**
 * The day, `YYYY-MM-DD` where they live, whose digest somebody is to have by now; undefined where it is none of their
 * days, or not the time yet.
 */
export function digestDay(email: string, configuration: Configuration, now: Instant): string | undefined {
  const today = dateIn(zoneOfReader(email, configuration), now);
  const at = digestOn(email, configuration, today);
  return at !== undefined && at <= now ? today : undefined;
}

/** When somebody's digest before that of a day came, and when the next one comes. */
export function digestsAround(
  email: string,
  configuration: Configuration,
  day: string,
): { readonly before: Instant; readonly after: Instant } {
  return {
    before: nearestDigest(email, configuration, day, -1),
    after: nearestDigest(email, configuration, day, 1),
  };
}

function nearestDigest(email: string, configuration: Configuration, day: string, step: 1 | -1): Instant {
  for (let days = 1; days <= mostDays; days += 1) {
    const at = digestOn(email, configuration, dateText(dateNumber(day) + days * step));
    if (at !== undefined) return at;
  }
  return midnight(dateText(dateNumber(day) + step), email, configuration);
}

/** Somebody's digest of a day: none on a day on which they do not work, or are away. */
function digestOn(email: string, configuration: Configuration, day: string): Instant | undefined {
  const { digestAt } = configuration.alerts;
  if (digestAt === undefined) return undefined;
  const at = instantOf(`${day} ${digestAt}`, zoneOfReader(email, configuration));
  const hours = hoursOf(email, configuration);
  const [from, to] = [day, dateText(dateNumber(day) + 1)].map((date) => midnight(date, email, configuration));
  if (at === undefined || from === undefined || to === undefined) return undefined;
  if (hours !== undefined && nextOpening(hours, from) >= to) return undefined;
  return awayAt(email, configuration, at) === undefined ? at : undefined;
}

function midnight(day: string, email: string, configuration: Configuration): Instant {
  return instantOf(`${day} 00:00`, zoneOfReader(email, configuration)) ?? Date.parse(day);
}

/** Every time zone in which somebody lives: each has a morning of its own. */
export function digestZones(configuration: Configuration): readonly string[] {
  const zones = configuration.people.map(({ email }) => zoneOfReader(email, configuration));
  return [...new Set(zones)].sort();
}
