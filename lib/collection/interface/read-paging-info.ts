import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { extractRecords } from './extract-records.ts';
import { getTextAt } from './json-path.ts';

/** `next` is the next page's cursor, `mark` the next increment's. */
export type PagingInfo = {
  readonly records: readonly unknown[];
  readonly total: number | null;
  readonly next: string | null;
  readonly mark: string | null;
};

/** Throws as `extractRecords` does; a total that is not a number is ignored. */
export function readPagingInfo(
  answer: unknown,
  {
    answer: shape,
    fields,
    paging,
    increment,
  }: Pick<InterfaceDeclaration, 'answer' | 'fields' | 'paging' | 'increment'>,
): PagingInfo {
  const textAt = (path: string | null) => (path === null ? null : getTextAt(answer, path) || null);
  const total = textAt(shape.total ?? null);
  return {
    records: extractRecords(answer, { answer: shape, fields }),
    total: total !== null && /^\d{1,15}$/.test(total.trim()) ? Number(total) : null,
    next: textAt(paging.kind === 'cursor' ? paging.next : null),
    mark: textAt(increment.kind === 'cursor' ? increment.next : null),
  };
}
