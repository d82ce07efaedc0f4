import {
  type Band,
  type Feedback,
  metrics,
  npsBands,
  type Rating,
  ratingsOf,
  satisfactionBands,
  spokeAt,
} from '../domain/feedback.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { lowestFirst } from '../domain/rating.ts';
import { casePageWords } from '../words/case-page-words.ts';
import {
  bandMoods,
  bandWords,
  languageName,
  metricNote,
  metricWords,
  scoreOutOf,
  sentimentWords,
} from '../words/feedback-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { dayAndTime, fullDate, monthAndYear } from '../words/moment.ts';
import { oneLine, readable } from '../words/plain-text.ts';
import type { CasePageView } from './case-view.ts';
import { moment } from './moment-tag.ts';

const longestValue = 300;
const mostAttributes = 20;
const mostEarlier = 8;

export function caseWords(view: CasePageView): MarkupValue {
  const { feedback, joined = [], language } = view;
  const words = casePageWords[language];
  return html`<section class="card">
<h2>${words.said}</h2>
${feedback.deleted ? html`<p class="soft">${words.deleted}</p>` : answer(feedback, language)}${joined.map(
  (one) => html`
<h2 class="second">${words.alsoSaid(dayAndTime(spokeAt(one), view))}</h2>
${answer(one, language)}`,
)}
</section>`;
}

function answer(feedback: Feedback, language: HouseLanguage): MarkupValue {
  const words = casePageWords[language];
  const ratings = lowestFirst(ratingsOf(feedback.answers));
  const said = readable(feedback.answers.comment ?? '');
  const quote = said
    ? html`<blockquote dir="auto" lang="${languageTag(feedback.language)}" tabindex="0">${said}</blockquote>`
    : html`<p class="soft"><em>${words.noComment}</em></p>`;
  return html`${ratings.length > 0 ? ratings.map((rating) => score(rating, language)) : html`<p class="soft">${words.noScore}</p>`}${quote}`;
}

function score(rating: Rating, language: HouseLanguage): MarkupValue {
  const mood = bandMoods[rating.band];
  const { min, max } = rating.scale;
  // Nought fills nothing: on 0 to 10 there are ten marks, on 1 to 5 there are five.
  const first = Math.max(min, 1);
  const count = max - first + 1;
  const marks = count <= 10 ? Array.from({ length: count }, (_, index) => first + index) : [];
  return html`<div class="score"><strong class="${mood}">${scoreOutOf(rating)}</strong><span><b>${bandWords[rating.band][language]}</b><span class="soft small">${metricNote(rating, language)}</span></span></div>
<div class="scale" aria-hidden="true">${marks.map((mark) => (mark <= rating.score ? html`<i class="${mood}"></i>` : html`<i></i>`))}</div>
`;
}

function languageTag(code: string | undefined): string {
  return code && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code) ? code : '';
}

export function caseFacts(view: CasePageView): MarkupValue {
  const { feedback, language, state } = view;
  const words = casePageWords[language];
  const { labels } = words;
  const { customer, channel, contactRequested, contactTime, attributes } = feedback.answers;
  const facts: readonly (readonly [string, MarkupValue])[] = [
    [labels.contact, address(customer?.email)],
    [labels.callBack, contactRequested ? words.yes : ''],
    [labels.contactTime, oneLine(contactTime ?? '', longestValue)],
    [labels.themes, oneLine(view.themeNames.join(', '), longestValue)],
    [labels.sentiment, tone(view)],
    [labels.tier, oneLine(state.tier ?? '', longestValue)],
    [labels.survey, oneLine(view.surveyName, longestValue)],
    [labels.channel, oneLine(channel ?? '', longestValue)],
    [labels.spoke, moment(spokeAt(feedback), `${dayAndTime(spokeAt(feedback), view)}`)],
    ...Object.entries(attributes ?? {})
      .slice(0, mostAttributes)
      .map(([name, value]) => [oneLine(name, 60), oneLine(value, longestValue)] as const),
  ];
  const shown = facts.filter(([, value]) => value !== '');
  return html`<section class="card">
<h2>${words.facts}</h2>
<dl>${shown.map(([label, value]) => html`<dt>${label}</dt><dd dir="auto">${value}</dd>`)}</dl>
</section>`;
}

/** An address that is only an address can be written to with one tap. */
function address(email: string | undefined): MarkupValue {
  const line = oneLine(email ?? '', 254);
  return /^[\w.+-]+@[\w.-]+$/.test(line) ? html`<a href="mailto:${line}">${line}</a>` : line;
}

function tone({ feedback, language }: CasePageView): string {
  const words = casePageWords[language];
  const { sentiment, language: spoken } = feedback;
  const found = sentiment
    ? `${sentimentWords[sentiment.label][language]} (${words.sentimentShare(Math.round(sentiment.confidence * 100))})`
    : '';
  const foreign = spoken && spoken !== language ? oneLine(languageName(spoken, language), 40) : '';
  return [found, foreign].filter((part) => part !== '').join(', ');
}

export function earlierFeedback(view: CasePageView): MarkupValue {
  const { history, language } = view;
  if (history.length === 0) return '';
  const rows = history.slice(0, mostEarlier).map((earlier) => {
    const metric = metrics.find((one) => one === earlier.metric);
    const band: Band | undefined = [...npsBands, ...satisfactionBands].find((one) => one === earlier.band);
    const parts = [
      metric && metricWords[metric][language],
      earlier.score?.toString(),
      band && bandWords[band][language],
    ];
    const line = parts.filter((part) => part !== undefined).join(' · ');
    return html`<li><span>${line || '–'}</span><span class="soft">${moment(earlier.at, monthAndYear(earlier.at, view), fullDate(earlier.at, view))}</span></li>`;
  });
  return html`<section class="card">
<h2>${casePageWords[language].before}</h2>
<ul class="past">${rows}</ul>
</section>`;
}
