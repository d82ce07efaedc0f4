import { clockName, verdictWords } from '../words/case-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { dayAndTime, dayIn } from '../words/moment.ts';
import { type OwnerMailWords, ownerMailWords } from '../words/owner-mail-words.ts';
import { cut, oneLine, oneLineOrNothing, readable } from '../words/plain-text.ts';
import { unreachableWords } from '../words/reason-words.ts';
import { timingText } from '../words/timing-words.ts';
import { longestName, type RenderedMail } from './mail.ts';
import { aside, band, button, heading, mailDocument, palette } from './mail-document.ts';
import { ownerFacts } from './owner-facts.ts';
import { ownerSubject } from './owner-subject.ts';
import type { OwnerClock, OwnerNotificationView } from './owner-view.ts';
import { quotation, withoutLinks } from './quotation.ts';
import { moodColours, scoreChip, scoreInWords } from './score-chip.ts';
import { filled, quotedLines } from './text-lines.ts';
import { toldRound } from './told-round.ts';

/** Short enough for the button to be in reach of a thumb. */
const longestQuote = 480;

/** Tells an owner, lead or head about a case: who, how bad, in the customer's words, until when, and one button. */
export function ownerNotification(view: OwnerNotificationView): RenderedMail {
  const subject = ownerSubject(view);
  return { subject, html: asHtml(view, subject), text: asText(view) };
}

interface Said {
  readonly title: string;
  readonly detail?: string;
}

function whatHappened(view: OwnerNotificationView, words: OwnerMailWords): Said {
  const { about } = view;
  const owner = view.recipient.role === 'owner' ? undefined : oneLine(view.ownerName, longestName);
  switch (about.what) {
    case 'opened':
      return view.isQueued
        ? { title: words.queuedTitle, detail: words.queuedDetail }
        : { title: words.openedTitle(owner) };
    case 'reopened':
      return { title: words.reopenedTitle };
    case 'handed-over': {
      const title = words.handedOverTitle(owner);
      const { from, back } = about;
      if (from === undefined || back === undefined) return { title };
      return { title, detail: words.standingInDetail(nameOf(from, view), dayIn(back, view.language)) };
    }
    case 'taken-over': {
      const back = about.back === undefined ? undefined : dayIn(about.back, view.language);
      const detail = back === undefined ? '' : words.awayDetail(back);
      const late = about.why === 'late' ? words.lateDetail : detail;
      return { title: words.takenOverTitle(nameOf(about.to, view)), ...(late !== '' && { detail: late }) };
    }
    case 'feedback-joined':
      return { title: words.joinedTitle };
    case 'unacknowledged':
      return reminder(about.times, view, words);
    case 'feedback-changed':
      return { title: words.changedTitle };
    case 'warning':
      return {
        title: words.warningTitle(about.target, dueOf(view, about.target)),
        detail: words.warningDetail(about.percent),
      };
    case 'breach':
      return {
        title: words.breachTitle(about.target),
        detail: words.breachDetail(dueOf(view, about.target), owner),
      };
  }
}

function reminder(times: number, { isQueued }: OwnerNotificationView, words: OwnerMailWords): Said {
  return isQueued
    ? { title: words.untakenTitle, detail: words.untakenDetail(times) }
    : { title: words.unacknowledgedTitle, detail: words.unacknowledgedDetail(times) };
}

function nameOf(email: string, { names = {} }: OwnerNotificationView): string {
  return oneLine(names[email] ?? email, longestName);
}

function dueOf(view: OwnerNotificationView, target: OwnerClock['target']): string | undefined {
  const clock = view.clocks.find((one) => one.target === target && one.side !== 'customer');
  return clock && dayAndTime(clock.dueAt, view);
}

/** Name and address, whichever are known. */
function customerOf({ customer }: OwnerNotificationView, words: OwnerMailWords) {
  const email = oneLineOrNothing(customer.email, 254);
  return { name: oneLineOrNothing(customer.name, longestName) ?? (email ? undefined : words.someone), email };
}

function whyThem({ recipient }: OwnerNotificationView, words: OwnerMailWords): string {
  const name = oneLineOrNothing(recipient.name, longestName);
  return name ? `${words.sentTo(name)} ${words.why[recipient.role]}` : words.why[recipient.role];
}

/** What opening the link means. */
function noteOn({ recipient }: OwnerNotificationView, words: OwnerMailWords): string {
  return recipient.role === 'watcher' || recipient.role === 'former' ? words.watchingNote : words.buttonNote;
}

function asHtml(view: OwnerNotificationView, subject: string): string {
  const { language, brand, comment } = view;
  const words = ownerMailWords[language];
  const { title, detail } = whatHappened(view, words);
  const timing = timingText(view, 'you', view);
  const said = comment && readable(comment);
  const newest = readable(view.previously?.comment ?? '') || said;
  return mailDocument({
    language,
    brand,
    subject,
    preheader: newest ? oneLine(newest, 140) : words.noComment,
    body: html`${heading(title)}${detail && band(detail)}${timing && aside(timing)}${toldRound(view).html}${band(who(view, words))}
${unreachable(view)}${band(said ? quotation(said, longestQuote, view.commentLanguage) : html`<em class="soft" style="color:${palette.soft}">${words.noComment}</em>`)}
${shortened(said) && aside(words.restOnPage)}${band(dues(view))}${band(button(words.button, view.actionUrl, brand), '0 32px 10px')}
${aside(noteOn(view, words))}
${band(facts(view), '0 32px 24px')}`,
    footer: html`${whyThem(view, words)}<br>${words.caseNumber(view.caseId)}`,
  });
}

