import { clockName } from '../words/case-words.ts';
import { type DigestWords, digestWords } from '../words/digest-words.ts';
import { subjectTold } from '../words/event-words.ts';
import { bandWords, type Mood, scoreOutOf } from '../words/feedback-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { dayAndTime, weekdayAndTime } from '../words/moment.ts';
import { ownerMailWords } from '../words/owner-mail-words.ts';
import { oneLine, oneLineOrNothing } from '../words/plain-text.ts';
import { outcomeWords } from '../words/reason-words.ts';
import { timingText } from '../words/timing-words.ts';
import type { DigestLine, DigestSection, DigestView } from './digest-view.ts';
import { longestName, longestSubject, type RenderedMail } from './mail.ts';
import { aside, band, heading, mailDocument, palette } from './mail-document.ts';
import { withoutLinks } from './quotation.ts';
import { moodColours } from './score-chip.ts';
import { filled } from './text-lines.ts';

const shownOfComment = 100;
const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** A list of cases, each with its link: of the reader's day, of their team's, or of what came above their measure. */
export function digest(view: DigestView): RenderedMail {
  const subject = oneLine(subjectOf(view), longestSubject);
  return { subject, html: asHtml(view, subject), text: asText(view) };
}

function subjectOf(view: DigestView): string {
  const words = digestWords[view.language];
  const count = (name: DigestSection['name']) =>
    view.sections.find((section) => section.name === name)?.count ?? 0;
  const counts = words.counts(count('slipped'), count('due'), count('closed'));
  switch (view.of.what) {
    case 'own':
      return words.ownSubject(counts);
    case 'team':
      return words.teamSubject(view.of.team, counts);
    case 'overview':
      return words.overviewSubject(count('news'), view.of.most);
  }
}

function titleOf({ of, language, recipientName }: DigestView): { title: string; detail?: string } {
  const words = digestWords[language];
  switch (of.what) {
    case 'own':
      return { title: words.ownTitle(oneLineOrNothing(recipientName, longestName)) };
    case 'team':
      return { title: words.teamTitle(oneLine(of.team, longestName)) };
    case 'overview':
      return { title: words.overviewTitle, detail: words.overviewDetail(of.most) };
  }
}

function sectionTitle({ name, count }: DigestSection, view: DigestView): string {
  const words = digestWords[view.language];
  const until = view.until === undefined ? undefined : dayAndTime(view.until, view);
  return `${name === 'due' ? words.dueSection(until) : words.sections[name]} (${count})`;
}

const nearDays = 6 * 24 * 60 * 60 * 1000;

/** Less than a week away the weekday says which day it is. */
function when(at: number, view: DigestView): string {
  return Math.abs(at - view.now) < nearDays ? weekdayAndTime(at, view) : dayAndTime(at, view);
}

/** Where a case stands, and the colour of that. */
function standing({ fate, news }: DigestLine, view: DigestView): { words: string; mood: Mood } | undefined {
  const words = digestWords[view.language];
  const told = news && subjectTold(news, view.language).replace(/\.$/, '');
  switch (fate.kind) {
    case 'slipped':
      return {
        words: words.overdueSince(clockName(fate, view.language), when(fate.dueAt, view)),
        mood: 'bad',
      };
    case 'due':
      return {
        words: words.dueBy(clockName(fate, view.language), when(fate.dueAt, view)),
        mood: 'middling',
      };
    case 'closed': {
      const outcome = outcomeWords[fate.outcome][view.language];
      const mood = fate.outcome === 'recovered' ? 'good' : fate.outcome === 'lost' ? 'bad' : 'middling';
      return { words: words.closedAs(outcome, when(fate.closedAt, view)), mood };
    }
    case 'open':
      return told === undefined ? undefined : { words: told, mood: 'middling' };
  }
}

function nameIn({ customer }: DigestLine, view: DigestView): string {
  return (
    oneLineOrNothing(customer.name, longestName) ??
    oneLineOrNothing(customer.email, longestName) ??
    ownerMailWords[view.language].someone
  );
}

function scoreIn({ rating }: DigestLine, { language }: DigestView): string {
  return rating
    ? `${bandWords[rating.band][language]} ${scoreOutOf(rating)}`
    : ownerMailWords[language].noScore;
}

/** Whose it is, what is new about it, and what nobody has done yet. */
function remarks(
  { ownerName, isQueued, isAcknowledged, fate, news }: DigestLine,
  view: DigestView,
): readonly string[] {
  const words = digestWords[view.language];
  return [
    isQueued ? words.inQueue : oneLine(ownerName ?? '', longestName),
    news && fate.kind !== 'open' ? subjectTold(news, view.language).replace(/\.$/, '') : '',
    isAcknowledged || isQueued || fate.kind === 'closed' ? '' : words.notAcknowledged,
  ].filter((remark) => remark !== '');
}

