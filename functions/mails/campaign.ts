import type { Instant } from '../domain/instant.ts';
import { customerMailWords } from '../words/customer-mail-words.ts';
import { html } from '../words/markup.ts';
import { oneLine } from '../words/plain-text.ts';
import { customerMail, greeting, signature, whatTheySaid } from './customer-mail.ts';
import { type CustomerMailView, longestSubject, type RenderedMail } from './mail.ts';
import { band, heading } from './mail-document.ts';
import { withoutLinks } from './quotation.ts';
import { filled } from './text-lines.ts';

/** A mail to somebody who asked for what was now done. */
export interface CampaignView extends CustomerMailView {
  /** The improvement's title in the reader's language. */
  readonly title: string;
  readonly askedAt: Instant;
}

/** "You asked, we did": reminds of the words and tells that they had an effect. */
export function campaign(view: CampaignView): RenderedMail {
  const { campaign: words } = customerMailWords[view.language];
  const title = oneLine(view.title, 200);
  const said = whatTheySaid(view, { at: view.askedAt, comment: view.comment });
  const signed = signature(words.signature(view.brand.name));
  return customerMail(view, {
    subject: oneLine(words.subject(title), longestSubject),
    preheader: title,
    html: html`${heading(words.title)}${band(withoutLinks(greeting(view)))}${said.html}${band(words.now, '0 32px 6px')}${band(html`<strong style="font-size:20px;line-height:28px">${title}</strong>`)}${band(words.thanks)}${signed.html}`,
    text: [greeting(view), said.text, words.now, filled(title), words.thanks, signed.text],
    since: view.askedAt,
  });
}
