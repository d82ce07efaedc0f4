import { emailOf } from '../../functions/reading/given-text.ts';
import type { Line } from '../../functions/reading/explain.ts';

/**
 * Roles for answers that have none, as JSON for the configuration's `questions`. It is a draft: what a number stands
 * on cannot be seen from the number, so metric and scale are left to be written.
 */
export function draftMapping(lines: readonly Line[]): readonly string[] {
  return lines.flatMap(({ of, names: [id], value, role, fate }) => {
    if (of !== 'answer' || id === undefined || role !== undefined || fate.text === 'empty') return [];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [`{ "id": ${JSON.stringify(id)}, ${roleFor(text)} }`];
  });
}

function roleFor(text: string): string {
  if (emailOf(text) !== undefined) return '"as": "email"';
  if (/^\s*\d{1,3}([.]\d+)?\s*$/.test(text))
    return '"as": "rating", "question": { "metric": "…", "scale": { "min": …, "max": … } }';
  if (text.length > 30) return '"as": "comment"';
  return '"as": "attribute", "name": "…"';
}
