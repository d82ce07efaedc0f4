import { nextOpening } from './calendar.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { dateNumber, dateText } from './local-date.ts';
import { dateIn, instantOf } from './local-time.ts';
import type { Absence, Person } from './person.ts';

/** What says when somebody is there. */
export type Whereabouts = Pick<Configuration, 'people' | 'calendars' | 'brand'>;

/** A time away: from the first instant of the first day until they are at work again. */
export interface Away {
  readonly from: Instant;
  readonly back: Instant;
  /** The day of `back` where they are, `YYYY-MM-DD`. */
  readonly backOn: string;
}

/** When somebody is away, in order and apart from each other, without what is over by `after`. */
export function timesAway(person: Person, whereabouts: Whereabouts, after: Instant): readonly Away[] {
  const { absences = [] } = person;
  if (absences.length === 0) return [];
  const times = absences
    .map((absence) => timeOf(absence, person, whereabouts))
    .filter(({ back }) => back > after)
    .toSorted((one, other) => one.from - other.from);
  const apart: Away[] = [];
  for (const time of times) {
    const last = apart.at(-1);
    // Somebody who would only be back for an instant, or for a weekend that they do not work, is not back.
    if (last && time.from <= last.back)
      apart.splice(-1, 1, { ...(time.back > last.back ? time : last), from: last.from });
    else apart.push(time);
  }
  return apart;
}

/** Until when somebody is away: their next time at work falls into an absence. Undefined while they are there. */
export function awayAt(email: string, whereabouts: Whereabouts, at: Instant): Away | undefined {
  const person = whereabouts.people.find((one) => one.email === email);
  if (!person?.absences) return undefined;
  const atWork = workFrom(person, whereabouts, at);
  return timesAway(person, whereabouts, at).find(({ from, back }) => from <= atWork && atWork < back);
}

function timeOf({ from, to }: Absence, person: Person, whereabouts: Whereabouts): Away {
  const zone = zoneOf(person, whereabouts);
  const end = midnight(dateText(dateNumber(to) + 1), zone);
  const back = workFrom(person, whereabouts, end);
  return { from: midnight(from, zone), back, backOn: dateIn(zone, back) };
}

/** When somebody is at work from then on, were they not away. */
function workFrom({ hours }: Person, { calendars }: Whereabouts, at: Instant): Instant {
  const calendar = hours === undefined ? undefined : calendars[hours];
  return calendar === undefined ? at : nextOpening(calendar, at);
}

/** The time zone that somebody lives by: their own, that of their hours, or the brand’s. */
export function zoneOf({ timeZone, hours }: Person, { calendars, brand }: Whereabouts): string {
  const calendar = hours === undefined ? undefined : calendars[hours];
  return timeZone ?? calendar?.timeZone ?? brand.timeZone;
}

function midnight(date: string, zone: string): Instant {
  const at = instantOf(`${date} 00:00`, zone);
  if (at === undefined) throw new RangeError(`${date} is no day in ${zone}`);
  return at;
}
