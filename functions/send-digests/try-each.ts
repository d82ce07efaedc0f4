/** Does something for each, one after the other; one that fails keeps nobody else from theirs. Throws what failed first. */
export async function tryEach<Item>(
  items: Iterable<Item>,
  attempt: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await attempt(item);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
