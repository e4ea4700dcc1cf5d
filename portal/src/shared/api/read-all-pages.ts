type Page<Item> = { readonly items: readonly Item[]; readonly next?: string | undefined };

/** Reads a list to its end. What waits in a city fits on few pages. */
export async function readAllPages<Item>(
  read: (cursor: { readonly cursor?: string }) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let next: string | undefined;
  do {
    const page = await read(next === undefined ? {} : { cursor: next });
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return items;
}