/** In a colour that is seen, before the owner spends an hour on a letter. */
function unreachable({ unreachable: reason, language }: OwnerNotificationView): MarkupValue {
  if (reason === undefined) return '';
  const { paper, ink } = moodColours.middling;
  return band(
    html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="middling" bgcolor="${paper}" style="background:${paper};color:${ink};border-radius:8px;padding:10px 14px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:21px"><strong>${unreachableWords[reason][language]}</strong></td></tr></table>`,
  );
}

function shortened(said: string | undefined): boolean {
  return said !== undefined && cut(said, longestQuote) !== said;
}

function who(view: OwnerNotificationView, words: OwnerMailWords): MarkupValue {
  const { name, email } = customerOf(view, words);
  const soft = `font-size:15px;line-height:22px;color:${palette.soft};overflow-wrap:anywhere`;
  const person = html`${name && html`<strong dir="auto" style="font-size:18px;line-height:24px">${withoutLinks(name)}</strong>`}${name && email && html`<br>`}${email && html`<span class="soft" style="${soft}">${email}</span>`}`;
  if (!view.rating) return person;
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td valign="middle">${scoreChip(view.rating, view.language)}</td><td class="ink" valign="middle" style="padding-left:16px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:${palette.ink}">${person}</td></tr></table>`;
}

/** What is due first comes first. */
function byDue({ clocks }: OwnerNotificationView): readonly OwnerClock[] {
  return clocks.toSorted((one, other) => one.dueAt - other.dueAt);
}

function dues(view: OwnerNotificationView): MarkupValue {
  const words = ownerMailWords[view.language];
  const cell = `padding:7px 0;border-top:1px solid ${palette.line};font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:21px`;
  const rows = byDue(view).map(({ target, side, dueAt, verdict }) => {
    const { shape, word } = verdictWords[verdict];
    const weight = verdict === 'missed' || verdict === 'warned' ? 700 : 400;
    return html`<tr><td class="ink line" style="${cell};color:${palette.ink}">${clockName({ target, side }, view.language)}<br><span class="soft" style="font-weight:${weight};color:${palette.soft}">${shape} ${word[view.language]}</span></td><td class="ink line" align="right" style="${cell};white-space:nowrap;color:${palette.ink}">${dayAndTime(dueAt, view)}</td></tr>
`;
  });
  if (rows.length === 0) return '';
  return html`<table width="100%" cellpadding="0" cellspacing="0" border="0"><caption class="soft" align="left" style="text-align:left;padding-bottom:6px;font-size:13px;line-height:18px;color:${palette.soft}">${words.labels.targets}</caption>${rows}</table>`;
}

function facts(view: OwnerNotificationView): MarkupValue {
  const cell = `padding:3px 0;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:14px;line-height:20px`;
  const rows = ownerFacts(view).map(
    ({ label, value }) =>
      html`<tr><td class="soft" valign="top" style="${cell};padding-right:16px;white-space:nowrap;color:${palette.soft}">${label}</td><td class="ink" dir="auto" valign="top" style="${cell};color:${palette.ink};overflow-wrap:anywhere">${withoutLinks(value)}</td></tr>
`,
  );
  return html`<table cellpadding="0" cellspacing="0" border="0">${rows}</table>`;
}

function asText(view: OwnerNotificationView): string {
  const words = ownerMailWords[view.language];
  const { title, detail } = whatHappened(view, words);
  const { name, email } = customerOf(view, words);
  const said = view.comment && readable(view.comment);
  const person = name && email ? `${name} <${email}>` : (name ?? email ?? '');
  const clocks = byDue(view).map(({ target, side, dueAt, verdict }) => {
    const { shape, word } = verdictWords[verdict];
    return `${shape} ${clockName({ target, side }, view.language)}, ${dayAndTime(dueAt, view)} (${word[view.language].toLowerCase()})`;
  });
  const listed = ownerFacts(view).map(
    ({ label, value }) => `${label}${view.language === 'fr' ? '\u202f' : ''}: ${value}`,
  );
  return `${[
    detail ? `${title}\n${detail}` : title,
    filled(timingText(view, 'you', view) ?? ''),
    toldRound(view).text,
    view.rating ? `${person}\n${scoreInWords(view.rating, view.language)}` : person,
    view.unreachable ? unreachableWords[view.unreachable][view.language] : '',
    said ? quotedLines(said, longestQuote) : words.noComment,
    shortened(said) ? words.restOnPage : '',
    clocks.join('\n'),
    `${words.button}\n${view.actionUrl}`,
    filled(noteOn(view, words)),
    listed.join('\n'),
    `-- \n${view.brand.name}\n${filled(whyThem(view, words))}\n${words.caseNumber(view.caseId)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}
