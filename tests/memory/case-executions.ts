import type { CaseExecutions } from '../../functions/ports.ts';

type RearmInput = Parameters<CaseExecutions['rearm']>[1];

export class MemoryCaseExecutions implements CaseExecutions {
  /** Cases whose execution was started, each once. */
  readonly started = new Set<string>();
  readonly rearmed: { readonly token: string; readonly input: RearmInput }[] = [];
  readonly hurried: string[] = [];
  readonly finished: string[] = [];
  private readonly used = new Set<string>();

  async start(caseId: string): Promise<void> {
    this.started.add(caseId);
  }

  async rearm(token: string, input: RearmInput): Promise<void> {
    if (this.use(token)) this.rearmed.push({ token, input: { ...input } });
  }

  async hurry(token: string): Promise<void> {
    if (this.use(token)) this.hurried.push(token);
  }

  async finish(token: string): Promise<void> {
    if (this.use(token)) this.finished.push(token);
  }

  /** A token works once. */
  private use(token: string): boolean {
    const unused = !this.used.has(token);
    this.used.add(token);
    return unused;
  }
}
