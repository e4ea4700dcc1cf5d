import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import type { SourceFault } from '../../kernel/source-fault.ts';

/** Client errors with which services answer a page number that does not exist. */
const statuses: ReadonlySet<unknown> = new Set([400, 404, 410, 416, 422]);

/** Services that cap the depth of paging, too, answer 400 or 422: these prove no end after a full page. */
const missingStatuses: ReadonlySet<unknown> = new Set([404, 410, 416]);

/** Search engines give no rows beyond this number. */
const usualCap = 10_000;

/** Tells whether the rows read so far are a multiple of 10,000, where a service may have cut them. */
export function isAtUsualCap(rows: number): boolean {
  return rows > 0 && rows % usualCap === 0;
}

/**
 * Tells whether a fault after a full page may mean that there is no such page. It is believed only while the page
 * before still answers the same: a service that is being replaced answers 404 everywhere.
 */
export function mayBeBeyondLastPage(
  { code, facts }: Pick<SourceFault, 'code' | 'facts'>,
  { hash, rows, total, isAfterShortPage, isAfterRepeat }: PageCheckpoint,
): boolean {
  if (hash === undefined || total !== undefined || isAfterShortPage === true || isAfterRepeat === true) return false;
  return code === 'http-status' && missingStatuses.has(facts['status']) && !isAtUsualCap(rows);
}

/**
 * Tells whether a fault means that there is no such page. Only after a short page, and without a total that is still
 * missing rows; any other fault proves nothing about the end.
 */
export function isBeyondLastPage(
  { code, facts }: Pick<SourceFault, 'code' | 'facts'>,
  { isAfterShortPage, total }: PageCheckpoint,
): boolean {
  if (isAfterShortPage !== true || total !== undefined) return false;
  return code === 'records-not-found' || (code === 'http-status' && statuses.has(facts['status']));
}
