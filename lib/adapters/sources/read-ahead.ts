import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';

/** Reads up to `limits.concurrency` pages in parallel. A failure is thrown when its page is requested. */
export function readAhead<Page>(
  { paging, limits }: Pick<InterfaceDeclaration, 'paging' | 'limits'>,
  read: (checkpoint: PageCheckpoint) => Promise<Page>,
): (checkpoint: PageCheckpoint) => Promise<Page> {
  const pending = new Map<number, Promise<Page>>();
  const isNumbered = paging.kind === 'page' || paging.kind === 'offset';
  return async (checkpoint) => {
    const { page, total } = checkpoint;
    for (const other of pending.keys()) if (other < page) pending.delete(other);
    const end = isNumbered && page > 1 ? Math.min(page + limits.concurrency, limits.pages + 1) : page + 1;
    for (let number = page; number < end; number += 1) {
      if (
        pending.has(number) ||
        (number > page && isNumbered && total !== undefined && (number - 1) * paging.size >= total)
      )
        continue;
      const ahead = read(number === page ? checkpoint : { page: number, rows: 0 });
      ahead.catch(() => undefined);
      pending.set(number, ahead);
    }
    const reading = pending.get(page) ?? read(checkpoint);
    pending.delete(page);
    return await reading;
  };
}
