import { type Calendar, nextOpening } from './calendar.ts';
import type { Instant } from './instant.ts';

/** Hours in which nobody is mailed; `from` after `to` means over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  /** Saturday and Sunday are quiet all day. */
  readonly weekends?: boolean;
}

const awakeCalendars = new WeakMap<QuietHours, Calendar>();

/** The first instant from then on that is not quiet. */
export function afterQuietHours(quiet: QuietHours | undefined, now: Instant): Instant {
  if (!quiet) return now;
  const calendar = awakeCalendars.get(quiet) ?? awakeCalendar(quiet);
  awakeCalendars.set(quiet, calendar);
  return nextOpening(calendar, now);
}

/** The hours that are not quiet, as a calendar; `from` after `to` means over midnight. */
export function awakeCalendar({ from, to, timeZone, weekends = false }: QuietHours): Calendar {
  const day: readonly (readonly [string, string])[] =
    from > to
      ? [[to, from]]
      : [
          ['00:00', from],
          [to, '24:00'],
        ];
  const hours = day.filter(([start, end]) => start < end);
  const weekend = weekends ? [] : hours;
  return {
    timeZone,
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: weekend, sun: weekend },
    holidays: [],
  };
}
