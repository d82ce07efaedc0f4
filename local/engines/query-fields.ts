type Fields = Readonly<Record<string, string>>;

/** A map in the query protocol's own notation. */
export function attributeFields(attributes: Record<string, string | undefined>): Record<string, string> {
  const fields: Record<string, string> = {};
  let index = 0;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    index += 1;
    fields[`Attributes.entry.${index}.key`] = key;
    fields[`Attributes.entry.${index}.value`] = value;
  }
  return fields;
}

/** The message attributes of one message, as plain texts. */
export function attributesIn(fields: Fields, prefix: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let index = 1; ; index += 1) {
    const entry = `${prefix}MessageAttributes.entry.${index}`;
    const name = fields[`${entry}.Name`];
    if (name === undefined) return attributes;
    attributes[name] = fields[`${entry}.Value.StringValue`] ?? fields[`${entry}.Value.BinaryValue`] ?? '';
  }
}

/** What the fields of each message of a batch begin with. */
export function batchPrefixes(fields: Fields): string[] {
  const prefixes: string[] = [];
  for (let index = 1; ; index += 1) {
    const prefix = `PublishBatchRequestEntries.member.${index}.`;
    if (fields[`${prefix}Id`] === undefined) return prefixes;
    prefixes.push(prefix);
  }
}
