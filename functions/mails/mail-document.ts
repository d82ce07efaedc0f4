import type { HouseLanguage } from '../domain/language.ts';
import { inkOn } from '../words/ink.ts';
import { html, type Markup, type MarkupValue, verbatim } from '../words/markup.ts';
import type { Brand } from './mail.ts';

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Colours of words and surfaces, and the same for readers who keep their screen dark. */
export const palette = {
  ink: '#1d2126',
  soft: '#575e66',
  line: '#e2dfd8',
  card: '#ffffff',
  page: '#f4f2ee',
  quote: '#f7f5f1',
} as const;

const sheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.outer{padding:0!important}.in{padding-left:20px!important;padding-right:20px!important}.card{border-radius:0!important}}
@media (prefers-color-scheme:dark){
.page{background:#14171a!important}.card{background:#1e2226!important}
.ink{color:#ece9e4!important}.soft{color:#aeb5bd!important}
.quote{background:#262b30!important;color:#ece9e4!important}.line{border-color:#3a4046!important}
.bad{background:#4f1f1b!important;color:#ffd0c9!important}.middling{background:#46350f!important;color:#ffe2a6!important}.good{background:#173f28!important;color:#bdeecd!important}
.pick{background:#262b30!important;border-color:#8a939c!important}.pick a{color:#ece9e4!important}
}`;

// Keeps the mail's first words from following the preheader in the inbox list.
const blank = '&#847;&zwnj;&nbsp;'.repeat(50);

interface MailDocument {
  readonly language: HouseLanguage;
  readonly brand: Brand;
  readonly subject: string;
  /** What an inbox shows after the subject. */
  readonly preheader: string;
  readonly body: MarkupValue;
  readonly footer: MarkupValue;
}

/** The page that every mail is: tables and inline styles, because Outlook and Gmail read nothing else. */
export function mailDocument({ language, brand, subject, preheader, body, footer }: MailDocument): string {
  const document = html`<!DOCTYPE html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${subject}</title>
<style>${verbatim(sheet)}</style>
</head>
<body class="page" style="margin:0;padding:0;background:${palette.page}">
<div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px">${preheader}${verbatim(blank)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${palette.page}">
<tr><td class="outer" align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:${palette.card};border-radius:10px;border-top:5px solid ${inkOn(brand.colour).paper}">
<tr><td class="in soft" style="padding:18px 32px 0;${font};font-size:14px;line-height:20px;color:${palette.soft}">${brand.name}</td></tr>
${body}
<tr><td class="in" style="padding:0 32px 24px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="soft line" style="border-top:1px solid ${palette.line};padding-top:16px;${font};font-size:13px;line-height:20px;color:${palette.soft}">${footer}</td></tr></table></td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
  return document.toString().toWellFormed();
}

/** One band of the mail, from edge to edge. */
export function band(content: MarkupValue, space = '0 32px 20px'): Markup {
  return html`<tr><td class="in ink" style="padding:${space};${font};font-size:16px;line-height:25px;color:${palette.ink}">${content}</td></tr>
`;
}

/** What is good to know but not what the mail is about. */
export function aside(content: MarkupValue): Markup {
  return html`<tr><td class="in soft" style="padding:0 32px 24px;${font};font-size:13px;line-height:20px;color:${palette.soft}">${content}</td></tr>
`;
}

export function heading(words: string): Markup {
  return band(
    html`<h1 class="ink" style="margin:0;${font};font-size:23px;line-height:30px;font-weight:700;color:${palette.ink}">${words}</h1>`,
    '8px 32px 16px',
  );
}

/** The mail's one button; a table cell, so that Outlook paints all of it. */
export function button(words: string, url: string, { colour }: Brand): Markup {
  const { paper, ink } = inkOn(colour);
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="${paper}" style="background:${paper};border-radius:8px"><a href="${url}" style="display:inline-block;padding:14px 26px;${font};font-size:17px;line-height:22px;font-weight:600;color:${ink};text-decoration:none;border-radius:8px">${words}</a></td></tr></table>`;
}
