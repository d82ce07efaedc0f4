import { randomUUID } from 'node:crypto';
import { ServiceError } from '../engine.ts';
import { parseRecord, textAt } from '../json-value.ts';
import { StateError } from './state-error.ts';

export interface Completion {
  resolve(output: unknown): void;
  reject(error: StateError): void;
  heartbeat(): void;
}

/** Task tokens that somebody may still answer. A token says which machine minted it, so that access can be judged. */
export class TaskTokens {
  private readonly open = new Map<string, Completion>();

  mint(machine: string, execution: string): string {
    return Buffer.from(JSON.stringify({ machine, execution, nonce: randomUUID() })).toString('base64url');
  }

  wait(token: string, completion: Completion): void {
    this.open.set(token, completion);
  }

  close(token: string): void {
    this.open.delete(token);
  }

  get size(): number {
    return this.open.size;
  }

  /** The machine that minted the token; undefined when it is no token at all. */
  machineOf(token: string): string | undefined {
    try {
      return textAt(parseRecord(Buffer.from(token, 'base64url').toString()), 'machine');
    } catch {
      return undefined;
    }
  }

  succeed(token: string, output: string): void {
    const completion = this.take(token);
    let value: unknown;
    try {
      value = JSON.parse(output);
    } catch {
      this.open.set(token, completion);
      throw new ServiceError('InvalidOutput', "Invalid Output: 'Invalid JSON'");
    }
    completion.resolve(value);
  }

  fail(token: string, error: string, cause: string): void {
    this.take(token).reject(new StateError(error, cause));
  }

  heartbeat(token: string): void {
    const completion = this.take(token);
    this.open.set(token, completion);
    completion.heartbeat();
  }

  private take(token: string): Completion {
    if (this.machineOf(token) === undefined)
      throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
    const completion = this.open.get(token);
    if (completion === undefined)
      throw new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    this.open.delete(token);
    return completion;
  }
}
