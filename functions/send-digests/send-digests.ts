import { type DigestLinePorts, type DigestSurroundings, digestLines } from '../digests/digest-lines.ts';
import type { DigestEntry } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import { dateText } from '../domain/local-date.ts';
import { dateIn } from '../domain/local-time.ts';
import { zoneOfReader } from '../domain/telling-time.ts';
import { digest } from '../mails/digest.ts';
import type { DigestSection } from '../mails/digest-view.ts';
import { type CaseStore, type Mailer, MailRefusedError, type OwnerStore } from '../ports.ts';
import { count, log } from '../runtime/log.ts';
import { closedUntil, type DigestList, digestLists, enter } from './digest-lists.ts';
import { tryEach } from './try-each.ts';

export interface DigestPorts extends DigestLinePorts {
  readonly cases: Pick<CaseStore, 'listOpen' | 'listClosedOn' | 'getMany'>;
  readonly owners: Pick<OwnerStore, 'lastDigest' | 'noteDigest'>;
  readonly mailer: Mailer;
}

const casesAtOnce = 100;
/** Of each kind; a list that is longer is not read on a phone, and the rest is counted. */
const mostLines = 15;
const day = 86_400_000;
/** A list tells of no older closings, however long its reader had none. */
const longestLookBack = 31 * day;

/**
 * Sends everybody who lives in a time zone and works that day the list of their cases: what is overdue, what falls due
 * before their next list, and what was closed since their last. Who leads a team gets the team's. Nobody gets an empty
 * list, nor one twice, unless two runs send it in the same moment, or one failed just after it was sent.
 */
export async function sendDigests(
  ports: DigestPorts,
  around: DigestSurroundings,
  timeZone: string,
  now: Instant,
): Promise<void> {
  const wanted = digestLists(around.configuration, timeZone, now);
  const lists = (await Promise.all(wanted.map((list) => sinceTheLast(ports, around, list, now)))).flat();
  if (lists.length === 0) return;
  for await (const ids of listedCases(ports, lists, now))
    for (const record of await ports.cases.getMany(ids)) enter(lists, record, around.configuration, now);
  await tryEach(lists, async (list) => {
    // Another run may have been faster while this one read the cases.
    if (await wasSent(ports, list)) return;
    if (list.entries.length > 0) await sendList(ports, around, list, now);
    await ports.owners.noteDigest(list.reader, list.name, { day: list.day, at: closedUntil(now) });
  });
}

async function wasSent({ owners }: DigestPorts, { reader, name, day: today }: DigestList): Promise<boolean> {
  return (await owners.lastDigest(reader, name))?.day === today;
}

/** The list with what was closed since its reader had one; none when they had it today. */
async function sinceTheLast(
  { owners }: DigestPorts,
  { configuration }: DigestSurroundings,
  list: DigestList,
  now: Instant,
): Promise<readonly DigestList[]> {
  const { reader, name, since } = list;
  const last = await owners.lastDigest(reader, name);
  if (last?.day === list.day) return [];
  if (last === undefined) {
    // Should this first morning fail, the next looks as far back.
    await owners.noteDigest(reader, name, {
      day: dateIn(zoneOfReader(reader, configuration), since),
      at: since,
    });
    return [list];
  }
  // What was told to whom they stand in for is no news to the team.
  return list.isStandIn ? [list] : [{ ...list, since: Math.max(last.at, now - longestLookBack) }];
}

/** Ids of the cases that are open, or were closed since the oldest of the last lists; a hundred at a time. */
async function* listedCases(
  { cases }: DigestPorts,
  lists: readonly DigestList[],
  now: Instant,
): AsyncIterable<readonly string[]> {
  const since = Math.min(...lists.map((list) => list.since));
  const days = Array.from({ length: Math.floor(now / day) - Math.floor(since / day) + 1 }, (_, index) =>
    dateText(Math.floor(since / day) + index),
  );
  const seen = new Set<string>();
  let ids: string[] = [];
  for (const listing of [cases.listOpen(), ...days.map((one) => cases.listClosedOn(one))])
    for await (const id of listing) {
      // A case that changes hands, or is closed, while the list is read can come by twice.
      if (seen.has(id)) continue;
      seen.add(id);
      ids.push(id);
      if (ids.length < casesAtOnce) continue;
      yield ids;
      ids = [];
    }
  if (ids.length > 0) yield ids;
}

async function sendList(
  ports: DigestPorts,
  around: DigestSurroundings,
  list: DigestList,
  now: Instant,
): Promise<void> {
  const { configuration } = around;
  const { reader, name, day: today, team, until } = list;
  const person = configuration.people.find(({ email }) => email === reader);
  const language = person?.language ?? configuration.brand.language;
  const letter = digest({
    brand: configuration.brand,
    language,
    timeZone: zoneOfReader(reader, configuration),
    now,
    recipientName: person?.name,
    of:
      team === undefined
        ? { what: 'own' }
        : { what: 'team', team: configuration.teams[team]?.name[language] ?? team },
    sections: await sectionsOf(ports, around, list, now),
    until: until - now > 1.5 * day ? until : undefined,
  });
  try {
    await ports.mailer.send({
      ...letter,
      purpose: team === undefined ? 'owner-digest' : 'team-digest',
      to: { email: reader, ...(person && { name: person.name }) },
      headers: { 'X-Retour-Key': `digest/${name}/${today}` },
    });
    count('DigestsSent');
  } catch (error) {
    if (!(error instanceof MailRefusedError)) throw error;
    log.error('a digest cannot be mailed', { reason: 'refused', count: list.entries.length });
  }
}

async function sectionsOf(
  ports: DigestPorts,
  around: DigestSurroundings,
  { entries, reader }: DigestList,
  now: Instant,
): Promise<readonly DigestSection[]> {
  const sections: DigestSection[] = [];
  for (const name of ['slipped', 'due', 'closed'] as const) {
    const found = entries
      .filter(({ fate }) => fate.kind === name)
      .toSorted((one, other) => timeOf(one) - timeOf(other));
    const shown = found.slice(0, mostLines).map((entry) => ({ ...entry, mayAct: true }));
    const lines = await digestLines(ports, around, shown, reader, now);
    if (found.length > 0) sections.push({ name, lines, count: found.length });
  }
  return sections;
}

function timeOf({ fate }: DigestEntry): Instant {
  if (fate.kind === 'open') return 0;
  return fate.kind === 'closed' ? fate.closedAt : fate.dueAt;
}
