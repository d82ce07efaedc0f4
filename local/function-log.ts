import { closeSync, openSync, writeSync } from 'node:fs';

const LINES_KEPT = 2_000;

/** What one function wrote to its output: all of it in a file, the latest lines in memory. */
export class FunctionLog {
  private readonly file: string | undefined;
  private handle: number | undefined;
  private kept: string[] = [];

  constructor(file: string | undefined) {
    this.file = file;
  }

  /** Oldest first. */
  get lines(): readonly string[] {
    return this.kept.slice(-LINES_KEPT);
  }

  /** Copies a stream of text, a line at a time. */
  follow(stream: NodeJS.ReadableStream): void {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      this.write(lines);
    });
  }

  write(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.kept.push(...lines);
    if (this.kept.length > 2 * LINES_KEPT) this.kept = this.kept.slice(-LINES_KEPT);
    if (this.file === undefined) return;
    this.handle ??= openSync(this.file, 'a');
    writeSync(this.handle, `${lines.join('\n')}\n`);
  }

  close(): void {
    if (this.handle !== undefined) closeSync(this.handle);
    this.handle = undefined;
  }
}
