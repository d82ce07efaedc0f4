import { html, type Markup, type MarkupValue } from '../words/markup.ts';
import { cut, readable } from '../words/plain-text.ts';
import { palette } from './mail-document.ts';

const joiner = '\u200c';

/**
 * Somebody's words in a block of their own, which keeps their reading direction to themselves.
 * Anyone can write into a survey, so their addresses are also kept from being made into links by mail readers.
 */
export function quotation(text: string, longest: number, language?: string): Markup {
  const lang = language && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? language : '';
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="quote" dir="auto" lang="${lang}" style="background:${palette.quote};border-radius:8px;padding:14px 18px;font-family:Georgia,'Times New Roman',serif;font-size:18px;line-height:27px;color:${palette.ink};word-break:break-word;overflow-wrap:anywhere">${lines(withoutLinks(cut(readable(text), longest)))}</td></tr></table>`;
}

/** Line breaks kept. */
export function lines(text: string): readonly MarkupValue[] {
  return text.split('\n').map((line, index) => (index === 0 ? line : html`<br>${line}`));
}

/** The same to the eye, but no address for a mail reader to turn into a link. */
export function withoutLinks(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N}])(?=\.[\p{L}\p{N}])|(?<=:)(?=\/\/)|(?=@)/gu, joiner);
}
