import { actionWords, refusalWords } from '../words/action-words.ts';
import { casePageWords } from '../words/case-page-words.ts';
import { priorityPhrase, statusWords } from '../words/case-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { oneLine } from '../words/plain-text.ts';
import { outcomeWords, unreachableWords } from '../words/reason-words.ts';
import { caseActions, undoForm } from './case-actions.ts';
import { beforeReopening } from './case-before.ts';
import { caseClocks, pressing } from './case-clocks.ts';
import { caseFacts, caseWords, earlierFeedback } from './case-feedback.ts';
import { customerName, namesKnownTo } from './case-names.ts';
import { caseStory } from './case-story.ts';
import type { CasePageView } from './case-view.ts';
import { pageDocument } from './document.ts';

/** The owner's page of a case: who, what they said, until when, what happened, and what can be done now. */
export function casePage(view: CasePageView): string {
  const { brand, language, state } = view;
  return pageDocument({
    brand,
    language,
    title: `${customerName(view)} · ${statusWords[state.status][language]}`,
    switchable: true,
    narrow: false,
    body: html`${head(view)}
${flash(view)}${undoForm(view)}${unreachable(view)}
<div class="split">
<div>
${beforeReopening(view)}${caseWords(view)}
</div>
<div class="side">
${caseActions(view)}
${caseClocks(view)}
${caseFacts(view)}
${earlierFeedback(view)}
</div>
${caseStory(view)}
</div>`,
  });
}

function head(view: CasePageView): MarkupValue {
  const { language, state } = view;
  const words = casePageWords[language];
  return html`<div class="head">
<h1 dir="auto">${customerName(view)}</h1>
<p class="soft small">${words.caseNumber(state.id)}</p>
<ul class="chips">
<li class="status">${statusWords[state.status][language]}${state.status === 'closed' && html` · ${outcomeWords[state.outcome][language]}`}</li>
<li class="${state.priority === 'urgent' || state.priority === 'high' ? 'urgent' : 'priority'}">${priorityPhrase(state.priority, language)}</li>
<li><span class="soft">${words.labels.owner}</span> ${ownerOf(view)}</li>
${pressing(view)}
</ul>
</div>`;
}

/** A case in a queue is the whole team's, whoever is told in its name. */
function ownerOf(view: CasePageView): string {
  const { state, language, teamName } = view;
  return state.queue
    ? oneLine(casePageWords[language].inQueueOf(teamName ?? state.team), 80)
    : namesKnownTo(view).person(state.owner);
}

function flash({ flash: said, language }: CasePageView): MarkupValue {
  if (!said) return '';
  return said.kind === 'done'
    ? html`<p class="flash good" role="status">✓ ${actionWords[language][said.what].done}</p>`
    : html`<p class="flash bad" role="alert">${refusalWords[language][said.what]}</p>`;
}

/** Said while somebody may still write to them. */
function unreachable({ unreachable: reason, language, state }: CasePageView): MarkupValue {
  if (reason === undefined || state.status === 'closed') return '';
  return html`<p class="flash middling">${unreachableWords[reason][language]}</p>`;
}
