import { type HouseLanguage, houseLanguages } from '../domain/language.ts';
import { type MessageKind, messageWords } from '../words/customer-page-words.ts';
import { html } from '../words/markup.ts';
import { type PageBrand, pageDocument } from './document.ts';

export interface MessagePageView {
  readonly brand: PageBrand;
  readonly kind: MessageKind;
  /** Without one, the page speaks every house language, the brand's first. */
  readonly language?: HouseLanguage | undefined;
  readonly firstLanguage: HouseLanguage;
}

/** What went wrong with a link, and what to do about it. Tells a stranger nothing. */
export function messagePage({ brand, kind, language, firstLanguage }: MessagePageView): string {
  const first = language ?? firstLanguage;
  const others = language ? [] : houseLanguages.filter((one) => one !== firstLanguage);
  const words = messageWords[first][kind];
  return pageDocument({
    brand,
    language: first,
    title: words.title,
    switchable: false,
    narrow: true,
    body: html`<section class="card"><h1>${words.title}</h1><p>${words.detail}</p>${others.map(
      (other) =>
        html`<div class="second" lang="${other}"><h2>${messageWords[other][kind].title}</h2><p>${messageWords[other][kind].detail}</p></div>`,
    )}</section>`,
  });
}
