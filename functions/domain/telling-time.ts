import { type Calendar, nextOpening } from './calendar.ts';
import type { OutOfHours, Side } from './case.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { zoneOf } from './presence.ts';
import { awakeCalendar } from './quiet-hours.ts';
import type { SlaTarget } from './sla-target.ts';

/** What says when somebody may be told. */
type Roster = Pick<Configuration, 'people' | 'calendars' | 'brand' | 'alerts'>;

/** When somebody is told of something. */
export interface TellingTime {
  readonly at: Instant;
  /** When it could have been told, had they been there. */
  readonly heldSince?: Instant;
  /** Why it is told although they are not there. */
  readonly outOfHours?: OutOfHours;
}

/** What is to be told to somebody. */
export interface Tidings {
  readonly to: string;
  readonly since: Instant;
  /** It waits for nobody's hours. */
  readonly isUrgent: boolean;
  /** What the reader could still keep: if one falls due before they are back, it cannot wait. */
  readonly dues: readonly { readonly target: SlaTarget; readonly side: Side; readonly dueAt: Instant }[];
}

/**
 * When somebody is told: in their hours, else outside the stage's quiet hours where they live. What cannot wait for that
 * waits for the end of the night, if that is soon enough, and otherwise for nothing.
 */
export function timeToTell(tidings: Tidings, roster: Roster, now: Instant): TellingTime {
  const { to, since } = tidings;
  const hours = hoursOf(to, roster);
  if (hours === undefined) return { at: since };
  const ready = Math.max(since, now);
  const back = nextOpening(hours, ready);
  if (back === ready) {
    const first = nextOpening(hours, since);
    return first > since ? { at: first, heldSince: since } : { at: since };
  }
  const outOfHours = whyNow(tidings, ready, back);
  if (outOfHours === undefined) return { at: back, heldSince: since };
  const night = nightOf(to, roster);
  if (night === undefined) return { at: since, outOfHours };
  const morning = nextOpening(night, ready);
  if (morning > ready && whyNow(tidings, ready, morning) === undefined)
    return { at: morning, heldSince: since, outOfHours };
  // The end of a night for which it was held.
  const first = nextOpening(night, since);
  return since < first && first <= ready && morning === ready
    ? { at: first, heldSince: since, outOfHours }
    : { at: since, outOfHours };
}

function whyNow({ isUrgent, dues }: Tidings, ready: Instant, back: Instant): OutOfHours | undefined {
  if (isUrgent) return { why: 'urgent' };
  const [first] = dues
    .filter(({ dueAt }) => ready < dueAt && dueAt <= back)
    .toSorted((one, other) => one.dueAt - other.dueAt);
  if (first === undefined) return undefined;
  const { target, side, dueAt } = first;
  return { why: 'due', target, side, dueAt, back };
}

/** The hours of somebody who has some on the roster. */
export function ownHours(email: string, { people, calendars }: Roster): Calendar | undefined {
  const hours = people.find((one) => one.email === email)?.hours;
  return hours === undefined ? undefined : calendars[hours];
}

/** When somebody may be told; at any time when undefined. */
export function hoursOf(email: string, roster: Roster): Calendar | undefined {
  const { quietHours } = roster.alerts;
  return ownHours(email, roster) ?? (quietHours && awake(quietHours, zoneOfReader(email, roster)));
}

/** The stage's quiet hours on any day of the week. */
function nightOf(email: string, roster: Roster): Calendar | undefined {
  const { quietHours } = roster.alerts;
  return quietHours && awake({ ...quietHours, weekends: false }, zoneOfReader(email, roster));
}

/** Whose times somebody reads: those of where they live; the brand's for whoever is not on the roster. */
export function zoneOfReader(email: string, roster: Pick<Roster, 'people' | 'calendars' | 'brand'>): string {
  const person = roster.people.find((one) => one.email === email);
  return person ? zoneOf(person, roster) : roster.brand.timeZone;
}

type Quiet = NonNullable<Roster['alerts']['quietHours']>;

/** By what they are made of: a calendar's timetable is remembered by object. */
const calendars = new Map<string, Calendar>();

function awake({ from, to, weekends }: Quiet, timeZone: string): Calendar {
  const name = JSON.stringify([from, to, weekends, timeZone]);
  const known = calendars.get(name) ?? awakeCalendar({ from, to, weekends, timeZone });
  calendars.set(name, known);
  return known;
}
