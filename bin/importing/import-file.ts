import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { openCsv } from './csv-file.ts';
import type { ImportFile } from './item.ts';
import { openJson } from './json-file.ts';

/** Enough to see what kind of file it is. */
const headBytes = 262_144;

/** Names a file by what it holds: a file that was changed is another one. */
export interface Fingerprint {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Reads the whole file once to see that it is text, before anything of it is sent.
 * @throws Error that names the first line that is not in UTF-8
 */
export async function fingerprintOf(path: string): Promise<Fingerprint> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const hash = createHash('sha256');
  let lines = 1;
  let bytes = 0;
  for await (const chunk of chunksOf(path)) {
    if (bytes === 0 && isUtf16(chunk)) throw new Error(notUtf8(path, 1));
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      throw new Error(notUtf8(path, lines + lineOfMistake(chunk)));
    }
    hash.update(chunk);
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path)) if (Buffer.isBuffer(chunk)) yield chunk;
}

function isUtf16(chunk: Buffer): boolean {
  const mark = chunk.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff';
}

function lineOfMistake(chunk: Buffer): number {
  const [before = ''] = chunk.toString('utf8').split('\uFFFD');
  return before.split('\n').length - 1;
}

function notUtf8(path: string, line: number): string {
  return `${path}, line ${line}: expected UTF-8. Save it again as “CSV UTF-8”, or convert it: iconv -f WINDOWS-1252 -t UTF-8`;
}

/** Opens a table or JSON, by its name or else by how it starts. @throws Error for a file that is neither */
export async function openImport(path: string, separator?: string): Promise<ImportFile> {
  const head = (await headOf(path)).replace(/^\uFEFF/, '');
  const isJson =
    /\.(json|ndjson|jsonl)$/i.test(path) || (!/\.(csv|tsv|txt)$/i.test(path) && /^\s*[[{]/.test(head));
  return isJson ? openJson(path, head) : openCsv(path, head, separator);
}

async function headOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headBytes), position: 0 });
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}
