import type { InterfaceDeclaration, Paging } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import type { ReadOptions } from '../sources/pull/source-session.ts';

/** What came at a place. `next` is the cursor, or for `link` the address, of the next page; `hash` is of the records alone. */
export type PageSummary = {
  readonly rows: number;
  readonly hash: string;
  readonly total: number | null;
  readonly next: string | null;
  readonly mark: string | null;
};

/** Where the next page begins; `null` after the last one, and then how far the source was read. */
export type NextPage = { readonly next: PageCheckpoint } | { readonly next: null; readonly watermark: string | null };

type Declared = Pick<InterfaceDeclaration, 'paging' | 'increment' | 'limits'>;

/**
 * Goes on from page to page, and doubts the service as it goes: a page like the one before it, a cursor that stays, a total that moves, pages
 * without end, and in the end fewer or more records than it said. A page without records may look like any other.
 */
export function nextPage(
  { paging, increment, limits }: Declared,
  readOptions: ReadOptions,
  checkpoint: PageCheckpoint,
  pageSummary: PageSummary,
): NextPage {
  const { page } = checkpoint;
  const rows = checkpoint.rows + pageSummary.rows;
  const total = pageSummary.total ?? checkpoint.total;
  if (pageSummary.total !== null && checkpoint.total !== undefined && pageSummary.total !== checkpoint.total)
    throw new SourceFault('total-changed', { before: checkpoint.total, total: pageSummary.total });
  if (pageSummary.rows > 0 && pageSummary.hash === checkpoint.hash) throw new SourceFault('page-repeated', { page });
  const mark = pageSummary.mark ?? checkpoint.mark;
  if (isLast(paging, checkpoint, pageSummary, rows, total)) {
    if (total !== undefined && rows !== total) throw new SourceFault('total-differs', { rows, total });
    return {
      next: null,
      watermark:
        increment.kind === 'update-time'
          ? readOptions.startedAt
          : increment.kind === 'cursor'
            ? (mark ?? readOptions.watermark ?? null)
            : null,
    };
  }
  const cursor = pageSummary.next ?? undefined;
  if (cursor !== undefined && cursor === checkpoint.cursor) throw new SourceFault('page-repeated', { page });
  if (page >= limits.pages) throw new SourceFault('paging-endless', { page });
  return {
    next: {
      page: page + 1,
      rows,
      ...definedOnly({ cursor, total }),
      ...(pageSummary.rows > 0 ? { hash: pageSummary.hash } : {}),
      ...definedOnly({ mark }),
    },
  };
}

/** A cursor that stays, with nothing there, is how some services say that this is all for now. */
function isLast(
  paging: Paging,
  checkpoint: PageCheckpoint,
  { rows: here, next }: PageSummary,
  rows: number,
  total: number | undefined,
): boolean {
  switch (paging.kind) {
    case 'none':
      return true;
    case 'cursor':
    case 'link':
      return next === null || (here === 0 && next === checkpoint.cursor);
    case 'page':
    case 'offset':
      return (
        (total !== undefined && rows >= total) || here === 0 || (paging.ends === 'short-page' && here < paging.size)
      );
  }
}
