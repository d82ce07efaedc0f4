import { createHash } from 'node:crypto';
import type { Delivery } from '../../functions/domain/delivery.ts';
import { columnsOf, describeColumns, type Renames } from './columns.ts';
import { fingerprintOf, openImport } from './import-file.ts';
import type { ImportFile } from './item.ts';
import type { ImportSetting } from './judge.ts';
import { ProgressFile, progressAtStart } from './progress.ts';
import { RefusedList } from './refused-list.ts';
import { RowBodies } from './row-body.ts';
import { type Counts, type ImportRun, runImport } from './run-import.ts';
import { counted, ImportBar, plural, Reasons, summaryOf } from './tell.ts';

export interface Import {
  readonly file: string;
  readonly setting: ImportSetting;
  /** Other names for a table's columns. */
  readonly renames?: Renames | undefined;
  /** What parts a table's fields; seen from its first line when left out. */
  readonly separator?: string | undefined;
  /** Forgets how far an earlier run came. */
  readonly restart: boolean;
  /** Where deliveries go; undefined reads everything and sends nothing. */
  readonly target: { readonly name: string; send(delivery: Delivery): Promise<void> } | undefined;
  readonly isStopped: ImportRun['isStopped'];
  readonly now: ImportRun['now'];
  readonly tell: (line: string) => void;
}

/**
 * Imports a file of old responses, from where an earlier run of the same import stopped, with the progress and the
 * list of refused rows in files beside it.
 * @returns whether the file was read to its end and something of it is good
 * @throws Error when nothing could be read of the file, its columns make no sense, or sending failed
 */
export async function importInto(given: Import): Promise<boolean> {
  const { file, setting, target, tell } = given;
  const { name, source } = setting;
  const fingerprint = await fingerprintOf(file);
  const opened = await openImport(file, given.separator);
  const columns = columnsIn(opened, given);
  for (const line of describeColumns(columns)) tell(line);

  const identity = { fingerprint, to: target?.name, name, source, opensCases: setting.opensCases, columns };
  const key = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
  const progress = new ProgressFile(`${file}.retour-import`);
  if (given.restart) progress.forget();
  const from = (target && progress.read(key)) ?? progressAtStart(key);
  const { unit } = opened;
  if (from.isFinished) {
    tell(`Imported before: ${summaryOf(from, unit)}. To send it again: --restart.`);
    return true;
  }
  if (from.done > 0) tell(`Continues after ${counted(from.done, unit)}.`);

  const list = new RefusedList(`${file}.refused.csv`, unit, from.listBytes);
  const reasons = new Reasons(unit);
  const bar = new ImportBar(fingerprint.bytes);
  try {
    const { counts, isFinished } = await runImport({
      ...{ setting, from, items: opened.items, rows: new RowBodies(columns) },
      send: async (delivery) => target?.send(delivery),
      refuse: (at, reason) => {
        list.add(at, reason);
        reasons.add(at, reason);
      },
      reached: (counts, isFinished) => {
        if (target) progress.write({ import: key, ...counts, listBytes: list.bytes, isFinished });
      },
      passed: (bytes, counts) => bar.show(bytes, counts),
      now: given.now,
      isStopped: given.isStopped,
    });
    bar.stop();
    report(given, unit, counts, reasons);
    if (!isFinished) tell('Stopped. The same command again continues here.');
    return isFinished && counts.refused < Math.max(counts.done, 1);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}\nWhat was sent is safe. Run it again to go on: nothing is done twice.`, {
      cause: error,
    });
  } finally {
    bar.stop();
    list.close();
  }
}

function columnsIn({ columns }: ImportFile, { renames = {}, setting }: Import) {
  if (columns !== undefined) return columnsOf(columns, renames, setting.source, setting.provider);
  if (Object.keys(renames).length > 0) throw new Error('The file is no table: it has no columns to rename.');
  return [];
}

function report(
  { file, setting, target, tell }: Import,
  unit: ImportFile['unit'],
  counts: Counts,
  reasons: Reasons,
) {
  const went = target === undefined ? 'would be sent' : `sent to ${target.name}`;
  tell(`${setting.name}: ${summaryOf(counts, unit, went)}`);
  for (const line of reasons.lines()) tell(line);
  if (counts.refused > 0) tell(`All refused ${plural(unit)}: ${file}.refused.csv`);
  if (counts.undated > 0)
    tell(`${counted(counts.undated, unit)} without a date: they count as answered today.`);
}
