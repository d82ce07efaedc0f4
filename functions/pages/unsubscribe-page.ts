import type { HouseLanguage } from '../domain/language.ts';
import { customerPageWords } from '../words/customer-page-words.ts';
import { html } from '../words/markup.ts';
import { oneLine } from '../words/plain-text.ts';
import { type PageBrand, pageDocument } from './document.ts';

export interface UnsubscribePageView {
  readonly brand: PageBrand;
  readonly language: HouseLanguage;
  readonly kind: 'ask' | 'done';
  readonly email: string;
  /** Where to write in order to come back. */
  readonly replyTo: string;
}

/** Says what will stop, and stops it on a post of `action=unsubscribe`; never on being opened. */
export function unsubscribePage({ brand, language, kind, email, replyTo }: UnsubscribePageView): string {
  const { unsubscribe: words } = customerPageWords[language];
  const address = masked(email);
  const body =
    kind === 'ask'
      ? html`<h1>${words.title}</h1>
<p>${words.what(address, brand.name)}</p>
<p class="soft">${words.still}</p>
<form method="post"><input type="hidden" name="action" value="unsubscribe"><button type="submit">${words.button}</button></form>`
      : html`<p class="mark" aria-hidden="true">✓</p><h1>${words.done}</h1>
<p>${words.doneDetail(address, brand.name)}</p>
<p class="soft">${words.back(replyTo)}</p>`;
  return pageDocument({
    brand,
    language,
    title: kind === 'ask' ? words.title : words.done,
    switchable: true,
    narrow: true,
    body: html`<section class="card">${body}</section>`,
  });
}

/** `a•••@example.com`: enough for its holder, too little for whoever else has the link. */
export function masked(email: string): string {
  const line = oneLine(email, 254);
  const at = line.lastIndexOf('@');
  const [first = ''] = line;
  return at < 1 ? `${first}•••` : `${first}•••${line.slice(at)}`;
}
