import type { CaseEvent, TellingSubject } from '../../functions/domain/case.ts';
import type { Tell } from '../../functions/domain/tellings.ts';
import { withheldAt } from '../../functions/domain/withheld.ts';
import { clockName } from '../../functions/words/case-words.ts';
import { eventTold, howTold } from '../../functions/words/event-words.ts';
import { oneLine, readable } from '../../functions/words/plain-text.ts';
import type { Teller } from './teller.ts';

/** Every event in its order, with its time; what was taken back stays, marked. */
export function storyLines(teller: Teller): readonly string[] {
  const { events } = teller.file.record;
  const undone = new Set(events.flatMap((event) => (event.type === 'undone' ? [event.event] : [])));
  return events.flatMap((event, index) => [
    ...eventLines(event, undone.has(index), teller),
    ...withheldAt(teller.file.record, index, teller.configuration).map(
      (tell) => `    ${withheldText(tell, teller)}`,
    ),
  ]);
}

function withheldText(tell: Tell, teller: Teller): string {
  const { words, moment } = teller;
  const what = tellingText(tell.about, teller);
  return words.told.withheld(listenersText([tell], teller), what, moment(tell.heldSince ?? tell.at));
}

function eventLines(event: CaseEvent, isUndone: boolean, teller: Teller): readonly string[] {
  const { words, known, reader, moment } = teller;
  const { title, note = '' } = eventTold(event, known, reader);
  const by = event.by === 'retour' ? '' : ` · ${known.person(event.by)}`;
  const taken = isUndone ? ` (${words.takenBack})` : '';
  const said = event.type === 'told' ? whyTold(event, teller) : note;
  const heading = event.type === 'told' && event.to.length === 0 ? tellingText(event.about, teller) : title;
  return [
    `${moment(event.at)}  ${oneLine(heading, 300)}${taken}${by}`,
    ...readable(said)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `    ${line}`),
  ];
}

type Told = Extract<CaseEvent, { type: 'told' }>;

/** Whoever several messages were due to at one moment got one, about the gravest; the others name nobody. */
function whyTold(event: Told, teller: Teller): string {
  const { words, known, file } = teller;
  if (event.to.length > 0) {
    const how = howTold(event, known.person, teller.reader);
    return [words.told.because(tellingText(event.about, teller)), how].join(' ').trim();
  }
  const graver = file.record.events.filter(
    (other): other is Told => other.type === 'told' && other.at === event.at && other.to.length > 0,
  );
  const instead = graver.findLast((other) => sharesSeat(other, event)) ?? graver.at(-1);
  return instead === undefined
    ? words.told.nobody
    : words.told.replaced(instead.to.map(known.person).join(', '), tellingText(instead.about, teller));
}

/** Whether both went to somebody in the same role; an event that names none went to all. */
function sharesSeat({ as: one }: Told, { as: other }: Told): boolean {
  return one === undefined || other === undefined || one.some((seat) => other.includes(seat));
}

/** What a message is about, and so why it was sent. */
export function tellingText(
  about: TellingSubject,
  { words: { told }, reader: { language } }: Teller,
): string {
  switch (about.what) {
    case 'opened':
      return told.opened;
    case 'reopened':
      return told.reopened;
    case 'handed-over':
      return told.handedOver;
    case 'taken-over':
      return told.takenOver;
    case 'feedback-joined':
      return told.joined;
    case 'feedback-changed':
      return told.changed;
    case 'unacknowledged':
      return told.unacknowledged(about.times);
    case 'warning':
      return told.warning(clockName(about, language), about.percent);
    case 'breach':
      return about.rung === 0
        ? told.breach(clockName(about, language))
        : told.stillBreached(clockName(about, language), about.rung + 1);
  }
}

/** `Léa Fontaine (the owner), Sami Haddad (the team’s lead)` */
export function listenersText(tells: readonly Tell[], { words, known }: Teller): string {
  return tells.map(({ to, role }) => `${known.person(to)} (${words.listeners[role]})`).join(', ');
}
