import type { SourceState } from '../../functions/domain/source-log.ts';
import type { Instant } from '../../functions/domain/instant.ts';

/** What an operator is told of one configured source. */
export interface SourceRow {
  readonly id: string;
  readonly provider: string;
  /** Where its tool posts to, from the API's root. */
  readonly path: string;
  readonly state: SourceState;
  /** Set-aside deliveries that wait to be replayed. */
  readonly waiting: number;
  /** Until when the tool's API was looked through for what no webhook brought. */
  readonly lookedUntil?: Instant;
}

/** The sources as a table, then a sentence for each thing that is wrong with one. Times are UTC. */
export function sourceReport(rows: readonly SourceRow[]): readonly string[] {
  const cells = [titles, ...rows.map(cellsOf)];
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const table = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const wrong = rows.flatMap((row) => troublesOf(row).map((text) => `${row.id}: ${text}`));
  return wrong.length === 0 ? table : [...table, '', ...wrong];
}

const titles: readonly string[] = [
  'source',
  'provider',
  'address',
  'received',
  'refused',
  'set aside',
  'repaired',
  'looked through',
];
const nothing = '–';

function cellsOf({ id, provider, path, state, waiting, lookedUntil }: SourceRow): readonly string[] {
  const { received, refused, setAside, repaired } = state;
  return [
    id,
    provider,
    path,
    timeOf(received),
    refused === undefined ? nothing : `${refused.count}, last ${timeOf(refused.at)}`,
    setAside === undefined && waiting === 0 ? nothing : `${waiting} waiting, last ${timeOf(setAside)}`,
    repaired === undefined ? nothing : `${repaired.count}, last ${timeOf(repaired.at)}`,
    timeOf(lookedUntil),
  ];
}

function troublesOf({ id, state, waiting }: SourceRow): readonly string[] {
  const { received, refused, repaired } = state;
  const isSince = (at: Instant) => received === undefined || at > received;
  const troubles: string[] = [];
  if (refused && isSince(refused.at)) {
    const { count, since, at } = refused;
    const calls = count === 1 ? 'a call' : `${count} calls since ${timeOf(since)}`;
    const last = count === 1 ? `at ${timeOf(at)}` : `the last one at ${timeOf(at)}`;
    troubles.push(
      `refused ${calls}, ${last}, and accepted none after it: is the secret the same in the tool?`,
    );
  }
  if (repaired && isSince(repaired.at))
    troubles.push(
      `the tool’s API had ${repaired.count === 1 ? 'a response' : 'responses'} that no webhook brought, the last one found at ${timeOf(repaired.at)}, and no webhook came after it: is it still switched on?`,
    );
  if (waiting > 0) {
    const deliveries = waiting === 1 ? '1 delivery' : `${waiting} deliveries`;
    troubles.push(`${deliveries} could not be read; see why with npm run replay -- --source ${id}`);
  }
  return troubles;
}

/** To the minute. */
function timeOf(at: Instant | undefined): string {
  return at === undefined ? nothing : new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
