import type { Verdict } from '../domain/clocks.ts';
import { casePageWords } from '../words/case-page-words.ts';
import { clockName, verdictWords } from '../words/case-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { dayAndTime } from '../words/moment.ts';
import { timeLeft, untilDue } from '../words/span.ts';
import type { CasePageView, PageClock } from './case-view.ts';
import { moment } from './moment-tag.ts';

const looks: Readonly<Record<Verdict, string>> = {
  running: 'running',
  warned: 'middling',
  met: 'good',
  missed: 'bad',
  paused: 'paused',
};

/** The three promises and how each stands: a word, a shape and only then a colour. */
export function caseClocks(view: CasePageView): MarkupValue {
  const words = casePageWords[view.language];
  const rows = view.clocks.map((clock) => {
    const { shape, word } = verdictWords[clock.verdict];
    const late = howLong(clock, view);
    return html`<li><b>${clockName(clock, view.language)}</b><span class="right">${late && html`<b>${late}</b>`}</span><span class="verdict ${looks[clock.verdict]}"><span aria-hidden="true">${shape}</span> ${word[view.language]}</span><span class="right soft small">${when(clock, view)}</span></li>`;
  });
  if (rows.length === 0) return '';
  return html`<section class="card">
<h2>${words.targets}</h2>
<ul class="clocks">${rows}</ul>
</section>`;
}

/** What has to happen next, for whoever reads no further than the top. */
export function pressing(view: CasePageView): MarkupValue {
  const waits: readonly Verdict[] = ['running', 'warned', 'missed'];
  const [clock] = view.clocks
    .filter(({ verdict, metAt }) => metAt === undefined && waits.includes(verdict))
    .sort((one, other) => one.dueAt - other.dueAt);
  if (!clock) return '';
  return html`<li class="${looks[clock.verdict]}"><span aria-hidden="true">${verdictWords[clock.verdict].shape}</span> ${clockName(clock, view.language)}, <b>${howLong(clock, view)}</b></li>`;
}

function when({ dueAt, metAt }: PageClock, view: CasePageView): MarkupValue {
  const words = casePageWords[view.language];
  return metAt === undefined
    ? moment(dueAt, words.due(dayAndTime(dueAt, view)))
    : moment(metAt, words.metAt(dayAndTime(metAt, view)), words.due(dayAndTime(dueAt, view)));
}

function howLong({ verdict, dueAt, metAt, remainingMs }: PageClock, { now, language }: CasePageView): string {
  switch (verdict) {
    case 'met':
      return '';
    case 'missed': {
      const late = dueAt - (metAt ?? now);
      return late < 0 ? untilDue(late, language) : '';
    }
    case 'paused':
      return remainingMs === undefined ? '' : timeLeft(remainingMs, language);
    case 'running':
    case 'warned':
      return remainingMs === undefined ? untilDue(dueAt - now, language) : timeLeft(remainingMs, language);
  }
}
