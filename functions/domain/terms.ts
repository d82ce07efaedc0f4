import type { Calendar } from './calendar.ts';
import type { CaseState } from './case.ts';
import type { Configuration, Policy } from './configuration.ts';
import type { Instant } from './instant.ts';
import type { SlaTarget } from './sla-target.ts';

/**
 * What a case is held to, written into its events when it opens and whenever the configuration changes. So a verdict
 * needs nothing but the events: it is the same a year later, and from an export.
 */
export interface Terms {
  readonly policy: string;
  readonly targets: Partial<Readonly<Record<SlaTarget, TargetTerms>>>;
  /** Shares of a target at which the owner is warned, in per cent. */
  readonly warnAt: readonly number[];
  /** Milliseconds that one wait for the customer stops the clocks at most. */
  readonly longestWait: number;
  /** The calendars that the targets name. */
  readonly calendars: Readonly<Record<string, Calendar>>;
}

export interface TargetTerms {
  /** Milliseconds on the team's calendar. */
  readonly within: number;
  readonly calendar: string;
  /** Milliseconds on the customer's clock, which never stops for the night. */
  readonly promised?: number;
}

const day = 86_400_000;
/** Holidays further off concern nobody who has an open case. */
const kept = 500 * day;
/** What is compared reaches less far than what is kept, or each day would bring new holidays into view. */
const compared = 100 * day;

/** The first policy that holds for the case; configurations end with one that always does. */
export function policyFor(
  state: Pick<CaseState, 'priority' | 'tier'>,
  policies: Configuration['policies'],
): Policy {
  const found = policies.find(
    ({ when }) =>
      (when.priorities === undefined || when.priorities.includes(state.priority)) &&
      (when.tiers === undefined || (state.tier !== undefined && when.tiers.includes(state.tier))),
  );
  if (!found) throw new RangeError('no policy holds for every case');
  return found;
}

/** The terms that the configuration has today for such a case, with the holidays that can matter from `since` on. */
export function termsFor(
  state: Pick<CaseState, 'priority' | 'tier'>,
  { policies, calendars }: Pick<Configuration, 'policies' | 'calendars'>,
  since: Instant,
): Terms {
  const { id, targets, warnAt, longestWait } = policyFor(state, policies);
  const named = new Set(Object.values(targets).flatMap((target) => target?.calendar ?? []));
  return {
    policy: id,
    targets: targetsOf(targets),
    warnAt,
    longestWait,
    calendars: Object.fromEntries(
      [...named].map((name) => [name, trimmed(calendars[name], name, since, kept)]),
    ),
  };
}

function targetsOf(targets: Policy['targets']): Terms['targets'] {
  const all = Object.entries(targets).flatMap(([name, target]) => {
    if (!target) return [];
    const { within, calendar, promised } = target;
    return [[name, { within, calendar, ...(promised !== undefined && { promised }) }] as const];
  });
  return Object.fromEntries(all);
}

/**
 * The terms to write down if today's configuration differs from those in force; undefined when it does not.
 * Only what is still ahead is compared: a holiday of last year that was taken out changes nothing.
 */
export function changedTerms(
  state: Pick<CaseState, 'priority' | 'tier' | 'terms'>,
  configuration: Pick<Configuration, 'policies' | 'calendars'>,
  now: Instant,
): Terms | undefined {
  const latest = state.terms.at(-1)?.terms;
  // A case from before terms were written down goes by the configuration.
  if (latest === undefined) return undefined;
  const today = termsFor(state, configuration, now);
  return fingerprint(upcoming(latest, now)) === fingerprint(upcoming(today, now)) ? undefined : today;
}

function upcoming(terms: Terms, now: Instant): Terms {
  const calendars = Object.entries(terms.calendars).map(
    ([name, calendar]) => [name, trimmed(calendar, name, now, compared)] as const,
  );
  return { ...terms, calendars: Object.fromEntries(calendars) };
}

function trimmed(calendar: Calendar | undefined, name: string, since: Instant, ahead: number): Calendar {
  if (!calendar) throw new RangeError(`no calendar "${name}" is configured`);
  const [first, last] = [since - day, since + ahead].map((at) => new Date(at).toISOString().slice(0, 10));
  const { timeZone, hours, holidays } = calendar;
  const near = holidays.filter(
    (date) => first !== undefined && last !== undefined && date >= first && date <= last,
  );
  return { timeZone, hours, holidays: [...near].sort() };
}

/** JSON with sorted keys: equal for equal terms. */
function fingerprint(terms: Terms): string {
  return JSON.stringify(terms, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
