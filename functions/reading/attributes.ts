import { attributeLimit } from '../domain/merge.ts';
import { lineOf } from './given-text.ts';

const longestName = 100;

/**
 * Attributes as texts: numbers and truth values are written out, anything else is left out, as are those beyond
 * the fiftieth. Names and values are bounded.
 */
export function attributesOf(
  given: readonly (readonly [string, unknown])[],
): Readonly<Record<string, string>> {
  const named = given.flatMap(([name, value]) => {
    const key = lineOf(name, longestName);
    const text = attributeText(value);
    return key === undefined || key === '__proto__' || text === undefined ? [] : [[key, text] as const];
  });
  return Object.fromEntries(named.slice(0, attributeLimit));
}

function attributeText(given: unknown): string | undefined {
  switch (typeof given) {
    case 'string':
      return lineOf(given);
    case 'number':
    case 'boolean':
      return String(given);
    default:
      return undefined;
  }
}
