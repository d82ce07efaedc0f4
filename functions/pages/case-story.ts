import type { Actor, CaseEvent } from '../domain/case.ts';
import { customersWord, firstContactResolved } from '../domain/first-contact.ts';
import { casePageWords } from '../words/case-page-words.ts';
import { eventTold, firstContactTold } from '../words/event-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { dayAndTime } from '../words/moment.ts';
import { oneLine, readable } from '../words/plain-text.ts';
import { namesKnownTo } from './case-names.ts';
import type { CasePageView } from './case-view.ts';
import { moment } from './moment-tag.ts';

/** Everything that happened, newest first; what was taken back stays, struck out. */
export function caseStory(view: CasePageView): MarkupValue {
  const words = casePageWords[view.language];
  const known = namesKnownTo(view);
  const undone = new Set(view.events.flatMap((event) => (event.type === 'undone' ? [event.event] : [])));
  const row = (event: CaseEvent, index: number) => {
    const told = eventTold(event, known, view);
    const title = oneLine(told.title, 300);
    const note = readable([told.note ?? '', atFirstContact(view, index)].join(' '));
    return html`<li class="${byPerson(event.by) ? 'person' : 'loop'}"><b dir="auto">${undone.has(index) ? html`<s>${title}</s> (${words.takenBack})` : title}</b>
<div class="soft small">${words.by(known.person(event.by))} · ${moment(event.at, dayAndTime(event.at, view))}</div>${
      note && html`<p class="note" dir="auto">${note}</p>`
    }</li>
`;
  };
  return html`<section class="card">
<h2>${words.story}</h2>
<ol class="story" reversed>${view.events.map(row).reverse()}</ol>
</section>`;
}

function byPerson(by: Actor): boolean {
  return by !== 'retour';
}

/** Said where the case was closed, as it stood then; the customer's own word stands where they gave it. */
function atFirstContact({ events, language }: CasePageView, index: number): string {
  if (events[index]?.type !== 'closed') return '';
  const upToThen = events.slice(0, index + 1);
  const resolved = firstContactResolved({ events: upToThen });
  if (resolved === undefined || customersWord(upToThen) !== undefined) return '';
  return firstContactTold(resolved, language);
}
