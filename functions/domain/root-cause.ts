import * as z from 'zod';
import { houseKey } from './configuration-words.ts';
import type { HouseLanguage, Localised } from './language.ts';

/** Why a customer was let down, from the general to the exact. */
export interface Cause<Name> {
  readonly id: string;
  readonly name: Name;
  readonly children?: readonly Cause<Name>[] | undefined;
}

/** How many levels of causes there may be: whoever resolves a case on a phone has to find theirs. */
export const mostLevels = 4;

/** One entry of the configuration's tree. */
export const rootCause = z.strictObject({
  id: houseKey,
  name: z.strictObject({ en: z.string().min(1), fr: z.string().min(1) }),
  get children() {
    return z.array(rootCause).min(1).optional();
  },
});

/** What is wrong with a tree: an id that two entries have, an entry that lies too deep. */
export function rootCauseMistakes(causes: readonly Cause<Localised>[]): readonly string[] {
  const placed = placesIn(causes);
  const ids = placed.map(({ cause }) => cause.id);
  const repeated = [...new Set(ids.filter((id, index) => ids.indexOf(id) < index))];
  return [
    ...repeated.map((id) => `rootCauses: two entries have the id "${id}"`),
    ...placed
      .filter(({ level }) => level === mostLevels + 1)
      .map(
        ({ cause }) => `rootCauses ${cause.id}: lies below level ${mostLevels}, the last that there can be`,
      ),
  ];
}

function placesIn<Name>(
  causes: readonly Cause<Name>[],
  level = 1,
): readonly { readonly cause: Cause<Name>; readonly level: number }[] {
  return causes.flatMap((cause) => [{ cause, level }, ...placesIn(cause.children ?? [], level + 1)]);
}

/** The cause with this id and all above it, the most general first; undefined when the tree has none. */
export function pathTo<Name>(causes: readonly Cause<Name>[], id: string): readonly Cause<Name>[] | undefined {
  for (const cause of causes) {
    if (cause.id === id) return [cause];
    const below = pathTo(cause.children ?? [], id);
    if (below) return [cause, ...below];
  }
  return undefined;
}

/** The tree as one reader sees it. */
export function causesIn(
  language: HouseLanguage,
  causes: readonly Cause<Localised>[],
): readonly Cause<string>[] {
  return causes.map(({ id, name, children }) => ({
    id,
    name: name[language],
    ...(children && { children: causesIn(language, children) }),
  }));
}
