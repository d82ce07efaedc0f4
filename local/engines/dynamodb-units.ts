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

/**
 * Billed read or write units. A write also pays for every index that holds the item; the engine does not count
 * those, and an index whose attributes did not change is counted although AWS would not bill it.
 */
export function unitsOf(
  action: string,
  params: JsonRecord,
  body: JsonRecord,
  indexKeys: readonly (readonly string[])[],
): number {
  const consumed = body['ConsumedCapacity'];
  const own = Array.isArray(consumed)
    ? consumed.filter(isRecord).reduce((sum, part) => sum + (numberAt(part, 'CapacityUnits') ?? 0), 0)
    : (numberAt(recordAt(body, 'ConsumedCapacity'), 'CapacityUnits') ?? 0);
  if (action !== 'PutItem' && action !== 'UpdateItem') return own;
  const item = action === 'PutItem' ? recordAt(params, 'Item') : recordAt(body, 'Attributes');
  const held = indexKeys.filter((keys) => keys.every((key) => key in item)).length;
  return own * (1 + held);
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
