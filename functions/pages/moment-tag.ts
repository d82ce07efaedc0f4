import type { Instant } from '../domain/instant.ts';
import { html, type Markup } from '../words/markup.ts';

/** A moment in words that machines can read too; `exact` shows on hovering. */
export function moment(at: Instant, words: string, exact?: string): Markup {
  const iso = new Date(at).toISOString();
  return exact
    ? html`<time datetime="${iso}" title="${exact}">${words}</time>`
    : html`<time datetime="${iso}">${words}</time>`;
}
