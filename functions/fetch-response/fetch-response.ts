import {
  type AskingPorts,
  askedSource,
  askOf,
  credentialOf,
  credentialsMissing,
  isOfApi,
  RefusedCredentialsError,
  reasonFor,
} from '../ask-api/ask-api.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import {
  type DeliveryStore,
  type Fetches,
  type FetchRequest,
  type Intake,
  type SourceLog,
  TooLargeError,
} from '../ports.ts';
import { unfetched } from '../reading/announced.ts';
import { Outcomes } from '../record-feedback/outcomes.ts';
import { noteSource } from '../record-feedback/source-notes.ts';
import { count, countFor, log } from '../runtime/log.ts';
import type { MessageOutcome } from '../runtime/queue.ts';
import { type NextTry, nextTry } from './patience.ts';

export interface FetchingPorts extends AskingPorts {
  readonly fetches: Fetches;
  readonly intake: Pick<Intake, 'accept'>;
  readonly deliveries: Pick<DeliveryStore, 'setAside'>;
  readonly sourceLog: Pick<SourceLog, 'note'>;
}

/** What came of asking for one response. */
type Fetched =
  | { readonly kind: 'document'; readonly document: unknown }
  | NextTry
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Fetches responses that webhooks announced, and hands each to the intake as a delivery of its own. One that is not
 * to be had now is asked for again later; one that never will be is set aside. An API in trouble is left alone: the
 * rest of what the batch wants of it waits as long. One outcome per request, in order: a failed one has to come again.
 */
export async function fetchResponses(
  ports: FetchingPorts,
  configuration: Configuration,
  requests: readonly FetchRequest[],
  now: Instant,
): Promise<readonly MessageOutcome[]> {
  const outcomes = new Outcomes(requests.length);
  const bySource = Map.groupBy(requests.entries(), ([, { source }]) => source);
  const work = [...bySource.values()].map(async (ofSource) => {
    let restsUntil = now;
    for (const [message, request] of ofSource)
      await outcomes.attempt([message], async () => {
        restsUntil = await heed(ports, configuration, { request, restsUntil }, now);
      });
  });
  await Promise.all(work);
  return outcomes.list();
}

/** @returns until when the source's API is to be left alone */
async function heed(
  ports: FetchingPorts,
  configuration: Configuration,
  { request, restsUntil }: { readonly request: FetchRequest; readonly restsUntil: Instant },
  now: Instant,
): Promise<Instant> {
  const { source, deliveryId, attempts, firstTriedAt = now } = request;
  const notBefore = Math.max(request.notBefore ?? now, restsUntil);
  if (notBefore > now) {
    await ports.fetches.request({ ...request, notBefore }, notBefore - now);
    return restsUntil;
  }
  const fetched = await fetchOne(ports, configuration, request, now);
  log.info('asked for a response', { source, deliveryId, outcome: fetched.kind, count: attempts + 1 });
  switch (fetched.kind) {
    case 'document':
      if (!(await accept(ports, request, fetched.document, now)))
        await setAside(ports, configuration, request, 'the response does not fit into a message');
      return restsUntil;
    case 'again': {
      const next = { ...request, attempts: attempts + 1, firstTriedAt, notBefore: now + fetched.after };
      await ports.fetches.request(next, fetched.after);
      return fetched.rests ? next.notBefore : restsUntil;
    }
    case 'refused':
      countFor(source, 'ApiCredentialsRefused');
      await setAside(ports, configuration, request, fetched.reason);
      return restsUntil;
    case 'never':
      await setAside(ports, configuration, request, fetched.reason);
      return restsUntil;
  }
}

async function fetchOne(
  ports: FetchingPorts,
  configuration: Configuration,
  request: FetchRequest,
  now: Instant,
): Promise<Fetched> {
  const asked = askedSource(request.source, configuration);
  if (asked === undefined) return { kind: 'never', reason: 'the source is configured without an API' };
  const { source, api } = asked;
  if (api.fetchOne === undefined)
    return { kind: 'never', reason: 'the survey tool’s API gives no single response' };
  const credential = await credentialOf(ports, asked);
  if (credential === undefined) return { kind: 'refused', reason: credentialsMissing };
  try {
    const document = await api.fetchOne(askOf(ports, asked), request.announced, source, credential);
    return { kind: 'document', document };
  } catch (error) {
    if (error instanceof RefusedCredentialsError) return { kind: 'refused', reason: error.message };
    const { attempts, firstTriedAt: since = now } = request;
    return isOfApi(error)
      ? nextTry(error, { attempts, since }, now)
      : { kind: 'never', reason: reasonFor(error) };
  }
}

/** @returns false when no message can hold it */
async function accept(
  { intake }: FetchingPorts,
  { source }: FetchRequest,
  document: unknown,
  now: Instant,
): Promise<boolean> {
  const body = Buffer.from(JSON.stringify(document));
  try {
    await intake.accept({ source, receivedAt: now, way: 'fetched', headers: {}, body });
  } catch (error) {
    if (error instanceof TooLargeError) return false;
    throw error;
  }
  count('ResponsesFetched');
  return true;
}

async function setAside(
  { deliveries, sourceLog }: FetchingPorts,
  configuration: Configuration,
  request: FetchRequest,
  reason: string,
): Promise<void> {
  const { source, deliveryId, receivedAt: at } = request;
  await deliveries.setAside(unfetched(request, reason));
  count('DeliveriesSetAside');
  log.warn('announcement set aside', { source, deliveryId, reason });
  await noteSource(sourceLog, configuration, source, { what: 'set-aside', at });
}
