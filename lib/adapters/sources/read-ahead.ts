import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';

/**
 * Reads a page, and those behind it side by side where their places are known beforehand: numbered pages, once the first one is there and told
 * the total, if any. What fails ahead fails when its turn comes; what lies behind the last page is never asked of us, and forgotten.
 */
export function readAhead<Page>(
  { paging, limits }: Pick<InterfaceDeclaration, 'paging' | 'limits'>,
  read: (checkpoint: PageCheckpoint) => Promise<Page>,
): (checkpoint: PageCheckpoint) => Promise<Page> {
  const coming = new Map<number, Promise<Page>>();
  const isNumbered = paging.kind === 'page' || paging.kind === 'offset';
  return async (checkpoint) => {
    const { page, total } = checkpoint;
    for (const other of coming.keys()) if (other < page) coming.delete(other);
    const end = isNumbered && page > 1 ? Math.min(page + limits.concurrency, limits.pages + 1) : page + 1;
    for (let one = page; one < end; one += 1) {
      if (coming.has(one) || (one > page && isNumbered && total !== undefined && (one - 1) * paging.size >= total))
        continue;
      const reading = read(one === page ? checkpoint : { page: one, rows: 0 });
      reading.catch(() => undefined);
      coming.set(one, reading);
    }
    const mine = coming.get(page) ?? read(checkpoint);
    coming.delete(page);
    return await mine;
  };
}
