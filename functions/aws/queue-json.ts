/**
 * JSON that every queue takes as it is: what SQS or a stand-in for it refuses – control characters, U+FFFE and
 * U+FFFF, for some all beyond U+FFFF – is escaped.
 */
export function queueJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\uD800-\uDFFF\uFFFE\uFFFF]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16)}`,
  );
}
