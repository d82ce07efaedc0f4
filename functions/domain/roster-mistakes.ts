import { isTimeZone } from './local-time.ts';
import type { Person } from './person.ts';

/** What a roster speaks of. */
export interface RosterContext {
  readonly people: readonly Person[];
  readonly calendars: Readonly<Record<string, unknown>>;
  readonly brand: { readonly timeZone: string };
}

/** What is wrong with the people as a whole, a sentence each: a name that nothing has, deputies in a circle. */
export function rosterMistakes(context: RosterContext): readonly string[] {
  const { people, calendars, brand } = context;
  const unless = (right: boolean, mistake: string) => (right ? [] : [mistake]);
  return people.flatMap((one) => {
    const { email, deputy, hours, absences = [], timeZone } = one;
    const told = [
      ...unless(
        hours === undefined || Object.hasOwn(calendars, hours),
        `there is no calendar "${hours}" for their hours`,
      ),
      ...unless(
        deputy === undefined || people.some((other) => other.email === deputy),
        `their deputy ${deputy} is not among the people`,
      ),
      ...circleMistake(one, people),
      ...unless(
        absences.length === 0 || timeZone !== undefined || hours !== undefined || isTimeZone(brand.timeZone),
        'their absences need a time zone: neither they nor the brand have one',
      ),
    ];
    return told.map((mistake) => `people ${email}: ${mistake}`);
  });
}

/** Each circle is told once, by the first on the roster who stands in it. */
function circleMistake(first: Person, people: readonly Person[]): readonly string[] {
  const circle = [first.email];
  for (
    let next = deputyOf(first, people);
    next !== undefined && next !== first;
    next = deputyOf(next, people)
  ) {
    if (circle.includes(next.email)) return [];
    circle.push(next.email);
  }
  const last = people.find(({ email }) => email === circle.at(-1));
  if (last?.deputy !== first.email) return [];
  if (people.find(({ email }) => circle.includes(email)) !== first) return [];
  return [
    circle.length === 1
      ? 'they are their own deputy'
      : `the deputies stand in for each other in a circle: ${[...circle, first.email].join(' → ')}`,
  ];
}

function deputyOf({ deputy }: Person, people: readonly Person[]): Person | undefined {
  return people.find(({ email }) => email === deputy);
}
