import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from './journal.ts';

/** Where a run keeps what must outlive it; without a folder everything stays in memory. */
export class DataFolder {
  readonly path: string | undefined;

  constructor(path: string | undefined) {
    this.path = path;
    if (path !== undefined) mkdirSync(join(path, 'log'), { recursive: true });
  }

  file(name: string): string | undefined {
    return this.path === undefined ? undefined : join(this.path, name);
  }

  journal(name: string): Journal {
    return new Journal(this.file(`${name}.jsonl`));
  }
}
