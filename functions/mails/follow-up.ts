import type { Rating } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { customerMailWords } from '../words/customer-mail-words.ts';
import { html } from '../words/markup.ts';
import { oneLine } from '../words/plain-text.ts';
import { customerMail, greeting, ownersNote, signature, whatTheySaid } from './customer-mail.ts';
import { type CustomerMailView, longestSubject, type RenderedMail } from './mail.ts';
import { band, heading } from './mail-document.ts';
import { withoutLinks } from './quotation.ts';

/** A mail about what a customer said and what was done about it. */
export interface FollowUpView extends CustomerMailView {
  readonly rating?: Rating | undefined;
  readonly surveyName: string;
  readonly spokeAt: Instant;
  /** The owner's note, written for the customer. */
  readonly whatWasDone: string;
  readonly ownerName: string;
}

/** Thanks the customer, in their own words, and says what was done; signed by a person. */
export function followUp(view: FollowUpView): RenderedMail {
  const { followUp: words } = customerMailWords[view.language];
  const said = whatTheySaid(view, { at: view.spokeAt, comment: view.comment, rating: view.rating });
  const note = ownersNote(view.whatWasDone);
  const signed = signature(view.ownerName, view.brand.name);
  return customerMail(view, {
    subject: oneLine(words.subject(view.brand.name), longestSubject),
    preheader: words.preheader,
    html: html`${heading(words.title)}${band(withoutLinks(greeting(view)))}${said.html}${band(words.thanks)}${band(words.done, '0 32px 10px')}${note.html}${band(words.reply)}${signed.html}`,
    text: [greeting(view), said.text, words.thanks, words.done, note.text, words.reply, signed.text],
    since: view.spokeAt,
    surveyName: view.surveyName,
  });
}
