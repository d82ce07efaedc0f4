import { createReadStream } from 'node:fs';
import { pipeline, Transform } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import * as z from 'zod';
import type { ImportFile, Item } from './item.ts';
import { LineCounter } from './line-counter.ts';

/** Longer rows are a quote that was never closed. */
const longestRow = 1_000_000;

const texts = z.array(z.string());

/**
 * A table whose first line names its columns: comma, semicolon or tab between fields, as the first line says.
 * @throws Error when it has no columns
 */
export async function openCsv(
  path: string,
  head: string,
  separator = separatorIn(head),
): Promise<ImportFile> {
  const rows = rowsOf(path, separator);
  const first = await rows.next();
  if (first.done || first.value.kind !== 'row')
    throw new Error(`${path} is empty: its first line names the columns`);
  const columns = first.value.cells.map((name) => name.trim());
  return { unit: 'line', columns, items: sized(rows, columns.length) };
}

/** What parts the fields of a table's first line: French exports have semicolons, spreadsheets tabs. */
export function separatorIn(head: string): string {
  const [line = ''] = head.replace(/"(?:[^"]|"")*"/g, '').split(/\r?\n/);
  const count = (separator: string) => line.split(separator).length;
  const [most = ','] = [',', ';', '\t'].sort((one, other) => count(other) - count(one));
  return most;
}

/** Spreadsheets write rows of nothing after the last one. */
async function* sized(rows: AsyncIterable<Item>, fields: number): AsyncGenerator<Item> {
  for await (const row of rows) {
    if (row.kind === 'row' && row.cells.every((cell) => cell.trim() === '')) continue;
    if (row.kind !== 'row' || row.cells.length === fields) yield row;
    else yield broken(row, `expected ${fields} fields, found ${row.cells.length}`);
  }
}

function broken({ at, bytes }: Item, reason: string): Item {
  return { kind: 'broken', at, bytes, reason };
}

async function* rowsOf(path: string, separator: string): AsyncGenerator<Item> {
  const counter = new LineCounter();
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      counter.add(chunk);
      done(undefined, chunk);
    },
  });
  // The next record's line. Records are placed when they are parsed: an error drops those that nobody asked for yet.
  const places: Pick<Item, 'at' | 'bytes'>[] = [];
  let line = 1;
  let blank = 0;
  const parser = parse({
    delimiter: separator,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    on_record: (cells, { bytes, empty_lines }) => {
      places.push({ at: line + empty_lines - blank, bytes });
      line = counter.linesBefore(bytes) + 1;
      blank = empty_lines;
      return cells;
    },
  });
  // Whoever reads the parser is told of errors before it, too.
  pipeline(createReadStream(path), counted, parser, () => {});
  try {
    for await (const given of parser) {
      const place = places.shift();
      if (place) yield { kind: 'row', ...place, cells: texts.parse(given) };
    }
  } catch (error) {
    throw error instanceof CsvError ? new Error(mistakeIn(error, line)) : error;
  }
}

/** The parser's own messages quote the file. */
function mistakeIn({ code }: CsvError, line: number): string {
  const isOpen = code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE';
  return `line ${line}: ${isOpen ? 'a quote is opened and never closed' : 'expected CSV'}`;
}
