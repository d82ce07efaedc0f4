import type { Scale } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { type CustomerPageWords, customerPageWords } from '../words/customer-page-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import { fullDate } from '../words/moment.ts';
import { type PageBrand, pageDocument } from './document.ts';

interface RecoveryPage {
  readonly brand: PageBrand;
  readonly language: HouseLanguage;
  readonly timeZone: string;
}

export type RecoveryPageView = RecoveryPage &
  (
    | {
        readonly kind: 'question';
        readonly scale: Scale;
        readonly spokeAt: Instant;
        /** Chosen in the mail, or posted with what was refused; shown chosen, never sent by itself. */
        readonly score?: number | undefined;
        readonly comment?: string | undefined;
        /** Whether our first answer settled it, as posted with what was refused. */
        readonly fcr?: boolean | undefined;
        /** From the second on nobody is asked about our first answer: it did not settle it. */
        readonly round: number;
        /** The form was posted without a number. */
        readonly missing?: boolean | undefined;
      }
    | { readonly kind: 'thanks' }
    | { readonly kind: 'already-answered' }
  );

/** The longest comment that the form takes. */
export const longestRecoveryComment = 2000;

type Question = Extract<RecoveryPageView, { kind: 'question' }>;

/** Did we put it right? Posts `score`, `comment` and, in the first round, `fcr` (`yes` or `no`, or nothing). */
export function recoveryPage(view: RecoveryPageView): string {
  const { recovery: words } = customerPageWords[view.language];
  return pageDocument({
    brand: view.brand,
    language: view.language,
    title: view.kind === 'question' ? words.question : words.thanks,
    switchable: true,
    narrow: true,
    body: html`<section class="card">${bodyOf(view, words)}</section>`,
  });
}

function bodyOf(view: RecoveryPageView, words: CustomerPageWords['recovery']): MarkupValue {
  switch (view.kind) {
    case 'question':
      return question(view, words);
    case 'thanks':
      return thanks(words.thanks, words.thanksDetail);
    case 'already-answered':
      return thanks(words.thanks, words.already);
  }
}

function thanks(title: string, detail: string): MarkupValue {
  return html`<p class="mark" aria-hidden="true">✓</p><h1>${title}</h1><p>${detail}</p>`;
}

function question(view: Question, words: CustomerPageWords['recovery']): MarkupValue {
  const { min, max } = view.scale;
  const numbers = Array.from({ length: max - min + 1 }, (_, index) => min + index);
  const choice = (number: number) =>
    html`<div><input type="radio" id="score-${number}" name="score" value="${number}" required${number === view.score && html` checked`}${view.missing && html` aria-invalid="true" aria-describedby="score-problem"`}><label for="score-${number}">${number}</label></div>`;
  return html`<h1 id="question">${words.question}</h1>
<p class="soft">${words.about(fullDate(view.spokeAt, view))}</p>
<form method="post">
<fieldset aria-labelledby="question">
<div class="choices${numbers.length > 6 && ' many'}">${numbers.map(choice)}</div>
<div class="ends soft small"><span>${min} = ${words.lowest}</span><span>${max} = ${words.highest}</span></div>
${view.missing && html`<p class="problem bad" id="score-problem" role="alert">${words.missing}</p>`}
</fieldset>
${view.round === 0 && firstAnswer(view, words)}<div class="field"><label for="comment">${words.comment}</label><textarea id="comment" name="comment" rows="4" maxlength="${longestRecoveryComment}" dir="auto" aria-describedby="comment-hint">
${view.comment}</textarea><p class="soft small hint" id="comment-hint">${words.commentHint}</p></div>
<button type="submit">${words.submit}</button>
</form>`;
}

function firstAnswer({ fcr }: Question, words: CustomerPageWords['recovery']): MarkupValue {
  const choice = (word: 'yes' | 'no', chosen: boolean) =>
    html`<div><input type="radio" id="fcr-${word}" name="fcr" value="${word}"${chosen && html` checked`}><label for="fcr-${word}">${words[word]}</label></div>`;
  return html`<fieldset>
<legend>${words.firstAnswer} <span class="soft">(${words.optional})</span></legend>
<div class="choices worded">${choice('yes', fcr === true)}${choice('no', fcr === false)}</div>
</fieldset>
`;
}
