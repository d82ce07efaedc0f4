/** The failure of a state: its name is what Catch and Retry match, its message is the cause. */
export class StateError extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}
