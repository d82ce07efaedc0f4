import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isRecord, type JsonRecord, parseRecord } from './json-value.ts';

/**
 * An append-only file of JSON lines. A line is handed to the system before `append` returns, so it outlives a
 * killed process (not a power cut). A journal without a file forgets.
 */
export class Journal {
  private handle: number | undefined;
  private readonly file: string | undefined;

  constructor(file: string | undefined) {
    this.file = file;
  }

  /** Reads what an earlier run left. A last line that was cut short by a kill was never answered: it is dropped. */
  read(): JsonRecord[] {
    if (this.file === undefined || !existsSync(this.file)) return [];
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap(lineOf);
  }

  /** Replaces the file by these lines and opens it for appending. */
  compact(lines: readonly JsonRecord[]): void {
    if (this.file === undefined) return;
    mkdirSync(dirname(this.file), { recursive: true });
    const next = `${this.file}.next`;
    writeFileSync(next, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    renameSync(next, this.file);
    this.handle = openSync(this.file, 'a');
  }

  append(line: JsonRecord): void {
    if (this.file === undefined) return;
    this.handle ??= openSync(this.file, 'a');
    writeSync(this.handle, `${JSON.stringify(line)}\n`);
  }

  close(): void {
    if (this.handle !== undefined) closeSync(this.handle);
    this.handle = undefined;
  }
}

function lineOf(line: string): JsonRecord[] {
  try {
    const value = parseRecord(line);
    return isRecord(value) ? [value] : [];
  } catch {
    return [];
  }
}
