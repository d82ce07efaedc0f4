import type { SourceConfiguration } from '../../functions/domain/source.ts';
import type { Provider } from '../../functions/providers/provider.ts';
import { rolesOf } from '../../functions/reading/mapping.ts';

/** What a table's columns mean for a source. */

const reserved = {
  id: 'id',
  response_id: 'id',
  submitted_at: 'submitted-at',
  submittedat: 'submitted-at',
  date: 'submitted-at',
  updated_at: 'updated-at',
  score: 'score',
  comment: 'comment',
  email: 'email',
  name: 'name',
  customer_id: 'customer-id',
  language: 'language',
  channel: 'channel',
  survey: 'survey',
  contact_requested: 'contact-requested',
  contact_time: 'contact-time',
} as const;
type Reserved = Exclude<(typeof reserved)[keyof typeof reserved], 'score' | 'comment'>;

export type ColumnUse =
  | { readonly as: Reserved }
  | { readonly as: 'answer'; readonly question: string; readonly isMapped: boolean }
  | { readonly as: 'hidden'; readonly name: string }
  | { readonly as: 'attribute'; readonly name: string }
  | { readonly as: 'nothing' };

export interface Column {
  /** As the file calls it. */
  readonly title: string;
  readonly use: ColumnUse;
}

/** New names for columns, by their titles; null leaves a column out. */
export type Renames = Readonly<Record<string, string | null>>;

/**
 * Takes each column by its name, after renaming: the configuration's questions and hidden fields, then the reserved
 * names; all others are answers to questions that nobody has mapped.
 * @throws Error when a name stands twice, a rename finds no column, or no column could hold a score or a comment
 */
export function columnsOf(
  titles: readonly string[],
  renames: Renames,
  source: SourceConfiguration,
  provider: Provider,
): readonly Column[] {
  const unknown = Object.keys(renames).filter((title) => !titles.includes(title));
  if (unknown.length > 0)
    throw new Error(`There is no column ${quoted(unknown)}. Columns: ${quoted(titles)}.`);
  const columns = titles.map((title) => {
    const name = Object.hasOwn(renames, title) ? renames[title] : title;
    return { title, use: name ? useOf(name, source, provider) : ({ as: 'nothing' } as const) };
  });
  const twice = columns.filter(({ use }, index) =>
    columns.slice(0, index).some((one) => use.as !== 'nothing' && sameUse(one.use, use)),
  );
  if (twice.length > 0)
    throw new Error(`Two columns are one and the same: ${quoted(twice.map(({ title }) => title))}.`);
  const telling = rolesOf(source, provider.questions).filter(({ as }) => as === 'rating' || as === 'comment');
  if (!columns.some(({ use }) => use.as === 'answer' && telling.some(({ id }) => id === use.question)))
    throw new Error(
      `No column holds a score or a comment. Columns: ${quoted(titles)}; questions: ${quoted(telling.map(({ id }) => id))}. Name them by --columns.`,
    );
  return columns;
}

function useOf(name: string, source: SourceConfiguration, provider: Provider): ColumnUse {
  const folded = name.toLowerCase().replace(/[\s-]+/g, '_');
  const meaning = isReserved(folded) ? reserved[folded] : undefined;
  // A response needs its id and its date, whatever else a form calls so.
  if (meaning === 'id' || meaning === 'submitted-at' || meaning === 'updated-at') return { as: meaning };
  const roles = rolesOf(source, provider.questions);
  if (roles.some(({ id }) => id === name)) return { as: 'answer', question: name, isMapped: true };
  if (Object.hasOwn(source.hidden, name)) return { as: 'hidden', name };
  if (meaning === 'score' || meaning === 'comment') {
    const role = roles.find(({ as }) => as === (meaning === 'score' ? 'rating' : 'comment'));
    return { as: 'answer', question: role?.id ?? name, isMapped: role !== undefined };
  }
  if (meaning !== undefined) return { as: meaning };
  const attribute = /^attributes?\.(.+)$/.exec(name)?.[1];
  if (attribute !== undefined) return { as: 'attribute', name: attribute };
  return { as: 'answer', question: name, isMapped: false };
}

function isReserved(name: string): name is keyof typeof reserved {
  return Object.hasOwn(reserved, name);
}

function sameUse(one: ColumnUse, other: ColumnUse): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** What becomes of the columns, for whoever imports: a wrong guess must be seen before years of rows are sent. */
export function describeColumns(columns: readonly Column[]): readonly string[] {
  const width = Math.max(0, ...columns.map(({ title }) => title.length));
  return columns.map(({ title, use }) => `  ${title.padEnd(width)}  ${described(use)}`);
}

function described(use: ColumnUse): string {
  switch (use.as) {
    case 'answer':
      return use.isMapped ? `→ question ${use.question}` : '– ignored: no question is mapped to it';
    case 'hidden':
      return `→ hidden field ${use.name}`;
    case 'attribute':
      return `→ attribute ${use.name}`;
    case 'nothing':
      return '– left out';
    default:
      return `→ ${use.as}`;
  }
}
