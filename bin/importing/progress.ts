import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/** How far an import came, in a file beside the imported one. */

const progress = z.strictObject({
  /** Digest of the file, of where it goes and of how it is read: with another one an import begins anew. */
  import: z.string(),
  /** Rows that are done for good: sent or refused. */
  done: z.number(),
  sent: z.number(),
  refused: z.number(),
  undated: z.number(),
  /** Length of the list of refused rows, in bytes: what stands beyond it belongs to rows that were not done. */
  listBytes: z.number(),
  isFinished: z.boolean(),
});
export type Progress = z.output<typeof progress>;

export function progressAtStart(name: string): Progress {
  return { import: name, done: 0, sent: 0, refused: 0, undated: 0, listBytes: 0, isFinished: false };
}

export class ProgressFile {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** What an earlier run of the same import left; undefined when there was none. */
  read(name: string): Progress | undefined {
    try {
      const left = progress.safeParse(JSON.parse(readFileSync(this.path, 'utf8')));
      return left.success && left.data.import === name ? left.data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Replaces it as a whole, so that a power cut leaves the old one or the new one. */
  write(reached: Progress): void {
    const next = `${this.path}.next`;
    writeFileSync(next, `${JSON.stringify(reached)}\n`);
    renameSync(next, this.path);
  }

  forget(): void {
    rmSync(this.path, { force: true });
  }
}
