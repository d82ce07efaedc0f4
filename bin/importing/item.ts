/** What an import file holds, one response at a time: a row of a table or a JSON document. */
export type Item = Row | Document | Broken;

interface Place {
  /** The line where a row begins, or the document's number. */
  readonly at: number;
  /** How far into the file it reaches, in bytes. */
  readonly bytes: number;
}
export interface Row extends Place {
  readonly kind: 'row';
  readonly cells: readonly string[];
}
export interface Document extends Place {
  readonly kind: 'document';
  readonly value: Readonly<Record<string, unknown>>;
}
/** It cannot be read, but what comes after it can. */
export interface Broken extends Place {
  readonly kind: 'broken';
  readonly reason: string;
}

/** A file of old responses; it is read while it is asked for, never whole. */
export interface ImportFile {
  /** What `at` counts. */
  readonly unit: 'line' | 'document';
  /** Names of a table's columns, in their order. */
  readonly columns?: readonly string[];
  /**
   * Can be asked for once.
   * @throws Error that names the place where the file itself breaks off
   */
  readonly items: AsyncIterable<Item>;
}
