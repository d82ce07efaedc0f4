import { type ActionName, actionNames } from '../domain/actions.ts';
import type { CaseState } from '../domain/case.ts';
import { actionWords } from '../words/action-words.ts';
import { casePageWords } from '../words/case-page-words.ts';
import { eventTold } from '../words/event-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { timeOfDay } from '../words/moment.ts';
import { caseFields } from './case-fields.ts';
import { namesKnownTo } from './case-names.ts';
import type { CasePageView } from './case-view.ts';

/** The step that a status calls for. */
const usualNext: Readonly<Record<CaseState['status'], ActionName | undefined>> = {
  open: 'acknowledge',
  reopened: 'acknowledge',
  acknowledged: 'contacted',
  contacted: 'resolve',
  waiting: 'resume',
  resolved: undefined,
  closed: undefined,
};

/** The forms that can be posted now: the next step in full, the others folded. */
export function caseActions(view: CasePageView): MarkupValue {
  const words = casePageWords[view.language];
  const open = actionNames.filter((name) => name !== 'undo' && view.actions.includes(name));
  const usual = usualNext[view.state.status];
  const next = open.find((name) => name === usual) ?? (usual === undefined ? undefined : open[0]);
  const others = open.filter((name) => name !== next);
  if (open.length === 0)
    return html`<section class="card"><p class="soft">${view.mayAct ? words.nothingToDo : words.onlyWatching}</p></section>`;
  return html`<section class="card next">
<h2>${next ? words.next : words.otherSteps}</h2>
${next && html`<div>${hint(view, next)}${form(view, next, 'main')}</div>`}
${next && others.length > 0 && html`<h2 class="second">${words.otherSteps}</h2>`}
${others.map(
  (name) =>
    html`<details${view.typed?.action === name && html` open`}><summary>${actionWords[view.language][name].title}</summary>${hint(view, name)}${form(view, name, 'quiet')}</details>
`,
)}
</section>`;
}

function hint({ language }: CasePageView, name: ActionName): MarkupValue {
  return html`<p class="soft small">${actionWords[language][name].hint}</p>`;
}

function form(view: CasePageView, name: ActionName, look: 'main' | 'quiet'): MarkupValue {
  return html`<form method="post">
${hidden(view, name)}${caseFields(view, name)}<button class="${look}" type="submit">${actionWords[view.language][name].button}</button>
</form>`;
}

/** `expects` lets the post be refused when somebody acted since the page was drawn. */
function hidden(view: CasePageView, name: ActionName): MarkupValue {
  return html`<input type="hidden" name="action" value="${name}"><input type="hidden" name="expects" value="${view.events.length}">`;
}

export function undoForm(view: CasePageView): MarkupValue {
  const { undoable } = view.state;
  const event = undoable && view.events[undoable.event];
  if (!undoable || !event || !view.actions.includes('undo')) return '';
  const { title } = eventTold(event, namesKnownTo(view), view);
  return html`<form class="undo" method="post">
${hidden(view, 'undo')}<input type="hidden" name="event" value="${undoable.event}"><button class="quiet" type="submit">${casePageWords[view.language].takeBack(title, timeOfDay(undoable.until, view))}</button>
</form>`;
}
