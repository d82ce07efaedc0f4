import { deputyOf } from '../domain/assignment.ts';
import type { CaseRecord } from '../domain/case.ts';
import { stateOf } from '../domain/case-state.ts';
import type { Configuration } from '../domain/configuration.ts';
import { type DigestEntry, digestEntry } from '../domain/digest.ts';
import { digestDay, digestsAround } from '../domain/digest-times.ts';
import type { Instant } from '../domain/instant.ts';
import { awayAt } from '../domain/presence.ts';
import { zoneOfReader } from '../domain/telling-time.ts';

/** A list that somebody is to get: of their own cases, or of a team's. */
export interface DigestList {
  readonly reader: string;
  /** Names it among all lists of its reader. */
  readonly name: string;
  /** Where its reader lives, `YYYY-MM-DD`. */
  readonly day: string;
  readonly team?: string;
  /** Its reader stands in for who leads the team. */
  readonly isStandIn: boolean;
  /** What was closed since then, and before what is `closedUntil` now, is on it. */
  readonly since: Instant;
  /** What falls due until then is on it: when the next list comes. */
  readonly until: Instant;
  readonly entries: DigestEntry[];
}

/** The lists of a morning in a time zone: everybody's own, and each team's for whoever leads it that day. */
export function digestLists(
  configuration: Configuration,
  timeZone: string,
  now: Instant,
): readonly DigestList[] {
  const wanted = [
    ...configuration.people.map(({ email }) => ({ reader: email, name: 'own', isStandIn: false })),
    ...Object.entries(configuration.teams).map(([team, { lead, head }]) => {
      const reader = leadOf(lead, head, configuration, now);
      return { reader, name: `team/${team}`, team, isStandIn: reader !== lead };
    }),
  ];
  return wanted.flatMap(({ reader, name, ...of }): readonly DigestList[] => {
    if (zoneOfReader(reader, configuration) !== timeZone) return [];
    const day = digestDay(reader, configuration, now);
    if (day === undefined) return [];
    const { before: since, after: until } = digestsAround(reader, configuration, day);
    return [{ reader, name, day, ...of, since, until, entries: [] }];
  });
}

/** The lead, or who stands in for them; the head when nobody does. */
function leadOf(lead: string, head: string, configuration: Configuration, now: Instant): string {
  if (awayAt(lead, configuration, now) === undefined) return lead;
  return deputyOf(lead, configuration, now) ?? (awayAt(head, configuration, now) === undefined ? head : lead);
}

const settled = 60_000;

/** What was closed before is written down and in the index by now; the rest is for the next list. */
export function closedUntil(now: Instant): Instant {
  return now - settled;
}

/** Puts a case on every list that it belongs to. */
export function enter(
  lists: readonly DigestList[],
  record: CaseRecord,
  configuration: Configuration,
  now: Instant,
): void {
  const { owner, team, queue } = stateOf(record, configuration.undoWithin);
  for (const list of lists) {
    const isOn = list.team === undefined ? list.reader === owner && !queue : list.team === team;
    const entry = isOn ? digestEntry(record, configuration, now, list.until) : undefined;
    if (entry && isWorthTelling(entry, list, now)) list.entries.push(entry);
  }
}

function isWorthTelling({ fate }: DigestEntry, { since }: DigestList, now: Instant): boolean {
  if (fate.kind !== 'closed') return fate.kind !== 'open';
  return since <= fate.closedAt && fate.closedAt < closedUntil(now);
}
