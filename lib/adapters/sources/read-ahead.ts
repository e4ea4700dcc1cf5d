import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

type PendingPage<Page> = { readonly rows: number; readonly page: Promise<Page> };

/**
 * Reads up to `limits.concurrency` pages in parallel. A failure is thrown when its page is requested. A page read
 * from another offset than requested is read again.
 */
export function readAhead<Page>(
  { paging, limits }: Pick<InterfaceDeclaration, 'paging' | 'limits'>,
  read: (checkpoint: PageCheckpoint) => Promise<Page>,
): (checkpoint: PageCheckpoint) => Promise<Page> {
  const pending = new Map<number, PendingPage<Page>>();
  const isOffset = paging.kind === 'offset';
  const isNumbered = paging.kind === 'page' || isOffset;
  return async (checkpoint) => {
    const { page, rows, total, size } = checkpoint;
    const pageSize = isNumbered ? (size ?? paging.size) : 0;
    const rowsBefore = (number: number) => rows + (number - page) * pageSize;
    const isNeeded = (number: number) => number === page || total === undefined || rowsBefore(number) < total;
    for (const [number, ahead] of pending)
      if (number < page || (isOffset && ahead.rows !== rowsBefore(number))) pending.delete(number);
    const end = isNumbered && page > 1 ? Math.min(page + limits.concurrency, limits.pages + 1) : page + 1;
    for (let number = page; number < end; number += 1) {
      if (pending.has(number) || !isNeeded(number)) continue;
      const next = { page: number, rows: rowsBefore(number), ...definedOnly({ size }) };
      const ahead = read(number === page ? checkpoint : next);
      ahead.catch(() => undefined);
      pending.set(number, { rows: next.rows, page: ahead });
    }
    const reading = pending.get(page)?.page ?? read(checkpoint);
    pending.delete(page);
    return await reading;
  };
}
