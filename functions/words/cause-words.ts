import { type Cause, pathTo } from '../domain/root-cause.ts';
import { oneLine } from './plain-text.ts';

const longestName = 80;

/** `Carrier › Lost parcel`; the bare id for a cause that the configuration no longer has. */
export function causeInWords(causes: readonly Cause<string>[], id: string): string {
  return pathInWords(pathTo(causes, id) ?? [{ id, name: id }]);
}

/** Names from the general to the exact. */
export function pathInWords(path: readonly Cause<string>[]): string {
  return path.map(({ name }) => oneLine(name, longestName)).join(' › ');
}
