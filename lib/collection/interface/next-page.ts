import type { InterfaceDeclaration, Paging } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import type { ReadOptions } from '../sources/pull/source-session.ts';
import { isAtUsualCap } from './is-beyond-last-page.ts';

/** `next` is the next page's cursor, or its address for `link`; `hash` covers the records only. */
export type PageSummary = {
  readonly rows: number;
  readonly hash: string;
  readonly total: number | null;
  readonly next: string | null;
  readonly mark: string | null;
};

/** `isRepeat`: the page holds the previous page's records once more, so it is not stored. */
export type NextPage = { readonly isRepeat: boolean } & (
  | { readonly next: PageCheckpoint }
  | { readonly next: null; readonly watermark: string | null }
);

type Declared = Pick<InterfaceDeclaration, 'paging' | 'increment' | 'limits'>;

/**
 * Ends numbered pages at the total or at an empty page. A short page ends nothing by itself: the service may cap its
 * pages, or filter them; once it is seen to filter, two empty pages are the end. A full page that comes three times is
 * the last. Throws `page-repeated`, `total-changed`, `total-differs` or `paging-endless`.
 */
export function nextPage(
  { paging, increment, limits }: Declared,
  readOptions: ReadOptions,
  checkpoint: PageCheckpoint,
  pageSummary: PageSummary,
): NextPage {
  const { page } = checkpoint;
  const total = readTotal(checkpoint, pageSummary);
  const mark = pageSummary.mark ?? checkpoint.mark;
  const repeat = findRepeat(paging, checkpoint, pageSummary);
  const isRepeat = repeat !== null;
  const rows = checkpoint.rows + (isRepeat ? 0 : pageSummary.rows);
  if (repeat === 'end' || isLast(paging, checkpoint, pageSummary, { rows, total, limit: limits.pages })) {
    if (total !== undefined && rows !== total)
      throw new SourceFault('total-differs', { rows, total, cause: causeOfMissing(paging, checkpoint) });
    return { next: null, watermark: nextWatermark(increment, readOptions, mark), isRepeat };
  }
  const cursor = pageSummary.next ?? undefined;
  if (cursor !== undefined && cursor === checkpoint.cursor) throw new SourceFault('page-repeated', { page });
  if (page >= limits.pages) throw new SourceFault('paging-endless', { page });
  const begin = { page: page + 1, rows, ...definedOnly({ cursor, total, mark }) };
  return { isRepeat, next: { ...begin, ...remembered(paging, checkpoint, pageSummary, isRepeat) } };
}

/** Throws when a page says another total than the ones before. */
function readTotal({ total: before }: PageCheckpoint, { total }: PageSummary): number | undefined {
  if (total !== null && before !== undefined && total !== before)
    throw new SourceFault('total-changed', { before, total });
  return total ?? before;
}

/** What the next page is judged by. */
function remembered(
  paging: Paging,
  checkpoint: PageCheckpoint,
  { rows, hash }: PageSummary,
  isRepeat: boolean,
): Partial<PageCheckpoint> {
  return definedOnly({
    // Empty pages have equal hashes and must not count as repeated.
    hash: rows > 0 ? hash : undefined,
    size: nextSize(paging, checkpoint, rows),
    isAfterShortPage: isShort(paging, checkpoint, rows) || undefined,
    isFiltered: checkpoint.isFiltered ?? (isAmongShortPages(paging, checkpoint, rows) || undefined),
    isAfterEmptyPage: (isNumbered(paging) && rows === 0) || undefined,
    isAfterRepeat: isRepeat || undefined,
  });
}

/**
 * Answers the page size that the next request asks for, `undefined` for the declared one. The first page's length
 * replaces a larger size: a service that caps pages, but counts their offset by the size, would skip rows.
 */
function nextSize(paging: Paging, { page, size }: PageCheckpoint, rows: number): number | undefined {
  if (page > 1) return size;
  return isNumbered(paging) && rows > 0 && rows < paging.size ? rows : undefined;
}

type NumberedPaging = Extract<Paging, { readonly kind: 'page' | 'offset' }>;

function isNumbered(paging: Paging): paging is NumberedPaging {
  return paging.kind === 'page' || paging.kind === 'offset';
}

function isShort(paging: Paging, { size }: PageCheckpoint, rows: number): boolean {
  return isNumbered(paging) && rows < (size ?? paging.size);
}

/** The first page's length tells the service's cap, not a filter. */
function isAmongShortPages(paging: Paging, { page, isAfterShortPage }: PageCheckpoint, rows: number): boolean {
  return isNumbered(paging) && page > 2 && isAfterShortPage === true && rows > 0;
}

/**
 * Many services answer a page beyond the last with the last one again. After a short page that is the end; after a full
 * one the page beyond must be the same too. Throws when a repeat proves no end.
 */
function findRepeat(
  paging: Paging,
  checkpoint: PageCheckpoint,
  { total, rows, hash }: PageSummary,
): 'end' | 'to-confirm' | null {
  const { page, isAfterRepeat = false } = checkpoint;
  const isSame = rows > 0 && hash === checkpoint.hash;
  // The service gave a page twice and goes on: what stands between the two is unknown.
  if (isAfterRepeat && !isSame) throw new SourceFault('page-repeated', { page: page - 1 });
  if (!isSame) return null;
  const mayEnd = isNumbered(paging) && paging.ends === 'short-page' && (total ?? checkpoint.total) === undefined;
  if (mayEnd && checkpoint.isAfterShortPage === true) return 'end';
  if (!mayEnd || !mayEndFull(checkpoint)) throw new SourceFault('page-repeated', { page });
  return isAfterRepeat ? 'end' : 'to-confirm';
}

/** A second page like the first may only mean that the service ignores page numbers. */
function mayEndFull({ page, rows }: PageCheckpoint): boolean {
  return page > 2 && !isAtUsualCap(rows);
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
  { rows, total, limit }: { readonly rows: number; readonly total: number | undefined; readonly limit: number },
): boolean {
  switch (paging.kind) {
    case 'none':
      return true;
    case 'cursor':
    case 'link':
      return next === null || (here === 0 && next === checkpoint.cursor);
    case 'page':
    case 'offset':
      if (here === 0) return !mayFollowEmptyPage(checkpoint, limit);
      return total === undefined
        ? checkpoint.page >= limit && isShortAfterFull(paging, checkpoint, here)
        : rows >= total;
  }
}

function mayFollowEmptyPage({ page, isFiltered, isAfterEmptyPage, total }: PageCheckpoint, limit: number): boolean {
  return isFiltered === true && isAfterEmptyPage !== true && total === undefined && page < limit;
}

/** At the limit no further page can confirm the end; a short page after full ones is believed. */
function isShortAfterFull(paging: NumberedPaging, { page, size }: PageCheckpoint, rows: number): boolean {
  return paging.ends === 'short-page' && page > 1 && size === undefined && rows < paging.size;
}

/** Names the likely cause in a clause of the fault's sentence; empty where nothing hints at one. */
function causeOfMissing(paging: Paging, { size }: PageCheckpoint): string {
  if (paging.kind === 'none') return '登记为不翻页，而服务可能只给出了第一页，请核对翻页方式。';
  if (isNumbered(paging) && size !== undefined)
    return `服务每页最多给出 ${size} 条，少于登记的 ${paging.size} 条，请把登记的每页条数改为 ${size}。`;
  return '';
}
