import type { Configuration } from '../../functions/domain/configuration.ts';
import type { Delivery, SetAside } from '../../functions/domain/delivery.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import type { DeliveryStore, FeedbackStore, Intake } from '../../functions/ports.ts';
import {
  type Foreseen,
  type ForeseenRebuilding,
  Foresight,
} from '../../functions/record-feedback/foresee.ts';
import { printable } from '../checking/report.ts';
import { changedWords, foreseenText, rebuildingText, setAsideTitle } from './lines.ts';

export interface ReplayPorts {
  readonly deliveries: Pick<DeliveryStore, 'listSetAside' | 'listKept' | 'keptOf'>;
  readonly feedback: Pick<FeedbackStore, 'get' | 'ofCustomer' | 'getMany'>;
  readonly intake: Pick<Intake, 'accept'>;
}

export interface ReplayWish {
  /** All sources when left out. */
  readonly source?: string;
  /** Deliveries that were received from then on. */
  readonly from?: Instant;
  /** Deliveries that were received before. */
  readonly to?: Instant;
  /** Sends what would make a difference; else nothing is sent. */
  readonly apply: boolean;
  /** Shows what customers said, too. */
  readonly words: boolean;
}

/** Set-aside deliveries as they wait, a line each. */
export async function* listed(
  { deliveries }: Pick<ReplayPorts, 'deliveries'>,
  wish: Omit<ReplayWish, 'apply' | 'words'>,
): AsyncIterable<string> {
  let found = 0;
  for await (const one of waiting(deliveries, wish)) {
    found += 1;
    yield `${setAsideTitle(one)}: ${printable(one.reason)}`;
  }
  yield `${counted(found, 'delivery', 'deliveries')} set aside`;
}

/**
 * Says of each set-aside delivery whether it would be read now and what would become of it, in lines, and with `apply`
 * sends those through the intake again that would be. The others stay where they are.
 */
export async function* replaySetAside(
  ports: ReplayPorts,
  configuration: Configuration,
  wish: ReplayWish,
  now: Instant,
): AsyncIterable<string> {
  const foresight = new Foresight(ports, configuration, now);
  let readable = 0;
  let unreadable = 0;
  for await (const one of waiting(ports.deliveries, wish)) {
    const foreseen = await foresight.ofDelivery(one.delivery);
    yield `${setAsideTitle(one)}: ${foreseenText(foreseen)}`;
    if (!wouldBeRead(foreseen)) {
      unreadable += 1;
      continue;
    }
    readable += 1;
    if (wish.apply) await ports.intake.accept({ ...one.delivery, replayOf: one.id });
  }
  const sent = wish.apply ? 'sent through the intake again' : 'would be read';
  yield `${counted(readable, 'delivery', 'deliveries')} ${sent}, ${unreadable} still cannot be read`;
  if (!wish.apply && readable > 0) yield hint;
}

/**
 * Says of each response with kept deliveries how it would change if these were read anew, in lines, and with `apply`
 * asks for that through the intake. Of what would stay as it is, only the number.
 */
export async function* rebuildKept(
  ports: ReplayPorts,
  configuration: Configuration,
  wish: ReplayWish,
  now: Instant,
): AsyncIterable<string> {
  const foresight = new Foresight(ports, configuration, now);
  const responses = new Map<string, string>();
  for await (const { feedbackId } of ports.deliveries.listKept(wish))
    responses.set(feedbackId, feedbackId.slice(0, feedbackId.indexOf('#')));
  const tally = { unchanged: 0, changed: 0, incomplete: 0, unreadable: 0, deleted: 0 };
  for (const [feedbackId, source] of responses) {
    const rebuilding = await foresight.ofRebuilding(feedbackId);
    tally[rebuilding.kind] += 1;
    yield* rebuildingLines(feedbackId, rebuilding, wish);
    if (wish.apply && makesDifference(rebuilding)) await ports.intake.accept(asking(source, feedbackId, now));
  }
  const changing = tally.changed + tally.deleted;
  const sent = wish.apply ? 'asked to be built anew' : 'would change';
  yield `${counted(changing, 'response', 'responses')} ${sent}, ${tally.unchanged} would stay as they are, ${tally.incomplete + tally.unreadable} cannot be built anew`;
  if (!wish.apply && changing > 0) yield hint;
}

function rebuildingLines(
  feedbackId: string,
  rebuilding: ForeseenRebuilding,
  { words }: ReplayWish,
): readonly string[] {
  if (rebuilding.kind === 'unchanged') return [];
  const said =
    words && rebuilding.kind === 'changed' ? changedWords(rebuilding.before, rebuilding.after) : [];
  return [`${printable(feedbackId)}: ${rebuildingText(rebuilding)}`, ...said.map((line) => `  ${line}`)];
}

const hint =
  'Nothing was sent. Deploy the configuration first, as the functions read with theirs, then give --apply.';

async function* waiting(
  deliveries: Pick<DeliveryStore, 'listSetAside'>,
  { source, from = 0, to = Number.POSITIVE_INFINITY }: Pick<ReplayWish, 'source' | 'from' | 'to'>,
): AsyncIterable<SetAside> {
  for await (const one of deliveries.listSetAside(source)) {
    const { receivedAt } = one.delivery;
    if (receivedAt >= from && receivedAt < to) yield one;
  }
}

function wouldBeRead(foreseen: Foreseen): boolean {
  return foreseen.kind === 'rebuild'
    ? foreseen.rebuilding.kind !== 'unreadable'
    : foreseen.kind !== 'unreadable';
}

function makesDifference({ kind }: ForeseenRebuilding): boolean {
  return kind === 'changed' || kind === 'deleted';
}

function asking(source: string, feedbackId: string, now: Instant): Delivery {
  return { source, receivedAt: now, headers: {}, body: Buffer.alloc(0), rebuild: feedbackId };
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
