import { stateOf } from '../domain/case-state.ts';
import { type Clock, clocksOf } from '../domain/clocks.ts';
import { digestEntry } from '../domain/digest.ts';
import { gravity } from '../domain/gravity.ts';
import type { Instant } from '../domain/instant.ts';
import { isStillNews } from '../domain/still-news.ts';
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

/** Nobody gets overviews more often. */
const overviewEvery = 3_600_000;
/** A list that is longer is not read on a phone; the rest is counted. */
export const mostLines = 15;
const casesAtOnce = 100;
/** One overview is about no more; what is left waits for the next. */
const mostCollected = 500;

/**
 * Sends somebody one message about everything that was collected for them, unless they had such a one within the hour,
 * or are off and it can wait: then it does. What became needless meanwhile is left out. Should the sending fail, nothing
 * is forgotten.
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
  const listed = await stillNews(ports, around, collected, now);
  const tidings = { to: reader, since: now, isUrgent: false, dues: listed.flatMap(({ dues }) => dues) };
  const canWait = timeToTell(tidings, around.configuration, now).at > now;
  if (listed.length === 0 || canWait) await ports.owners.releaseOverview(reader, now);
  else await mailOrRelease(ports, around, listed, reader, now);
  if (canWait) return;
  await ports.owners.forgetCollected(
    reader,
    collected.map(({ key }) => key),
  );
}

type News = Listed & { readonly dues: readonly Clock[] };

/** A line for each case, by the gravest that there is to tell of it, the gravest first. */
async function stillNews(
  { cases }: Pick<OverviewPorts, 'cases'>,
  { configuration }: DigestSurroundings,
  collected: readonly Collected[],
  now: Instant,
): Promise<readonly News[]> {
  const ids = [...new Set(collected.map(({ caseId }) => caseId))];
  const records: StoredCase[] = [];
  for (let start = 0; start < ids.length; start += casesAtOnce)
    records.push(...(await cases.getMany(ids.slice(start, start + casesAtOnce))));
  const listed = records.flatMap((record): readonly News[] => {
    const state = stateOf(record, configuration.undoWithin);
    const clocks = clocksOf(state, configuration, now);
    const [gravest] = collected
      .filter(({ caseId, about }) => caseId === record.id && isStillNews(about, state, clocks))
      .map(({ about }) => about)
      .toSorted((one, other) => gravity(other) - gravity(one));
    const entry = gravest && digestEntry(record, configuration, now, Number.POSITIVE_INFINITY);
    const dues = clocks.filter(({ metAt, verdict }) => metAt === undefined && verdict !== 'paused');
    return entry ? [{ ...entry, news: gravest, dues }] : [];
  });
  const weight = ({ news }: Listed) => (news ? gravity(news) : 0);
  return listed.toSorted((one, other) => weight(other) - weight(one));
}

async function mailOrRelease(...occasion: Parameters<typeof mailOverview>): Promise<void> {
  const [{ owners }, , , reader, now] = occasion;
  try {
    await mailOverview(...occasion);
  } catch (error) {
    await owners.releaseOverview(reader, now);
    throw error;
  }
}

async function mailOverview(
  ports: OverviewPorts,
  around: DigestSurroundings,
  listed: readonly Listed[],
  reader: string,
  now: Instant,
): Promise<void> {
  const { configuration } = around;
  const person = configuration.people.find(({ email }) => email === reader);
  const lines = await digestLines(ports, around, listed.slice(0, mostLines), reader, now);
  const letter = digest({
    brand: configuration.brand,
    language: person?.language ?? configuration.brand.language,
    timeZone: zoneOfReader(reader, configuration),
    now,
    of: { what: 'overview', most: configuration.alerts.mostPerDay },
    sections: [{ name: 'news', lines, count: listed.length }],
  });
  try {
    await ports.mailer.send({
      ...letter,
      purpose: 'owner-overview',
      to: { email: reader, ...(person && { name: person.name }) },
      headers: { 'X-Retour-Key': `overview/${now}` },
    });
    count('DigestsSent');
  } catch (error) {
    if (!(error instanceof MailRefusedError)) throw error;
    // Each message of it was published to the owners' topic when it was collected.
    log.error('an overview cannot be mailed', { reason: 'refused', count: listed.length });
  }
}
