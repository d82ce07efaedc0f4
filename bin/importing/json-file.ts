import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import * as z from 'zod';
import type { ImportFile, Item } from './item.ts';

/** Where exports keep their list of responses. */
const lists = ['data', 'items', 'responses'];
/** A file that is one document, and a line that is one. */
const longestDocument = 16_000_000;

const element = z.object({ key: z.number(), value: z.unknown() });
const token = z.object({ name: z.string(), value: z.unknown().optional() });

/**
 * A list of documents, an object that holds one as `data`, `items` or `responses`, a single document, or one document
 * per line.
 */
export async function openJson(path: string, head: string): Promise<ImportFile> {
  if (isLines(path, head)) return { unit: 'line', items: linesOf(path) };
  if (head.trimStart().startsWith('[')) return { unit: 'document', items: elementsOf(path) };
  const list = await listIn(path);
  return { unit: 'document', items: list === undefined ? theDocumentOf(path) : elementsOf(path, list) };
}

function isLines(path: string, head: string): boolean {
  if (/\.(ndjson|jsonl)$/i.test(path)) return true;
  const [first = '', ...rest] = head.trim().split('\n');
  return rest.length > 0 && first.startsWith('{') && isDocument(parsed(first));
}

async function* linesOf(path: string): AsyncGenerator<Item> {
  let line = 0;
  let bytes = 0;
  for await (const text of textLinesOf(path)) {
    line += 1;
    bytes += Buffer.byteLength(text) + 1;
    if (text.trim() !== '') yield itemOf(parsed(text), line, bytes);
  }
}

/** Splits at line feeds alone: JSON may hold the other characters that break lines. */
async function* textLinesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestDocument) throw new Error(`${path}: expected one document per line`);
    yield* lines;
  }
  yield rest;
}

async function* elementsOf(path: string, list?: string): AsyncGenerator<Item> {
  const file = createReadStream(path);
  const elements = list === undefined ? streamArray.withParserAsStream() : streamArray.asStream();
  const stages =
    list === undefined ? [elements] : [pick.withParserAsStream({ filter: list, once: true }), elements];
  // Whoever reads the elements is told of errors before them, too.
  pipeline([file, ...stages], () => {});
  let count = 0;
  try {
    for await (const given of elements) {
      count += 1;
      yield itemOf(element.parse(given).value, count, file.bytesRead);
    }
  } catch {
    // The parser's own message may quote the file.
    throw new Error(`${path}: expected JSON, somewhere after document ${count}`);
  }
}

/** The first list of responses at the top of an object. */
async function listIn(path: string): Promise<string | undefined> {
  const tokens = parser.asStream({ streamValues: false });
  pipeline([createReadStream(path), tokens], () => {});
  let depth = 0;
  let key = '';
  try {
    for await (const given of tokens) {
      const { name, value } = token.parse(given);
      if (depth === 1 && name === 'keyValue') key = String(value);
      if (depth === 1 && name === 'startArray' && lists.includes(key)) return key;
      if (name.startsWith('start')) depth += 1;
      if (name.startsWith('end')) depth -= 1;
    }
    return undefined;
  } catch {
    throw new Error(`${path}: expected JSON`);
  }
}

async function* theDocumentOf(path: string): AsyncGenerator<Item> {
  const { size } = await stat(path);
  if (size > longestDocument)
    throw new Error(`${path}: expected a list of responses, or an object with one as ${lists.join(', ')}`);
  yield itemOf(parsed(await readFile(path, 'utf8')), 1, size);
}

function itemOf(value: unknown, at: number, bytes: number): Item {
  return isDocument(value)
    ? { kind: 'document', at, bytes, value }
    : { kind: 'broken', at, bytes, reason: 'expected a JSON object' };
}

function isDocument(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
