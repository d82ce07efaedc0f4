export type JsonRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws a SyntaxError when the text is not a JSON object. An empty text is an empty object. */
export function parseRecord(text: string): JsonRecord {
  if (text === '') return {};
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new SyntaxError('expected a JSON object');
  return value;
}

export function textAt(record: JsonRecord, key: string): string | undefined {
  const value = record[key];
  return typeof value === 'string' ? value : undefined;
}

export function numberAt(record: JsonRecord, key: string): number | undefined {
  const value = record[key];
  return typeof value === 'number' ? value : undefined;
}

export function recordAt(record: JsonRecord, key: string): JsonRecord {
  const value = record[key];
  return isRecord(value) ? value : {};
}

export function listAt(record: JsonRecord, key: string): unknown[] {
  const value = record[key];
  return Array.isArray(value) ? value : [];
}

export function recordsAt(record: JsonRecord, key: string): JsonRecord[] {
  return listAt(record, key).filter(isRecord);
}
