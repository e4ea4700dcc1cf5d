import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { PagingPlace } from '../../../schemas/collection/sources/page-checkpoint.ts';

/**
 * Reads a page, and those behind it side by side where their places are known beforehand: numbered pages, once the first one is there and told
 * the total, if any. What fails ahead fails when its turn comes; what lies behind the last page is never asked of us, and forgotten.
 */
export function readAhead<Page>(
  { paging, limits }: Pick<InterfaceDeclaration, 'paging' | 'limits'>,
  read: (place: PagingPlace) => Promise<Page>,
): (place: PagingPlace) => Promise<Page> {
  const coming = new Map<number, Promise<Page>>();
  const isNumbered = paging.kind === 'page' || paging.kind === 'offset';
  return async (place) => {
    const { page, total } = place;
    for (const other of coming.keys()) if (other < page) coming.delete(other);
    const end = isNumbered && page > 1 ? Math.min(page + limits.concurrency, limits.pages + 1) : page + 1;
    for (let one = page; one < end; one += 1) {
      if (coming.has(one) || (one > page && isNumbered && total !== undefined && (one - 1) * paging.size >= total))
        continue;
      const reading = read(one === page ? place : { page: one, rows: 0 });
      reading.catch(() => undefined);
      coming.set(one, reading);
    }
    const mine = coming.get(page) ?? read(place);
    coming.delete(page);
    return await mine;
  };
}
