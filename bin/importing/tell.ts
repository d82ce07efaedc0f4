import { SingleBar } from 'cli-progress';
import type { ImportFile } from './item.ts';
import type { Counts } from './run-import.ts';

/** What an import says of itself while it runs and afterwards. */

type Unit = ImportFile['unit'];
const rowsOf = { line: ['row', 'rows'], document: ['document', 'documents'] } as const;
const mostReasons = 10;

/** `1,204 rows` */
export function counted(count: number, unit: Unit): string {
  const [one, many] = rowsOf[unit];
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

export function summaryOf({ done, sent, refused }: Counts, unit: Unit, went = 'sent'): string {
  const number = (count: number) => count.toLocaleString('en');
  return `${counted(done, unit)} read, ${number(sent)} ${went}, ${number(refused)} refused`;
}

/** `rows` */
export function plural(unit: Unit): string {
  return rowsOf[unit][1];
}

/** Why rows were refused: each reason once, with the first row that it was about. */
export class Reasons {
  private readonly unit: Unit;
  private readonly found = new Map<string, { readonly first: number; readonly count: number }>();
  private others = 0;

  constructor(unit: Unit) {
    this.unit = unit;
  }

  add(at: number, reason: string): void {
    const known = this.found.get(reason);
    if (known === undefined && this.found.size === mostReasons) this.others += 1;
    else this.found.set(reason, { first: known?.first ?? at, count: (known?.count ?? 0) + 1 });
  }

  lines(): readonly string[] {
    const told = [...this.found].map(
      ([reason, { first, count }]) =>
        `  ${this.unit} ${first}${count === 1 ? '' : ` and ${counted(count - 1, this.unit)} more`}: ${reason}`,
    );
    return this.others === 0 ? told : [...told, `  ${counted(this.others, this.unit)} for other reasons`];
  }
}

/** A bar on the terminal; nothing where none reads along. */
export class ImportBar {
  private readonly bar: SingleBar | undefined;

  constructor(bytes: number) {
    if (process.stderr.isTTY !== true) return;
    this.bar = new SingleBar({
      format: '{bar} {percentage}% · {sent} sent · {refused} refused · {eta_formatted} left',
      hideCursor: true,
      clearOnComplete: true,
    });
    this.bar.start(bytes, 0, { sent: 0, refused: 0 });
  }

  show(bytes: number, { sent, refused }: Counts): void {
    this.bar?.update(bytes, { sent, refused });
  }

  stop(): void {
    this.bar?.stop();
  }
}
