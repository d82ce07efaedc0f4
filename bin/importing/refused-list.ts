import { closeSync, ftruncateSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

/** Rows that were refused, as a CSV file of line and reason. */
export class RefusedList {
  private readonly path: string;
  private readonly handle: number;
  private readonly emptySize: number;
  private size: number;

  /** @param bytes of an earlier run's list that stay; 0 begins anew */
  constructor(path: string, unit: string, bytes: number) {
    const stays = bytes > 0 && sizeOf(path) >= bytes;
    this.path = path;
    this.handle = openSync(path, stays ? 'r+' : 'w');
    this.size = stays ? bytes : 0;
    ftruncateSync(this.handle, this.size);
    const title = `${unit},reason\n`;
    this.emptySize = title.length;
    if (!stays) this.size = writeSync(this.handle, title, 0);
  }

  get bytes(): number {
    return this.size;
  }

  add(at: number, reason: string): void {
    this.size += writeSync(this.handle, `${at},${field(reason)}\n`, this.size);
  }

  /** An empty list leaves no file. */
  close(): void {
    closeSync(this.handle);
    if (this.size === this.emptySize) rmSync(this.path);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Reasons name columns, which are the file's own: none may start a formula in a spreadsheet. */
function field(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
