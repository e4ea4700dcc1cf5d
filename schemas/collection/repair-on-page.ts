import type { Channel, DeliveryStatus, RowCounts } from './delivery.ts';

/** Rows that one grid takes; more are mended in the workbook. All are checked again after each pause in typing. */
export const maxRepairRows = 2_000;

type Repairable = {
  readonly status: DeliveryStatus;
  readonly channel: Channel;
  readonly rowCounts?: RowCounts | undefined;
};

/**
 * Which rows of a delivery are sent once they are mended: the rejected ones, or `all` where none was published. `null`
 * where nothing is to be mended, or too much for a page. Rejected rows of a source are mended at the source.
 */
export function rowsToRepair({ status, channel, rowCounts }: Repairable): 'failed' | 'all' | null {
  if (channel !== 'excel' || rowCounts === undefined || rowCounts.rejected === 0) return null;
  if (status === 'published') return rowCounts.rejected <= maxRepairRows ? 'failed' : null;
  return status === 'returned' && rowCounts.read <= maxRepairRows ? 'all' : null;
}
