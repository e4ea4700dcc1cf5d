import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { extractRecords } from './extract-records.ts';
import { getTextAt } from './json-path.ts';

/** What an answer says of itself and of the pages. `next` is the cursor of the next page, `mark` that of the next increment. */
export type PagingInfo = {
  readonly records: readonly unknown[];
  readonly total: number | null;
  readonly next: string | null;
  readonly mark: string | null;
};

/** Reads what paging needs of an answer; throws as `extractRecords` does. A total that is no number is none. */
export function readPagingInfo(
  answer: unknown,
  { answer: shape, paging, increment }: Pick<InterfaceDeclaration, 'answer' | 'paging' | 'increment'>,
): PagingInfo {
  const filled = (path: string | null) => (path === null ? null : getTextAt(answer, path) || null);
  const total = filled(shape.total ?? null);
  return {
    records: extractRecords(answer, shape),
    total: total !== null && /^\d{1,15}$/.test(total.trim()) ? Number(total) : null,
    next: filled(paging.kind === 'cursor' ? paging.next : null),
    mark: filled(increment.kind === 'cursor' ? increment.next : null),
  };
}