function asHtml(view: DigestView, subject: string): string {
  const words = digestWords[view.language];
  const { title, detail } = titleOf(view);
  const timing = timingText(view, 'you', view);
  return mailDocument({
    language: view.language,
    brand: view.brand,
    subject,
    preheader: view.sections.map((section) => sectionTitle(section, view)).join(' · '),
    body: html`${heading(title)}${detail && band(detail)}${timing && aside(timing)}${view.sections.map((section) => sectionHtml(section, view))}${aside(words.noteOnLinks)}`,
    footer: words.why[view.of.what],
  });
}

function moreIn({ name, count, lines }: DigestSection, words: DigestWords): string {
  const more = count - lines.length;
  return name === 'news' ? words.moreLater(more) : words.more(more);
}

function sectionHtml(section: DigestSection, view: DigestView): MarkupValue {
  const words = digestWords[view.language];
  const rows = section.lines.map((line) => lineHtml(line, view));
  const more = section.count - section.lines.length;
  return band(html`<h2 class="ink" style="margin:0 0 4px;${font};font-size:17px;line-height:24px;color:${palette.ink}">${sectionTitle(section, view)}</h2>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows}</table>${more > 0 && html`<p class="soft" style="margin:8px 0 0;font-size:14px;line-height:20px;color:${palette.soft}">${moreIn(section, words)}</p>`}`);
}

function lineHtml(line: DigestLine, view: DigestView): MarkupValue {
  const words = digestWords[view.language];
  const state = standing(line, view);
  const comment = oneLineOrNothing(line.comment, shownOfComment);
  const soft = `font-size:14px;line-height:20px;color:${palette.soft}`;
  const cell = `padding:10px 0;border-top:1px solid ${palette.line};${font}`;
  const pill = state && moodColours[state.mood];
  const told = remarks(line, view).join(' · ');
  return html`<tr><td class="ink line" valign="top" style="${cell};color:${palette.ink};overflow-wrap:anywhere"><strong dir="auto" style="font-size:16px;line-height:22px">${withoutLinks(nameIn(line, view))}</strong> <span class="soft" style="${soft}">${scoreIn(line, view)}</span>${
    state &&
    pill &&
    html`<br><span class="${state.mood}" style="display:inline-block;margin:3px 0;padding:2px 8px;border-radius:6px;background:${pill.paper};color:${pill.ink};font-size:14px;line-height:20px">${state.words}</span>`
  }${told !== '' && html`<br><span class="soft" dir="auto" style="${soft}">${withoutLinks(told)}</span>`}${
    comment &&
    html`<br><span class="soft" dir="auto" style="${soft};font-style:italic">${withoutLinks(comment)}</span>`
  }</td><td class="line" align="right" valign="top" style="${cell};padding-left:12px;white-space:nowrap"><a class="ink" href="${line.url}" style="display:inline-block;padding:8px 0 8px 12px;font-size:15px;line-height:20px;color:${palette.ink};font-weight:600">${words.open}</a></td></tr>
`;
}

function asText(view: DigestView): string {
  const words = digestWords[view.language];
  const { title, detail } = titleOf(view);
  const timing = timingText(view, 'you', view);
  return `${[
    detail ? `${title}\n\n${filled(detail)}` : title,
    ...(timing === undefined ? [] : [filled(timing)]),
    ...view.sections.map((section) => sectionText(section, view)),
    filled(words.noteOnLinks),
    `-- \n${view.brand.name}\n${filled(words.why[view.of.what])}`,
  ].join('\n\n')}\n`;
}

function sectionText(section: DigestSection, view: DigestView): string {
  const words = digestWords[view.language];
  const more = section.count - section.lines.length;
  return [
    sectionTitle(section, view),
    ...section.lines.map((line) => lineText(line, view)),
    ...(more > 0 ? [moreIn(section, words)] : []),
  ].join('\n\n');
}

function lineText(line: DigestLine, view: DigestView): string {
  const comment = oneLineOrNothing(line.comment, shownOfComment);
  const facts = [standing(line, view)?.words ?? '', ...remarks(line, view)].filter((fact) => fact !== '');
  return [
    `${nameIn(line, view)}, ${scoreIn(line, view)}`,
    ...facts,
    ...(comment === undefined ? [] : [`> ${comment}`]),
    line.url,
  ].join('\n');
}
