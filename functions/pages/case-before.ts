import { previousRound } from '../domain/previous-round.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { dayAndTime } from '../words/moment.ts';
import { readable } from '../words/plain-text.ts';
import { previousRoundWords } from '../words/previous-round-words.ts';
import { namesKnownTo } from './case-names.ts';
import type { CasePageView } from './case-view.ts';
import { moment } from './moment-tag.ts';

/** What was said before a low answer reopened the case: our answer, and what the customer says of it. */
export function beforeReopening(view: CasePageView): MarkupValue {
  const round = previousRound(view);
  if (!round) return '';
  const { resolution, answer } = round;
  const words = previousRoundWords[view.language];
  const known = namesKnownTo(view);
  const comment = readable(answer.comment ?? '');
  return html`<section class="card">
<h2>${words.title}</h2>
<h3>${words.weAnswered}</h3>
<p class="soft small">${known.person(resolution.by)}, ${moment(resolution.at, dayAndTime(resolution.at, view))}<br>${words.rootCause(known.rootCause(resolution.rootCause))}</p>
<blockquote dir="auto" tabindex="0">${readable(resolution.note)}</blockquote>
<h3>${words.customerAnswered}</h3>
<p class="soft small">${moment(answer.at, dayAndTime(answer.at, view))}<br><b>${words.score(answer.score, view.recoveryScale.max)}</b></p>
${comment ? html`<blockquote dir="auto" tabindex="0">${comment}</blockquote>` : html`<p class="soft"><em>${words.noComment}</em></p>`}
</section>
`;
}
