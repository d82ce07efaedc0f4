type Present<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> };

/** The values that are there: a reading that is silent on a field has no such field. */
export function present<Values extends object>(values: Values): Present<Values> {
  const copy: Present<Values> = {};
  for (const key in values) {
    const value = values[key];
    if (isThere(value)) copy[key] = value;
  }
  return copy;
}

/** Empty records say nothing either. */
function isThere<Value>(value: Value): value is Exclude<Value, undefined> {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined;
}
