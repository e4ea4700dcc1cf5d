const pageSize = 100;

type Search<Item> = {
  readonly of: { readonly all: true };
  readonly accepts: (item: Item) => boolean;
  readonly before: string | undefined;
  readonly limit: number;
};

/** All that are accepted, the newest first, read by pages. */
export async function* newestFirst<Item extends { readonly id: string }>(
  list: (search: Search<Item>) => Promise<readonly Item[]>,
  accepts: (item: Item) => boolean,
): AsyncIterable<Item> {
  let before: string | undefined;
  do {
    const page = await list({ of: { all: true }, accepts, before, limit: pageSize });
    yield* page;
    before = page.length === pageSize ? page.at(-1)?.id : undefined;
  } while (before !== undefined);
}
