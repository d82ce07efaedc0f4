import type { OutOfHours, TellingSubject } from '../domain/case.ts';
import { stateOf } from '../domain/case-state.ts';
import { type Clock, clocksOf } from '../domain/clocks.ts';
import { digestEntry } from '../domain/digest.ts';
import { gravity } from '../domain/gravity.ts';
import type { Instant } from '../domain/instant.ts';
import { leftToTell } from '../domain/left-to-tell.ts';
import { mayAct } from '../domain/listener.ts';
import { timeToTell, zoneOfReader } from '../domain/telling-time.ts';
import { digest } from '../mails/digest.ts';
import {
  type CaseStore,
  type Collected,
  type Mailer,
  MailRefusedError,
  type OwnerStore,
  type StoredCase,
} from '../ports.ts';
import { count, log } from '../runtime/log.ts';
import { type DigestLinePorts, type DigestSurroundings, digestLines, type Listed } from './digest-lines.ts';

export interface OverviewPorts extends DigestLinePorts {
  readonly owners: OwnerStore;
  readonly cases: Pick<CaseStore, 'getMany'>;
  readonly mailer: Mailer;
}

/** Nobody gets overviews more often. A little less than the hour after which they are looked for. */
const overviewEvery = 50 * 60_000;
const casesAtOnce = 100;
/** No more is looked at for one overview. */
const mostCollected = 500;
/** A mail with more is not read to its end on a phone; the rest comes in the next. */
const mostLines = 30;

/**
 * Sends somebody one message about everything that was collected for them, unless they had such a one within the hour,
 * or are off and it can wait: then it does. What became needless meanwhile is left out. Should the sending fail, nothing
 * is forgotten, and it is tried again when it may be sent again.
 */
export async function sendOverview(
  ports: OverviewPorts,
  around: DigestSurroundings,
  reader: string,
  now: Instant,
): Promise<void> {
  // Claimed before anything is read: in a flood everybody who adds to it comes by here.
  if (!(await ports.owners.claimOverview(reader, now, overviewEvery))) return;
  const collected = await ports.owners.collectedFor(reader, mostCollected);
  const found = await casesOf(ports, collected);
  const news = found.flatMap((record) => newsOf(record, reader, collected, around, now)).toSorted(byGravity);
  const dues = news.flatMap((one) => one.dues);
  const time = timeToTell({ to: reader, since: now, isUrgent: false, dues }, around.configuration, now);
  if (news.length === 0 || time.at > now) await ports.owners.releaseOverview(reader, now);
  else await mailOverview(ports, around, news, reader, { now, outOfHours: time.outOfHours });
  if (time.at > now) return;
  const left = new Set(news.slice(mostLines).map(({ caseId }) => caseId));
  const ids = new Set(found.flatMap(({ id }) => (left.has(id) ? [] : [id])));
  const told = collected.filter(({ caseId }) => ids.has(caseId));
  await ports.owners.forgetCollected(
    reader,
    told.map(({ key }) => key),
  );
}

interface News extends Listed {
  readonly news: TellingSubject;
  /** When it was to be told. */
  readonly at: Instant;
  /** Targets that its reader could still keep. */
  readonly dues: readonly Clock[];
}

/** The gravest first, and of the same gravity what is or was due first. */
function byGravity(one: News, other: News): number {
  return gravity(other.news) - gravity(one.news) || dueOf(one) - dueOf(other);
}

function dueOf({ fate, at }: News): Instant {
  return 'dueAt' in fate ? fate.dueAt : at;
}

async function casesOf(
  { cases }: Pick<OverviewPorts, 'cases'>,
  collected: readonly Collected[],
): Promise<readonly StoredCase[]> {
  const ids = [...new Set(collected.map(({ caseId }) => caseId))];
  const found: StoredCase[] = [];
  for (let start = 0; start < ids.length; start += casesAtOnce)
    found.push(...(await cases.getMany(ids.slice(start, start + casesAtOnce))));
  return found;
}

/** A case as a line, by the gravest that there is to tell of it; none where nothing is news any more. */
function newsOf(
  record: StoredCase,
  reader: string,
  collected: readonly Collected[],
  { configuration }: DigestSurroundings,
  now: Instant,
): readonly News[] {
  const state = stateOf(record, configuration.undoWithin);
  const clocks = clocksOf(state, configuration, now);
  const ofCase = collected.filter(({ caseId }) => caseId === record.id);
  const left = leftToTell(ofCase, reader, record, state, clocks).toSorted(
    (one, other) => gravity(other.about) - gravity(one.about),
  );
  const [gravest] = left;
  const entry = gravest && digestEntry(record, configuration, now, Number.POSITIVE_INFINITY);
  if (gravest === undefined || entry === undefined) return [];
  const running = clocks.filter(({ metAt, verdict }) => metAt === undefined && verdict !== 'paused');
  const dues = left.flatMap((one) => (mayAct(one) ? duesOf(one.about, running) : []));
  return [{ ...entry, news: gravest.about, at: gravest.at, mayAct: left.some(mayAct), dues }];
}

/** A warning is about one target, a breach about none that could be kept. */
function duesOf(about: TellingSubject, clocks: readonly Clock[]): readonly Clock[] {
  if (about.what === 'breach') return [];
  if (about.what !== 'warning') return clocks;
  const { target, side = 'team' } = about;
  return clocks.filter((clock) => clock.target === target && clock.side === side);
}

/** Whoever cannot be mailed has the fallback owner told in their place. */
async function mailOverview(
  ports: OverviewPorts,
  around: DigestSurroundings,
  news: readonly News[],
  reader: string,
  occasion: Occasion,
): Promise<void> {
  const { fallback } = around.configuration.ownership;
  if (await isTaken(ports, around, news, reader, occasion)) return;
  log.warn('an overview cannot be mailed, the fallback owner is told instead', { count: news.length });
  if (fallback !== reader && (await isTaken(ports, around, news, fallback, occasion))) return;
  log.error('the fallback owner cannot be mailed either', { count: news.length });
}

interface Occasion {
  readonly now: Instant;
  readonly outOfHours: OutOfHours | undefined;
}

/** @returns false when the mail service will never take mail to this address */
async function isTaken(
  ports: OverviewPorts,
  around: DigestSurroundings,
  news: readonly News[],
  reader: string,
  { now, outOfHours }: Occasion,
): Promise<boolean> {
  const { configuration } = around;
  const person = configuration.people.find(({ email }) => email === reader);
  const lines = await digestLines(ports, around, news.slice(0, mostLines), reader, now);
  const letter = digest({
    brand: configuration.brand,
    language: person?.language ?? configuration.brand.language,
    timeZone: zoneOfReader(reader, configuration),
    now,
    outOfHours,
    of: { what: 'overview', most: configuration.alerts.mostPerDay },
    sections: [{ name: 'news', lines, count: news.length }],
  });
  try {
    await ports.mailer.send({
      ...letter,
      purpose: 'owner-overview',
      to: { email: reader, ...(person && { name: person.name }) },
      headers: { 'X-Retour-Key': `overview/${now}` },
    });
    count('DigestsSent');
    return true;
  } catch (error) {
    if (error instanceof MailRefusedError) return false;
    throw error;
  }
}
