import { createHash } from 'node:crypto';
import { isRecord, type JsonRecord, listAt, numberAt, recordAt } from '../json-value.ts';

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

/** The request with what the meter needs: the engine counts only when asked, and an update tells its item. */
export function meteredRequest(action: string, params: JsonRecord): JsonRecord {
  if (!READS.has(action) && !WRITES.has(action)) return params;
  const asked = { ReturnConsumedCapacity: 'TOTAL', ...params };
  const wantsItem = action === 'UpdateItem' && params['ReturnValues'] === undefined;
  return wantsItem ? { ...asked, ReturnValues: 'ALL_NEW' } : asked;
}

/** What a table's index holds of an item. */
export interface IndexShape {
  readonly keys: readonly string[];
  /** Further attributes; undefined for all of them. */
  readonly further: readonly string[] | undefined;
}

export interface MeteredTable {
  readonly keys: readonly string[];
  readonly indexes: readonly IndexShape[];
}

/**
 * Billed read and write units of a table. A write also pays for each index in which something changes, which the engine
 * does not count: one unit for an entry of keys and a few attributes, what the item costs for a copy of all of it, and
 * another for the entry that a changed key leaves behind.
 */
export class Meter {
  private readonly table: MeteredTable;
  /** What the indexes hold of an item, by its key. */
  private readonly entries = new Map<string, readonly (string | undefined)[]>();

  constructor(table: MeteredTable) {
    this.table = table;
  }

  unitsOf(action: string, params: JsonRecord, body: JsonRecord): number {
    const own = ownUnits(body);
    if (action === 'DeleteItem') return own + this.write(recordAt(params, 'Key'), {}, own);
    if (action !== 'PutItem' && action !== 'UpdateItem') return own;
    const item = action === 'PutItem' ? recordAt(params, 'Item') : recordAt(body, 'Attributes');
    return own + this.write(item, item, own);
  }

  private write(keyed: JsonRecord, item: JsonRecord, own: number): number {
    const { keys, indexes } = this.table;
    const name = JSON.stringify(keys.map((key) => keyed[key]));
    const before = this.entries.get(name) ?? [];
    const after = indexes.map((index) => entryOf(item, index));
    if (after.some((entry) => entry !== undefined)) this.entries.set(name, after);
    else this.entries.delete(name);
    return indexes.reduce((sum, { further }, index) => {
      const [old, now] = [before[index], after[index]];
      if (old === now) return sum;
      const size = further === undefined ? own : 1;
      const isMoved = old !== undefined && now !== undefined && keyOf(old) !== keyOf(now);
      return sum + (isMoved ? 2 * size : size);
    }, 0);
  }
}

function ownUnits(body: JsonRecord): number {
  const consumed = body['ConsumedCapacity'];
  return Array.isArray(consumed)
    ? consumed.filter(isRecord).reduce((sum, part) => sum + (numberAt(part, 'CapacityUnits') ?? 0), 0)
    : (numberAt(recordAt(body, 'ConsumedCapacity'), 'CapacityUnits') ?? 0);
}

/** Undefined where the index does not hold the item; else its key and, on another line, the rest of it. */
function entryOf(item: JsonRecord, { keys, further }: IndexShape): string | undefined {
  if (!keys.every((key) => key in item)) return undefined;
  const rest = further === undefined ? item : further.map((name) => item[name] ?? null);
  return `${JSON.stringify(keys.map((key) => item[key]))}\n${digestOf(JSON.stringify(rest))}`;
}

function keyOf(entry: string): string {
  return entry.slice(0, entry.indexOf('\n'));
}

function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}

/** DynamoDB's notation to plain JSON; binary stays base64. */
export function plainItem(item: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const [type] = Object.keys(value);
  switch (type) {
    case 'N':
      return Number(value['N']);
    case 'NS':
      return listAt(value, 'NS').map(Number);
    case 'NULL':
      return null;
    case 'M':
      return plainItem(recordAt(value, 'M'));
    case 'L':
      return listAt(value, 'L').map(plainValue);
    default:
      return value[type ?? ''];
  }
}
