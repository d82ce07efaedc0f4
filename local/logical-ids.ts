interface Named {
  readonly logicalId: string;
  readonly name: string;
}

/** Finds by physical name, logical id, logical id without CDK's hash, or a prefix that only one has. */
export function byLogicalId<T extends Named>(all: readonly T[], wanted: string): T | undefined {
  const exact = all.find(({ logicalId, name }) => name === wanted || logicalId === wanted);
  if (exact !== undefined) return exact;
  const lower = wanted.toLowerCase();
  const plain = all.filter(({ logicalId }) => withoutHash(logicalId).toLowerCase() === lower);
  const [first, ...others] =
    plain.length > 0 ? plain : all.filter(({ logicalId }) => logicalId.toLowerCase().startsWith(lower));
  return others.length === 0 && lower !== '' ? first : undefined;
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}
