import { type ActionField, type ActionName, longestNote } from '../domain/actions.ts';
import { problemWords } from '../words/action-words.ts';
import { type CasePageWords, casePageWords } from '../words/case-page-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import type { CasePageView } from './case-view.ts';

interface FormField {
  readonly field: ActionField;
  readonly label: (words: CasePageWords) => string;
  readonly required: boolean;
}

const teamNote: FormField = { field: 'note', label: ({ labels }) => labels.note, required: false };

/** What each action asks for. */
const asked: Readonly<Record<ActionName, readonly FormField[]>> = {
  acknowledge: [],
  contacted: [{ field: 'note', label: ({ labels }) => labels.contactedNote, required: true }],
  waiting: [{ ...teamNote, required: true }],
  resume: [],
  resolve: [
    { field: 'rootCause', label: ({ labels }) => labels.rootCause, required: true },
    { field: 'note', label: ({ labels }) => labels.resolveNote, required: true },
  ],
  'hand-over': [{ field: 'to', label: ({ labels }) => labels.to, required: true }, teamNote],
  undo: [],
};

export function caseFields(view: CasePageView, action: ActionName): MarkupValue {
  return asked[action].map((field) => labelled(view, action, field));
}

function labelled(
  view: CasePageView,
  action: ActionName,
  { field, label, required }: FormField,
): MarkupValue {
  const words = casePageWords[view.language];
  const mine = view.typed?.action === action ? view.typed : undefined;
  const problem = mine && view.problems?.find((one) => one.field === field);
  const id = `${action}-${field}`;
  // Attributes of a field are the house's own, ids included.
  const attributes = html` id="${id}" name="${field}"${required && html` required`}${problem && html` aria-invalid="true" aria-describedby="${id}-problem"`}`;
  return html`<div class="field"><label for="${id}">${label(words)}${!required && html` <span class="soft">(${words.optional})</span>`}</label>${control(view, field, attributes, mine?.[field])}${
    problem &&
    html`<span class="problem bad" id="${id}-problem">${problemWords[view.language][problem.message]}</span>`
  }</div>
`;
}

function control(
  view: CasePageView,
  field: ActionField,
  attributes: MarkupValue,
  typed: string | undefined,
): MarkupValue {
  const { choose } = casePageWords[view.language];
  switch (field) {
    case 'note':
      // The line break after the tag is not part of the value; without it the first one typed would be lost.
      return html`<textarea${attributes} rows="4" maxlength="${longestNote}" dir="auto">
${typed}</textarea>`;
    case 'rootCause':
      return select(
        attributes,
        choose,
        view.rootCauses.map(({ id, name }) => ({ value: id, name })),
        typed,
      );
    case 'to': {
      const others = view.people.filter((one) => one.email !== view.state.owner);
      if (others.length === 0)
        return html`<input type="email"${attributes} value="${typed}" autocomplete="off" inputmode="email">`;
      return select(
        attributes,
        choose,
        others.map(({ email, name }) => ({ value: email, name })),
        typed,
      );
    }
  }
}

function select(
  attributes: MarkupValue,
  choose: string,
  options: readonly { readonly value: string; readonly name: string }[],
  typed: string | undefined,
): MarkupValue {
  return html`<select${attributes}><option value="">${choose}</option>${options.map(
    ({ value, name }) => html`<option value="${value}"${value === typed && html` selected`}>${name}</option>`,
  )}</select>`;
}
