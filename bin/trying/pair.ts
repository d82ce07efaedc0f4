/** Counts without the tried rules and with them. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}
