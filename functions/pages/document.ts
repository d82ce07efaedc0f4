import { createHash } from 'node:crypto';
import type { HouseLanguage } from '../domain/language.ts';
import { houseLanguages } from '../domain/language.ts';
import { html, type MarkupValue, verbatim } from '../words/markup.ts';
import { sheet } from './sheet.ts';

export interface PageBrand {
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
}

interface PageDocument {
  readonly brand: PageBrand;
  readonly language: HouseLanguage;
  readonly title: string;
  readonly body: MarkupValue;
  /** A message page for somebody whose language is not known says everything twice and offers no switch. */
  readonly switchable: boolean;
  /** Pages of a few words stay narrow on a wide screen. */
  readonly narrow: boolean;
}

const languageNames: Readonly<Record<HouseLanguage, string>> = { en: 'English', fr: 'Français' };

/** The page that every page is: complete without a script, an image or a second request. */
export function pageDocument({ brand, language, title, body, switchable, narrow }: PageDocument): string {
  const others = houseLanguages.filter((one) => one !== language);
  const document = html`<!DOCTYPE html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${title} · ${brand.name}</title>
<style>${verbatim(sheet(brand.colour))}</style>
</head>
<body>
<header class="top"><span>${brand.name}</span>${
    switchable &&
    html`<nav aria-label="${others.map((one) => languageNames[one]).join(', ')}">${others.map(
      (one) => html`<a href="?lang=${one}" hreflang="${one}" lang="${one}">${languageNames[one]}</a>`,
    )}</nav>`
  }</header>
<main${narrow && html` class="narrow"`}>
${body}
</main>
</body>
</html>
`;
  return document.toString().toWellFormed();
}

/**
 * Headers for every page of this brand. The style sheet is allowed by its hash; nothing else may load, run or frame.
 * With `no-referrer`, browsers post with `Origin: null`: judge a post by its link's token and `Sec-Fetch-Site`.
 */
export function securityHeaders({ colour }: Pick<PageBrand, 'colour'>): Readonly<Record<string, string>> {
  const hash = createHash('sha256').update(sheet(colour)).digest('base64');
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
    'x-content-type-options': 'nosniff',
  };
}
