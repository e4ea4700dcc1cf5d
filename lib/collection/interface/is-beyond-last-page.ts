import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import type { SourceFault } from '../../kernel/source-fault.ts';

/** Client errors with which services answer a page number that does not exist. */
const statuses: ReadonlySet<unknown> = new Set([400, 404, 410, 416, 422]);

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
