import { AbstractKeyIterator, AbstractValueIterator } from 'abstract-level';

/**
 * Has dynalite close its iterators. It ends them by `return()`, as it would a generator, which those of `abstract-level`
 * do not have. One that stays open holds on to the database as it was: each query then costs memory and, in a folder,
 * files that are never deleted, until the run stops.
 */
export function closeIteratorsOnReturn(): void {
  for (const { prototype } of [AbstractKeyIterator, AbstractValueIterator])
    Object.defineProperty(prototype, 'return', { value: closed, configurable: true, writable: true });
}

function closed(this: { close(): Promise<void> }): Promise<void> {
  return this.close();
}
