import type { Instant } from '../domain/instant.ts';
import type { HouseLanguage } from '../domain/language.ts';

/** Who reads: times are said in their language and on their clock. */
export interface Reader {
  readonly language: HouseLanguage;
  readonly timeZone: string;
}

const locales: Readonly<Record<HouseLanguage, string>> = { en: 'en-GB', fr: 'fr-FR' };

type Part = 'weekday' | 'day' | 'month' | 'year' | 'hour' | 'minute';

type Month = 'short' | 'long';

/** Making one takes far longer than using it, and a mail says a dozen times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf({ language, timeZone }: Reader, month: Month): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${month}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month,
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(key, format);
  return format;
}

function parts(at: Instant, reader: Reader, month: Month): Record<Part, string> {
  const found = formatOf(reader, month).formatToParts(at);
  const of = (type: Part) => found.find((part) => part.type === type)?.value ?? '';
  return {
    weekday: of('weekday'),
    day: of('day'),
    month: of('month'),
    year: of('year'),
    hour: of('hour'),
    minute: of('minute'),
  };
}

/** `lun. 23 nov. 09:00`, `Mon 23 Nov, 09:00` */
export function dayAndTime(at: Instant, reader: Reader): string {
  const { weekday, day, month, hour, minute } = parts(at, reader, 'short');
  return `${weekday} ${day} ${month}${reader.language === 'en' ? ',' : ''} ${hour}:${minute}`;
}

/** `lun. 09:00`, `Mon 09:00`: for a moment less than a week away. */
export function weekdayAndTime(at: Instant, reader: Reader): string {
  const { weekday, hour, minute } = parts(at, reader, 'short');
  return `${weekday} ${hour}:${minute}`;
}

/** `09:00` */
export function timeOfDay(at: Instant, reader: Reader): string {
  const { hour, minute } = parts(at, reader, 'short');
  return `${hour}:${minute}`;
}

/** `1er novembre 2026`, `1 November 2026` */
export function fullDate(at: Instant, reader: Reader): string {
  const { day, month, year } = parts(at, reader, 'long');
  return `${reader.language === 'fr' && day === '1' ? '1er' : day} ${month} ${year}`;
}

/** A local date such as `2027-01-05`, in full. */
export function dayIn(date: string, language: HouseLanguage): string {
  return fullDate(Date.parse(date), { language, timeZone: 'UTC' });
}

/** `nov. 2026`, `Nov 2026` */
export function monthAndYear(at: Instant, reader: Reader): string {
  const { month, year } = parts(at, reader, 'short');
  return `${month} ${year}`;
}
