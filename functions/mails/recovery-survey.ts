import type { Scale } from '../domain/feedback.ts';
import { customerMailWords } from '../words/customer-mail-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { oneLine } from '../words/plain-text.ts';
import { customerMail, greeting, ownersNote, signature, whatTheySaid } from './customer-mail.ts';
import type { FollowUpView } from './follow-up.ts';
import { longestSubject, type RenderedMail } from './mail.ts';
import { aside, band, button, heading, palette } from './mail-document.ts';
import { withoutLinks } from './quotation.ts';
import { filled } from './text-lines.ts';

export interface RecoverySurveyView extends FollowUpView {
  readonly scale: Scale;
  /** The page of the question; a number chosen in the mail is handed to it as `?score=`. */
  readonly answerUrl: string;
}

const mostChoices = 11;
const mostInARow = 6;

/** Asks one question: did we put it right? A number opens the page with that number chosen; nothing is sent yet. */
export function recoverySurvey(view: RecoverySurveyView): RenderedMail {
  const { recovery: words } = customerMailWords[view.language];
  const said = whatTheySaid(view, { at: view.spokeAt, comment: view.comment, rating: view.rating });
  const note = ownersNote(view.whatWasDone);
  const signed = signature(view.ownerName, view.brand.name);
  const how = words.how(String(view.scale.min), String(view.scale.max));
  return customerMail(view, {
    subject: oneLine(words.subject, longestSubject),
    preheader: words.preheader,
    html: html`${heading(words.question)}${band(withoutLinks(greeting(view)))}${said.html}${band(words.since, '0 32px 10px')}${note.html}${band(how, '0 32px 10px')}${choices(view)}${band(button(words.button, view.answerUrl, view.brand), '4px 32px 10px')}${aside(words.note)}${signed.html}`,
    text: [
      greeting(view),
      said.text,
      words.since,
      note.text,
      words.question,
      filled(how),
      `${words.button}\n${view.answerUrl}`,
      filled(words.note),
      signed.text,
    ],
    since: view.spokeAt,
    surveyName: view.surveyName,
  });
}

/** The numbers, in rows short enough for a thumb. */
function choices({ scale, answerUrl, language }: RecoverySurveyView): MarkupValue {
  const { recovery: words } = customerMailWords[language];
  const count = scale.max - scale.min + 1;
  if (count > mostChoices) return '';
  const perRow = Math.ceil(count / Math.ceil(count / mostInARow));
  const rows = Array.from({ length: Math.ceil(count / perRow) }, (_, row) =>
    Array.from(
      { length: Math.min(perRow, count - row * perRow) },
      (_, index) => scale.min + row * perRow + index,
    ),
  );
  const address = (score: number) => `${answerUrl}${answerUrl.includes('?') ? '&' : '?'}score=${score}`;
  const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
  const cell = (score: number) =>
    html`<td class="pick" width="${Math.floor(100 / perRow)}%" align="center" style="border:1px solid #767d85;border-radius:8px;background:${palette.card}"><a href="${address(score)}" aria-label="${words.choice(score, scale.max)}" style="display:block;padding:13px 0;${font};font-size:19px;line-height:22px;font-weight:600;color:${palette.ink};text-decoration:none">${score}</a></td>`;
  return band(
    html`<table role="presentation" width="100%" cellpadding="0" cellspacing="6" border="0" style="border-collapse:separate">${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</table><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="soft" style="padding-left:6px;${font};font-size:13px;line-height:18px;color:${palette.soft}">${scale.min} = ${words.lowest}</td><td class="soft" align="right" style="padding-right:6px;${font};font-size:13px;line-height:18px;color:${palette.soft}">${scale.max} = ${words.highest}</td></tr></table>`,
    '0 26px 16px',
  );
}
