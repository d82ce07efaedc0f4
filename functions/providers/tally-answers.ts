import { answerTo, isRecord } from '../reading/answered.ts';
import type { GivenAnswer } from './provider.ts';
import type { TallyField } from './tally-body.ts';

/** Answers that are neither words nor a number of the customer's own. */
const noAnswers: ReadonlySet<string | undefined> = new Set([
  'RANKING',
  'PAYMENT',
  'SIGNATURE',
  'FILE_UPLOAD',
]);

/** Whether the form carried a field along or reckoned it: its label is the name that the form's author gave. */
export function isCarried(type: string | undefined): boolean {
  return type === 'HIDDEN_FIELDS' || type === 'CALCULATED_FIELDS';
}

export function answersIn(
  fields: readonly TallyField[],
  pathOf: (field: TallyField, index: number) => string,
): readonly GivenAnswer[] {
  return fields.flatMap((field, index) => {
    if (field.type === 'MATRIX') return rowsIn(field, pathOf(field, index));
    if (noAnswers.has(field.type)) return [];
    return answerIn(namesOf(field), pathOf(field, index), field.value, textsOf(field.options));
  });
}

export function hiddenIn(fields: readonly TallyField[]): readonly (readonly [string, unknown])[] {
  return fields.flatMap(({ type, label, value }) =>
    isCarried(type) && label !== undefined ? [[label, value] as const] : [],
  );
}

/** All questions, as Tally lists unanswered ones, too. */
export function askedIn(fields: readonly TallyField[]): readonly string[] {
  return fields.flatMap((field) => [
    ...namesOf(field),
    ...(field.rows ?? []).flatMap(({ id }) => namesOf(field, id)),
  ]);
}

/** Each row of a matrix is a question of its own, as single boxes of checkboxes are: `question_<id>_<row>`. */
function rowsIn(field: TallyField, path: string): readonly GivenAnswer[] {
  const { value, columns } = field;
  if (!isRecord(value)) return [];
  const texts = textsOf(columns);
  return Object.entries(value).flatMap(([row, chosen]) =>
    answerIn(namesOf(field, row), `${path}.${row}`, chosen, texts),
  );
}

/** The key as it stands and as Tally's API has it, without its prefix. */
function namesOf({ key }: TallyField, row?: string): readonly string[] {
  if (key === undefined) return [];
  const keys = key.startsWith(prefix) ? [key, key.slice(prefix.length)] : [key];
  return row === undefined ? keys : keys.map((one) => `${one}_${row}`);
}
const prefix = 'question_';

type Texts = ReadonlyMap<string, string | undefined>;

function textsOf(options: TallyField['options']): Texts {
  return new Map((options ?? []).map(({ id, text }) => [id, text]));
}

/** One answer, with the words of chosen options; anything else as it came. */
function answerIn(names: readonly string[], path: string, value: unknown, texts: Texts) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
  const worded = chosen.map((one) => (typeof one === 'string' ? (texts.get(one) ?? one) : one));
  const options = chosen.flatMap((one) => (typeof one === 'string' && texts.has(one) ? [one] : []));
  return answerTo(names, path, Array.isArray(value) ? worded : worded[0], { options });
}
