import { html, raw } from 'hono/html';
import type { ControlAnswer } from './gateway.ts';
import type { Mail } from './mailbox.ts';

// Written by us and constant: the one thing on the page that is not escaped.
const STYLE = raw(`
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 14%,transparent);--soft:color-mix(in srgb,currentColor 60%,transparent);--accent:#0b6e5f}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}
header{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;padding:1rem;border-bottom:1px solid var(--line)}
h1{font-size:1.15rem;margin:0 auto 0 0}form{display:inline}time,small,.soft{color:var(--soft)}
button{font:inherit;padding:.4rem .8rem;border:1px solid var(--line);border-radius:.5rem;background:transparent;color:inherit;cursor:pointer}
button:hover,a:focus-visible,button:focus-visible{outline:2px solid var(--accent)}
main{display:grid;grid-template-columns:minmax(18rem,26rem) 1fr;min-height:calc(100dvh - 4.5rem)}
ol{list-style:none;margin:0;padding:0;border-right:1px solid var(--line)}
li a{display:block;padding:.75rem 1rem;border-bottom:1px solid var(--line);color:inherit;text-decoration:none;border-left:4px solid transparent}
li a[aria-current]{border-left-color:var(--accent);background:color-mix(in srgb,var(--accent) 9%,transparent)}
li strong{display:block;overflow-wrap:anywhere}.tag{font-size:.8rem;padding:.05rem .5rem;border:1px solid var(--line);border-radius:1rem}
article{padding:1rem;min-width:0}article h2{margin:0 0 .25rem;overflow-wrap:anywhere}
iframe{width:100%;height:60dvh;border:1px solid var(--line);border-radius:.5rem;background:#fff;margin-top:1rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9rem}summary{cursor:pointer;margin-top:1rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;font-size:.9rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
@media(max-width:48rem){main{display:block}ol{border-right:0}}
`);

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'";
// A mail runs nothing and loads nothing but pictures; its links open beside the inbox.
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: https:";

/** The captured mail as a page; `selected` is a mail's id. */
export function inboxPage(mails: readonly Mail[], selected: string | undefined, now: number): ControlAnswer {
  const newest = mails.toReversed();
  const shown = mails.find(({ id }) => id === selected);
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Inbox · Retour</title><style>${STYLE}</style></head>
<body><header><h1>Inbox <small>${mails.length} captured</small></h1>
<span>Clock <time datetime="${new Date(now).toISOString()}">${readable(now)}</time></span>
${['PT1H', 'P1D'].map((advance) => clockButton(advance))}</header>
<main><ol>${newest.map((mail) => row(mail, mail.id === selected))}${newest.length === 0 ? html`<li><a>No mail yet.</a></li>` : ''}</ol>
${shown === undefined ? html`<article class="soft">Pick a mail to read it.</article>` : reading(shown)}</main></body></html>`;
  return answer(String(page), PAGE_POLICY);
}

/** The HTML part alone, for the frame: sandboxed by its own header too, should it be opened directly. */
export function mailDocument(mail: Mail | undefined): ControlAnswer {
  if (mail === undefined)
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'no such mail' };
  return answer(`<base target="_blank">${mail.html}`, MAIL_POLICY);
}

function clockButton(advance: string) {
  const label = advance === 'PT1H' ? '+1 hour' : '+1 day';
  return html`<form method="post" action="/_local/clock/form"><input type="hidden" name="advance" value="${advance}"><button>${label}</button></form>`;
}

function row(mail: Mail, current: boolean) {
  return html`<li><a href="/_local/inbox?mail=${mail.id}" ${current ? raw('aria-current="true"') : ''}><small>${mail.to} · <time>${readable(Date.parse(mail.at))}</time></small><strong>${mail.subject}</strong><span class="tag">${mail.purpose}</span></a></li>`;
}

function reading(mail: Mail) {
  const frame = html`<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/_local/inbox/document?mail=${mail.id}"></iframe>`;
  return html`<article><h2>${mail.subject}</h2><div class="soft">${mail.from} → ${mail.to}</div>
${mail.html === '' ? '' : frame}
<details ${mail.html === '' ? raw('open') : ''}><summary>Plain text</summary><pre>${mail.text}</pre></details>
<details><summary>Links</summary><ul>${mail.links.map((link) => html`<li><a href="${link}" target="_blank" rel="noreferrer">${link}</a></li>`)}</ul></details>
<details><summary>Headers</summary><dl>${Object.entries(mail.headers).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></details></article>`;
}

function readable(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

function answer(body: string, policy: string): ControlAnswer {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
  return { status: 200, headers, body };
}
