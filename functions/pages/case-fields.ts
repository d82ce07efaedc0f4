import { type ActionField, type ActionName, longestNote } from '../domain/actions.ts';
import { problemWords } from '../words/action-words.ts';
import type { Cause } from '../domain/root-cause.ts';
import { type CasePageWords, casePageWords } from '../words/case-page-words.ts';
import { pathInWords } from '../words/cause-words.ts';
import { html, type MarkupValue } from '../words/markup.ts';
import type { CasePageView } from './case-view.ts';

interface FormField {
  readonly field: ActionField;
  readonly label: (words: CasePageWords, view: CasePageView) => string;
  readonly required: boolean;
}

const teamNote: FormField = { field: 'note', label: ({ labels }) => labels.note, required: false };

/** What each action asks for. */
const asked: Readonly<Record<ActionName, readonly FormField[]>> = {
  take: [],
  acknowledge: [],
  contacted: [{ field: 'note', label: ({ labels }) => labels.contactedNote, required: true }],
  waiting: [{ ...teamNote, required: true }],
  resume: [],
  resolve: [
    { field: 'rootCause', label: ({ labels }) => labels.rootCause, required: true },
    {
      field: 'note',
      label: ({ labels }, { unreachable }) => (unreachable ? labels.resolveNoteUnsent : labels.resolveNote),
      required: true,
    },
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
  return html`<div class="field"><label for="${id}">${label(words, view)}${!required && html` <span class="soft">(${words.optional})</span>`}</label>${control(view, field, attributes, mine?.[field])}${
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
      return select(attributes, choose, causeOptions(view, typed));
    case 'to': {
      const others = view.people.filter((one) => view.state.queue || one.email !== view.state.owner);
      if (others.length === 0)
        return html`<input type="email"${attributes} value="${typed}" autocomplete="off" inputmode="email">`;
      return select(
        attributes,
        choose,
        others.map(({ email, name }) => option(email, name, typed)),
      );
    }
  }
}

/** A cause with more exact ones below it heads a group, and can be chosen itself. */
function causeOptions({ rootCauses, language }: CasePageView, typed: string | undefined): MarkupValue {
  const { inGeneral } = casePageWords[language];
  return rootCauses.map((cause) => {
    if (cause.children === undefined) return option(cause.id, cause.name, typed);
    const below = pathsBelow(cause.children).map(({ id, path }) => option(id, path, typed));
    return html`<optgroup label="${cause.name}">${option(cause.id, inGeneral(cause.name), typed)}${below}</optgroup>`;
  });
}

/** Groups do not nest in a list: what lies deeper says under what. */
function pathsBelow(
  causes: readonly Cause<string>[],
  above: readonly Cause<string>[] = [],
): readonly { readonly id: string; readonly path: string }[] {
  return causes.flatMap((cause) => {
    const path = [...above, cause];
    return [{ id: cause.id, path: pathInWords(path) }, ...pathsBelow(cause.children ?? [], path)];
  });
}

function option(value: string, name: string, typed: string | undefined): MarkupValue {
  return html`<option value="${value}"${value === typed && html` selected`}>${name}</option>`;
}

function select(attributes: MarkupValue, choose: string, options: MarkupValue): MarkupValue {
  return html`<select${attributes}><option value="">${choose}</option>${options}</select>`;
}
