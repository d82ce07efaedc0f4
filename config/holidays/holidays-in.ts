import Holidays from 'date-holidays';

/** Which years, the first and the last included; `around: 2027` is the year before to three years after. */
type Years = { readonly from: number; readonly to: number } | { readonly around: number };

export type HolidaysWanted = Years & {
  /**
   * Part of the country, by the end of its ISO 3166-2 code: `57` for Moselle, `BY` for Bavaria; a part of that part
   * after a dot: `BY.A` for Augsburg.
   */
  readonly region?: string;
  /** Also the days on which by custom only banks and offices are closed, such as 26 December in Geneva. */
  readonly banks?: true;
};

interface Holiday {
  readonly date: string;
  readonly start: Date;
  readonly end: Date;
}

const hour = 3_600_000;

/**
 * The public holidays of a country (ISO 3166-1, such as `FR`) or of a region of it: its own dates, `YYYY-MM-DD`, in
 * order. Only whole days: a Christmas Eve that ends at noon is none. From the package date-holidays, which works them
 * out from each country's rules, offline; it cannot know a day off that is decreed for one year only, and reckons
 * Islamic feasts, which the moon can move by a day. For a stage's file, and never a part of a bundle.
 * @throws RangeError for a country, a region or years that it does not know
 */
export function holidaysIn(country: string, wanted: HolidaysWanted): readonly string[] {
  const { from, to } = 'around' in wanted ? { from: wanted.around - 1, to: wanted.around + 3 } : wanted;
  if (!(Number.isInteger(from) && Number.isInteger(to) && 1970 <= from && from <= to && to <= 2080))
    throw new RangeError(`holidaysIn('${country}'): no years from ${from} to ${to}, between 1970 and 2080`);
  const types = wanted.banks ? ['public', 'bank'] : ['public'];
  const place = placeOf(country, wanted.region);
  // A neighbouring year can lend a day: the day off for a New Year's Day on a Saturday can be 31 December.
  const years = Array.from({ length: to - from + 3 }, (_, index) => from - 1 + index);
  const dates = years
    .flatMap((year) => place.getHolidays(year))
    .filter(({ type }) => types.includes(type))
    .flatMap(wholeDays)
    .filter((date) => `${from}-01-01` <= date && date <= `${to}-12-31`);
  return [...new Set(dates)].sort();
}

function placeOf(country: string, region: string | undefined): Holidays {
  const [state, part, ...rest] = region?.split('.') ?? [];
  const known = new Holidays();
  requireKnown(country, known.getCountries(), 'country');
  if (state === undefined) return new Holidays(country);
  requireKnown(state, known.getStates(country), `region of ${country}`);
  if (part === undefined) return new Holidays(country, state);
  requireKnown([part, ...rest].join('.'), known.getRegions(country, state), `part of ${country}-${state}`);
  return new Holidays(country, state, part);
}

/** The package itself takes a region that it does not know for the whole country. */
function requireKnown(code: string, known: Readonly<Record<string, string>> | undefined, what: string): void {
  if (known && Object.hasOwn(known, code)) return;
  const codes = Object.keys(known ?? {});
  const choice = codes.length === 0 ? 'none is told apart' : `choose from ${codes.join(', ')}`;
  throw new RangeError(`holidaysIn: "${code}" is no ${what} that has holidays of its own: ${choice}`);
}

/** The dates that a holiday covers from midnight to midnight, give or take the hour of a clock change. */
function wholeDays({ date, start, end }: Holiday): readonly string[] {
  const [first = '', clock = ''] = date.split(' ');
  const startsLate = clock === '00:00:00' ? 0 : 24 - Number(clock.slice(0, 2));
  const hours = (end.getTime() - start.getTime()) / hour - startsLate;
  const skipped = startsLate === 0 ? 0 : 1;
  const days = Math.max(0, Math.floor((hours + 1) / 24));
  return Array.from({ length: days }, (_, index) => dateAfter(first, skipped + index));
}

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 24 * hour).toISOString().slice(0, 10);
}
