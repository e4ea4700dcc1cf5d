import type { InterfaceDeclaration, Paging } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import type { ReadOptions } from '../sources/pull/source-session.ts';

/** `next` is the next page's cursor, or its address for `link`; `hash` covers the records only. */
export type PageSummary = {
  readonly rows: number;
  readonly hash: string;
  readonly total: number | null;
  readonly next: string | null;
  readonly mark: string | null;
};

export type NextPage = { readonly next: PageCheckpoint } | { readonly next: null; readonly watermark: string | null };

type Declared = Pick<InterfaceDeclaration, 'paging' | 'increment' | 'limits'>;

/** Throws `page-repeated`, `total-changed`, `total-differs` or `paging-endless`. */
export function nextPage(
  { paging, increment, limits }: Declared,
  readOptions: ReadOptions,
  checkpoint: PageCheckpoint,
  pageSummary: PageSummary,
): NextPage {
  const { page } = checkpoint;
  assertProgress(checkpoint, pageSummary);
  const rows = checkpoint.rows + pageSummary.rows;
  const total = pageSummary.total ?? checkpoint.total;
  const mark = pageSummary.mark ?? checkpoint.mark;
  if (isLast(paging, checkpoint, pageSummary, { rows, total })) {
    if (total !== undefined && rows !== total) throw new SourceFault('total-differs', { rows, total });
    return { next: null, watermark: nextWatermark(increment, readOptions, mark) };
  }
  const cursor = pageSummary.next ?? undefined;
  if (cursor !== undefined && cursor === checkpoint.cursor) throw new SourceFault('page-repeated', { page });
  if (page >= limits.pages) throw new SourceFault('paging-endless', { page });
  // Empty pages have equal hashes and must not count as repeated.
  const hash = pageSummary.rows > 0 ? pageSummary.hash : undefined;
  return { next: { page: page + 1, rows, ...definedOnly({ cursor, total, hash, mark }) } };
}

function assertProgress(checkpoint: PageCheckpoint, { total, rows, hash }: PageSummary): void {
  if (total !== null && checkpoint.total !== undefined && total !== checkpoint.total)
    throw new SourceFault('total-changed', { before: checkpoint.total, total });
  if (rows > 0 && hash === checkpoint.hash) throw new SourceFault('page-repeated', { page: checkpoint.page });
}

function nextWatermark(
  increment: InterfaceDeclaration['increment'],
  { startedAt, watermark }: ReadOptions,
  mark: string | undefined,
): string | null {
  switch (increment.kind) {
    case 'update-time':
      return startedAt;
    case 'cursor':
      return mark ?? watermark ?? null;
    case 'full':
      return null;
  }
}

/** Some services end with an empty page that repeats its own cursor. */
function isLast(
  paging: Paging,
  checkpoint: PageCheckpoint,
  { rows: here, next }: PageSummary,
  { rows, total }: { readonly rows: number; readonly total: number | undefined },
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
