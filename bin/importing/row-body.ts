import { createHash } from 'node:crypto';
import { contactWish } from '../../functions/reading/answer-values.ts';
import type { ImportedResponse } from '../../functions/reading/imported.ts';
import { present } from '../../functions/reading/present.ts';
import type { Column, ColumnUse } from './columns.ts';

/**
 * Writes a table's rows as imported responses, in the file's order. A row without an id is named by what it says and
 * by how many equal rows stand before it: two anonymous customers who gave the same score are two.
 */
export class RowBodies {
  private readonly columns: readonly Column[];
  private readonly equals = new Map<string, number>();

  constructor(columns: readonly Column[]) {
    this.columns = columns;
  }

  /** @throws UnreadableBodyError for a wish to be contacted that is neither yes nor no */
  next(cells: readonly string[]): ImportedResponse {
    const said = this.columns.map((column, index) => ({ ...column, text: cells[index]?.trim() ?? '' }));
    const text = (as: ColumnUse['as']) => said.find(({ use, text }) => use.as === as && text !== '')?.text;
    const named = (as: 'hidden' | 'attribute') =>
      Object.fromEntries(
        said.flatMap(({ use, text }) => (use.as === as && text !== '' ? [[use.name, text] as const] : [])),
      );
    const wish = text('contact-requested');
    const path = 'imported.contactRequested';
    return {
      id: text('id') ?? this.derivedId(said),
      ...present({
        submittedAt: text('submitted-at'),
        updatedAt: text('updated-at'),
        survey: text('survey'),
        channel: text('channel'),
        language: text('language'),
        contactRequested: wish === undefined ? undefined : contactWish({ names: [], path, value: wish }),
        contactTime: text('contact-time'),
        customer: present({ id: text('customer-id'), email: text('email'), name: text('name') }),
        hidden: named('hidden'),
        attributes: named('attribute'),
      }),
      answers: Object.fromEntries(
        said.flatMap(({ use, text }) =>
          use.as === 'answer' && (use.isMapped || text !== '') ? [[use.question, text || null] as const] : [],
        ),
      ),
    };
  }

  private derivedId(said: readonly { readonly title: string; readonly text: string }[]): string {
    const told = said.flatMap(({ title, text }) => (text === '' ? [] : [[title, text]]));
    const name = createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 22);
    const before = this.equals.get(name) ?? 0;
    this.equals.set(name, before + 1);
    return before === 0 ? `row-${name}` : `row-${name}-${before + 1}`;
  }
}
