import type { CaseState } from '../../functions/domain/case.ts';
import type { ClockLeg } from '../../functions/domain/clocks.ts';
import type { RoundClock } from '../../functions/domain/rounds.ts';
import { clockName, verdictWords } from '../../functions/words/case-words.ts';
import { oneLine } from '../../functions/words/plain-text.ts';
import { clockTime, span } from '../../functions/words/span.ts';
import type { Teller } from './teller.ts';
import { noteOfWait } from './waits.ts';

const minute = 60_000;

interface RoundAt {
  readonly state: CaseState;
  /** When the round ended, or now. */
  readonly end: number;
}

/** A clock's verdict, and how it follows: the target, each change of its terms, each pause, and the end. */
export function clockLines(clock: RoundClock, round: RoundAt, teller: Teller): readonly string[] {
  const { words, reader } = teller;
  const exchange = clock.exchange === undefined ? '' : ` (${words.exchange(clock.exchange)})`;
  const { shape, word } = verdictWords[clock.verdict];
  const verdict = isWithdrawn(clock) ? words.clock.withdrawnWord : word[reader.language];
  return [
    `${isWithdrawn(clock) ? '–' : shape} ${clockName(clock, reader.language)}${exchange} · ${verdict}`,
    ...[
      targetText(clock, teller),
      ...changes(clock.legs, teller),
      ...clock.pauses.map((pause) => pauseText(pause, clock, round, teller)),
      endText(clock, round, teller),
    ].map((line) => `    ${line}`),
  ];
}

/** Nobody did it, and the case was closed before anybody had to. */
function isWithdrawn({ verdict, stoppedBy }: RoundClock): boolean {
  return verdict === 'met' && stoppedBy === 'closing';
}

function targetText({ legs, startedAt }: RoundClock, { words, reader, moment }: Teller): string {
  const [first] = legs;
  if (first === undefined) return '';
  const within = clockTime(first.within, reader.language);
  return words.clock.target(within, calendarOf(first), moment(startedAt), moment(first.dueAt));
}

function calendarOf({ calendarName }: ClockLeg): string | undefined {
  return calendarName === undefined ? undefined : oneLine(calendarName, 80);
}

/** New terms that changed this clock; those that left it as it was are not worth a word. */
function changes(legs: readonly ClockLeg[], { words, reader, moment }: Teller): readonly string[] {
  let used = 0;
  return legs.flatMap((leg, index) => {
    const before = legs[index - 1];
    used += before?.usedMs ?? 0;
    if (before === undefined || !isNew(leg, before)) return [];
    if (before.dueAt <= leg.from) return [words.clock.changedLate(moment(leg.from))];
    const time = (ms: number) => clockTime(ms, reader.language);
    return [
      [
        words.clock.changed(moment(leg.from), time(used), time(leg.within), calendarOf(leg)),
        words.clock.left(time(leg.leftMs), moment(leg.dueAt)),
      ].join(' '),
    ];
  });
}

function isNew(leg: ClockLeg, before: ClockLeg): boolean {
  return (
    leg.within !== before.within || leg.calendarName !== before.calendarName || leg.dueAt !== before.dueAt
  );
}

function pauseText(
  { from, to, ms }: RoundClock['pauses'][number],
  clock: RoundClock,
  { end }: RoundAt,
  { words, reader, moment, file }: Teller,
): string {
  const reason = noteOfWait(file.record.events, from);
  const time = clockTime(ms, reader.language);
  return clock.verdict === 'paused' && to === end
    ? words.clock.stillPaused(moment(from), time, reason)
    : words.clock.paused(moment(from), moment(to), time, reason);
}

function endText(clock: RoundClock, round: RoundAt, teller: Teller): string {
  const how = howItEnded(clock, teller);
  const { words } = teller;
  if (isWithdrawn(clock)) return `${how}, ${words.clock.withdrawn}`;
  return words.clock.end(how, verdictText(clock, round, teller));
}

function howItEnded({ metAt, usedMs, stoppedBy }: RoundClock, { words, reader, moment }: Teller): string {
  const used = clockTime(usedMs, reader.language);
  if (metAt === undefined) return words.clock.soFar(used);
  return stoppedBy === 'closing'
    ? words.clock.closed(moment(metAt), used)
    : words.clock.done(moment(metAt), used);
}

function verdictText(clock: RoundClock, { end }: RoundAt, { words, reader: { language } }: Teller): string {
  const { verdict, metAt, dueAt, lateMs = 0, legs, remainingMs = 0 } = clock;
  switch (verdict) {
    case 'met': {
      const last = legs.at(-1);
      const spare = Math.max((last?.leftMs ?? 0) - (last?.usedMs ?? 0), 0);
      return words.clock.met(clockTime(spare, language));
    }
    case 'missed': {
      const late = (metAt ?? end) - dueAt;
      const own = Math.abs(late - lateMs) < minute ? undefined : clockTime(lateMs, language);
      const said = metAt === undefined ? words.clock.overdueBy : words.clock.missedBy;
      return said(span(late, language), own);
    }
    case 'running':
    case 'warned':
    case 'paused':
      return words.clock.remaining(clockTime(remainingMs, language));
  }
}
