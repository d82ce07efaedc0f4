import type { Alerts } from '../../functions/domain/alerts.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { Assignment, Person } from '../../functions/domain/person.ts';
import { configuration } from './a-case.ts';

/** People and teams that tests speak of; asks only for what matters. */

/** `lea` is lea@example.com, of the team care. */
export function somebody(name: string, more: Partial<Person> = {}): Person {
  return { email: `${name}@example.com`, name, language: 'fr', team: 'care', ...more };
}

/** Away on local dates, both included. */
export function away(from: string, to = from): Pick<Person, 'absences'> {
  return { absences: [{ from, to }] };
}

/** The company of the test's cases with these people besides its lead and head; the first is the fallback owner. */
export function staffed(
  people: readonly Person[],
  {
    assign,
    lead = {},
    accounts,
    alerts = {},
  }: {
    assign?: Assignment;
    lead?: Partial<Person>;
    alerts?: Partial<Alerts>;
    accounts?: Configuration['ownership']['accounts'];
  } = {},
): Configuration {
  const { care } = configuration.teams;
  if (!care) throw new Error('there is no team');
  return {
    ...configuration,
    teams: { care: { ...care, ...(assign && { assign }) } },
    people: [...people, somebody('lead', lead), somebody('head')],
    alerts: { ...configuration.alerts, ...alerts },
    ownership: {
      ...configuration.ownership,
      fallback: people[0]?.email ?? 'lead@example.com',
      ...(accounts && { accounts }),
    },
  };
}
