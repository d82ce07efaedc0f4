import type { Rating } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { type CustomerMailWords, customerMailWords } from '../words/customer-mail-words.ts';
import { scoreOutOf } from '../words/feedback-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { fullDate } from '../words/moment.ts';
import { oneLine, oneLineOrNothing, readable } from '../words/plain-text.ts';
import { type CustomerMailView, longestName, type RenderedMail } from './mail.ts';
import { band, mailDocument, palette } from './mail-document.ts';
import { lines, quotation, withoutLinks } from './quotation.ts';
import { filled, quotedLines } from './text-lines.ts';

const longestQuote = 600;

/** What the customer once said, and when. */
interface Said {
  readonly at: Instant;
  readonly comment?: string | undefined;
  readonly rating?: Rating | undefined;
}

/**
 * A name to greet by. Anyone can put an address where a name belongs and have us mail it to a stranger:
 * such a name is left out.
 */
export function greeting(view: CustomerMailView): string {
  const name = oneLineOrNothing(view.customerName, longestName);
  const advertises = name !== undefined && /[/@\\<>]|\p{L}{2,}\.\p{L}{2,}/u.test(name);
  return customerMailWords[view.language].hello(advertises ? undefined : name);
}

export function whatTheySaid(view: CustomerMailView, said: Said): { html: MarkupValue; text: string } {
  const words = customerMailWords[view.language];
  const date = fullDate(said.at, view);
  const comment = said.comment && readable(said.comment);
  if (comment)
    return {
      html: html`${band(words.youWrote(date), '0 32px 12px')}${band(quotation(comment, longestQuote))}`,
      text: `${words.youWrote(date)}\n\n${quotedLines(comment, longestQuote)}`,
    };
  const sentence = said.rating ? words.youRated(date, scoreOutOf(said.rating)) : words.youAnswered(date);
  return { html: band(sentence), text: sentence };
}

/** The owner's words to the customer, paragraphs kept. */
export function ownersNote(note: string): { html: MarkupValue; text: string } {
  const clean = readable(note);
  const paragraphs = clean.split(/\n\n/).filter((paragraph) => paragraph !== '');
  return {
    html: band(
      paragraphs.map(
        (paragraph, index) =>
          html`<p dir="auto" style="margin:${index === 0 ? '0' : '14px 0 0'};overflow-wrap:anywhere">${lines(paragraph)}</p>`,
      ),
    ),
    text: filled(clean),
  };
}

/** Who signs, and for which company where that is not said already. */
export function signature(name: string, company = ''): { html: MarkupValue; text: string } {
  const signed = oneLine(name, longestName);
  return {
    html: band(
      html`<strong>${withoutLinks(signed)}</strong>${
        company && html`<br><span class="soft" style="color:${palette.soft}">${company}</span>`
      }`,
      '0 32px 28px',
    ),
    text: `${signed}\n${company}`.trim(),
  };
}

interface Letter {
  readonly subject: string;
  readonly preheader: string;
  readonly html: MarkupValue;
  readonly text: readonly string[];
  /** Why they get it. */
  readonly since: Instant;
  readonly surveyName?: string;
}

/** A letter to a customer; its end says who writes, why, and how to make it stop. */
export function customerMail(view: CustomerMailView, letter: Letter): RenderedMail {
  const { brand, language, unsubscribeUrl } = view;
  const words: CustomerMailWords = customerMailWords[language];
  const why = words.why(fullDate(letter.since, view), oneLineOrNothing(letter.surveyName, longestName));
  return {
    subject: letter.subject,
    html: mailDocument({
      language,
      brand,
      subject: letter.subject,
      preheader: letter.preheader,
      body: letter.html,
      footer: html`${why}<br><a class="soft" href="${unsubscribeUrl}" style="color:${palette.soft};text-decoration:underline">${words.unsubscribe}</a><br><br>${brand.address}`,
    }),
    text: `${[
      ...letter.text,
      `-- \n${filled(why)}\n\n${words.unsubscribe}${language === 'fr' ? '\u202f' : ''}:\n${unsubscribeUrl}\n\n${brand.address}`,
    ].join('\n\n')}\n`,
  };
}
