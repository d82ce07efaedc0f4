import { html, type MarkupValue } from '../words/markup.ts';
import { dayAndTime } from '../words/moment.ts';
import { oneLine, readable } from '../words/plain-text.ts';
import { previousRoundWords } from '../words/previous-round-words.ts';
import { longestName } from './mail.ts';
import { band, palette } from './mail-document.ts';
import type { OwnerNotificationView } from './owner-view.ts';
import { quotation, withoutLinks } from './quotation.ts';
import { quotedLines } from './text-lines.ts';

/** Two quotations stand before the customer's first words, and the button must stay in reach of a thumb. */
const longestQuote = 320;
const longestCause = 240;

interface Part {
  readonly label: string;
  readonly lines: readonly string[];
  readonly said: string;
}

function parts(view: OwnerNotificationView): readonly Part[] {
  const { previously, language } = view;
  if (!previously) return [];
  const words = previousRoundWords[language];
  const { by, resolvedAt, answeredAt, score, mostScore } = previously;
  return [
    {
      label: words.weAnswered,
      lines: [
        `${oneLine(by, longestName)}, ${dayAndTime(resolvedAt, view)}`,
        words.rootCause(oneLine(previously.rootCause, longestCause)),
      ],
      said: readable(previously.note),
    },
    {
      label: words.customerAnswered,
      lines: [dayAndTime(answeredAt, view), words.score(score, mostScore)],
      said: readable(previously.comment ?? ''),
    },
  ];
}

/**
 * What was said before a low answer reopened the case: our answer, and what the customer says of it. Ends with what
 * heads the rest of the mail; nothing at all for a case that was never reopened.
 */
export function toldRound(view: OwnerNotificationView): { html: MarkupValue; text: string } {
  if (!view.previously) return { html: '', text: '' };
  const { noComment, atFirst } = previousRoundWords[view.language];
  const told = parts(view);
  return {
    html: html`${told.map((part) => asHtml(part, noComment))}${band(html`<strong>${atFirst}</strong>`, '0 32px 8px')}`,
    text: [...told.map((part) => asText(part, noComment)), atFirst].join('\n\n'),
  };
}

function asHtml({ label, lines, said }: Part, nothing: string): MarkupValue {
  const soft = `font-size:14px;line-height:20px;color:${palette.soft}`;
  const under = lines.map((line) => html`<br>${withoutLinks(line)}`);
  return html`${band(html`<strong>${label}</strong><span class="soft" style="${soft}">${under}</span>`, '0 32px 8px')}${band(
    said
      ? quotation(said, longestQuote)
      : html`<em class="soft" style="color:${palette.soft}">${nothing}</em>`,
  )}`;
}

function asText({ label, lines, said }: Part, nothing: string): string {
  return [label, ...lines, said ? quotedLines(said, longestQuote) : nothing].join('\n');
}
