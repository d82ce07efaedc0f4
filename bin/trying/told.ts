import { stateOf } from '../../functions/domain/case-state.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { Feedback } from '../../functions/domain/feedback.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import type { Opening } from '../../functions/domain/opening.ts';
import { hoursOf, zoneOfReader } from '../../functions/domain/telling-time.ts';
import { type Tell, tellingsOf } from '../../functions/domain/tellings.ts';
import { termsFor } from '../../functions/domain/terms.ts';
import { cameAt, type Openings } from './openings.ts';
import type { Pair } from './pair.ts';

/** Who hears that cases open, and when. */
export interface ToldRow {
  readonly address: string;
  readonly name?: string;
  readonly owned: Pair;
  /** As a watcher. */
  readonly copies: Pair;
  /** How many came when they are off. */
  readonly woken: Pair;
  /** How many waited until they were back. */
  readonly held: Pair;
}

/** Whoever hears of most cases comes first. */
export function toldRows(
  configuration: Configuration,
  judged: readonly Feedback[],
  before: Openings,
  after: Openings,
): readonly ToldRow[] {
  const tells = {
    before: tellsOf(configuration, judged, before),
    after: tellsOf(configuration, judged, after),
  };
  const addresses = new Set([...tells.before, ...tells.after].map(({ to }) => to));
  return [...addresses]
    .map((address): ToldRow => {
      const counted = (fits: (tell: Tell) => boolean): Pair => {
        const count = (list: readonly Tell[]) =>
          list.filter((tell) => tell.to === address && fits(tell)).length;
        return { before: count(tells.before), after: count(tells.after) };
      };
      const name = configuration.people.find(({ email }) => email === address)?.name;
      return {
        address,
        ...(name !== undefined && { name }),
        owned: counted(({ role }) => role === 'owner'),
        copies: counted(({ role }) => role === 'watcher'),
        woken: counted((tell) => wakes(tell, configuration)),
        held: counted(({ heldSince, outOfHours }) => heldSince !== undefined && outOfHours === undefined),
      };
    })
    .toSorted((one, other) => weight(other) - weight(one) || (one.address < other.address ? -1 : 1));
}

/** What is told when a case opens, as the loop itself would decide it. */
function tellsOf(
  configuration: Configuration,
  judged: readonly Feedback[],
  openings: Openings,
): readonly Tell[] {
  return judged.flatMap((feedback) => {
    const opening = openings.get(feedback.id);
    return opening === undefined ? [] : tellsOfOpening(feedback, opening, configuration);
  });
}

function tellsOfOpening(feedback: Feedback, opening: Opening, configuration: Configuration): readonly Tell[] {
  const at = cameAt(feedback);
  const opened = { ...opening, terms: termsFor(opening, configuration, at), at, by: 'retour' };
  const record = { id: feedback.id, feedbackId: feedback.id, events: [opened] };
  const state = stateOf(record, configuration.undoWithin);
  return tellingsOf(record, state, configuration, at).filter(({ about }) => about.what === 'opened');
}

function wakes({ to, at, outOfHours }: Tell, configuration: Configuration): boolean {
  if (outOfHours) return true;
  return hoursOf(to, configuration) === undefined && isNightOrWeekend(at, zoneOfReader(to, configuration));
}

function weight({ owned, copies }: ToldRow): number {
  return owned.after + owned.before + copies.after + copies.before;
}

/** From 22:00 to 07:00, and all Saturday and Sunday. */
function isNightOrWeekend(at: Instant, timeZone: string): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const hour = Number(part('hour'));
  return hour < 7 || hour >= 22 || ['Sat', 'Sun'].includes(part('weekday'));
}
