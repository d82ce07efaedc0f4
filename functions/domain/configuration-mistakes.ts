import type * as z from 'zod';

/** Every mistake on a line of its own: where it is, the question's id where it is about one, and what is wrong. */
export function describeMistakes({ issues }: z.ZodError, input: unknown): string {
  return issues
    .map(({ path, message }) => {
      const question = questionAt(path, input);
      const where = path.map(String).join('.');
      const what = question === undefined ? message : `question "${question}": ${message}`;
      return where === '' ? what : `${where}: ${what}`;
    })
    .join('\n');
}

/** The id of the question that a path leads into. */
function questionAt(path: readonly PropertyKey[], input: unknown): string | undefined {
  const at = path.lastIndexOf('questions') + 1;
  if (at === 0 || path.length <= at) return undefined;
  let found = input;
  for (const key of path.slice(0, at + 1)) found = memberOf(found, key);
  const id = memberOf(found, 'id');
  return typeof id === 'string' ? id : undefined;
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
