import {
  type AskedSource,
  type AskingPorts,
  askedSource,
  askOf,
  RefusedCredentialsError,
  reasonFor,
} from '../ask-api/ask-api.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { type Intake, TooLargeError, type Watermarks } from '../ports.ts';
import type { Ask, ProviderApi } from '../providers/provider.ts';
import { count, countFor, log } from '../runtime/log.ts';

export interface ReconcilingPorts extends AskingPorts {
  readonly intake: Pick<Intake, 'accept'>;
  readonly watermarks: Watermarks;
}

interface ListedSource extends AskedSource {
  readonly list: NonNullable<ProviderApi['listSince']>;
  readonly watermark: Instant | undefined;
}

/** How far back a source is looked at for the first time. */
const firstLook = 24 * 3_600_000;
/** Looked at twice: clocks differ, and an API may list a response a while after it was given. */
const overlap = 3_600_000;
/** In milliseconds: nothing more is asked when less is left, so that what was listed still gets to the queue. */
const timeForPage = 60_000;
/** Documents sent at a time. */
const together = 10;

/**
 * Looks in every survey tool's API for responses that no webhook brought. All that is listed goes through the intake,
 * which knows what it has already. Sources take turns, the one that waits longest first; what goes wrong with one
 * costs no other, and is looked at again next time from where the last whole look began.
 * @param timeLeft tells how many milliseconds there are until it must be over
 */
export async function reconcile(
  ports: ReconcilingPorts,
  configuration: Configuration,
  now: Instant,
  timeLeft: () => number,
): Promise<void> {
  const waiting = await listedSources(ports, configuration);
  for (const source of waiting) await attempt(ports, source, now, timeLeft);
}

async function listedSources(
  { watermarks }: ReconcilingPorts,
  configuration: Configuration,
): Promise<readonly ListedSource[]> {
  const sources = Object.keys(configuration.sources).flatMap((name) => {
    const asked = askedSource(name, configuration);
    const list = asked?.api.listSince;
    return asked && list ? [{ ...asked, list }] : [];
  });
  const marked = sources.map(async (one) => ({ ...one, watermark: await watermarks.watermarkOf(one.name) }));
  return (await Promise.all(marked)).sort((a, b) => (a.watermark ?? 0) - (b.watermark ?? 0));
}

async function attempt(
  ports: ReconcilingPorts,
  source: ListedSource,
  now: Instant,
  timeLeft: () => number,
): Promise<void> {
  const { name } = source;
  try {
    const found = await lookAt(ports, source, now, timeLeft);
    log.info('reconciled', { source: name, count: found });
  } catch (error) {
    if (error instanceof RefusedCredentialsError) countFor(name, 'ApiCredentialsRefused');
    else count('ReconciliationsFailed');
    log.warn('not reconciled', { source: name, reason: reasonFor(error) });
  }
}

/** @returns how many documents were listed */
async function lookAt(
  ports: ReconcilingPorts,
  asked: ListedSource,
  now: Instant,
  timeLeft: () => number,
): Promise<number> {
  const { name, source, list, watermark } = asked;
  const since = watermark === undefined ? now - firstLook : watermark - overlap;
  const askApi = askOf(ports, asked);
  const ask: Ask = async (question) => {
    if (timeLeft() < timeForPage) throw new Error('there was not time enough');
    return askApi(question);
  };
  let [found, tooLarge] = [0, 0];
  for await (const { documents } of list(ask, since, source)) {
    tooLarge += await acceptAll(ports, name, documents, now);
    found += documents.length;
  }
  if (tooLarge > 0) throw new Error(`${tooLarge} of the responses do not fit into a message`);
  await ports.watermarks.moveWatermark(name, now);
  return found;
}

/** @returns how many of them no message can hold */
async function acceptAll(
  { intake }: ReconcilingPorts,
  source: string,
  documents: readonly unknown[],
  receivedAt: Instant,
): Promise<number> {
  const accept = async (document: unknown) => {
    const body = Buffer.from(JSON.stringify(document));
    try {
      await intake.accept({ source, receivedAt, way: 'reconciled', headers: {}, body });
      return 0;
    } catch (error) {
      if (error instanceof TooLargeError) return 1;
      throw error;
    }
  };
  let tooLarge = 0;
  for (let start = 0; start < documents.length; start += together) {
    const sent = documents.slice(start, start + together).map(accept);
    for (const one of await Promise.all(sent)) tooLarge += one;
  }
  return tooLarge;
}
