import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import { rowsToRepair } from '../../../schemas/collection/repair-on-page.ts';
import type { FoundTask } from './group-tasks.ts';

type NameOf = (dataset: string) => string;

/** A delivery that failed or waits for approval; `null` for one that asks for nothing or is being discarded. */
export function waitingDeliveryTask(delivery: DeliveryRecord, nameOf: NameOf): FoundTask | null {
  const { id, dataset, status, discarding, reason, finishedAt, createdAt } = delivery;
  if (discarding !== undefined || (status !== 'failed' && status !== 'awaiting-approval')) return null;
  const base = { title: nameOf(dataset), since: finishedAt ?? createdAt, address: `/deliveries/${id}` };
  return status === 'failed'
    ? { kind: 'deliveries-failed', ...base, why: reason?.detail ?? '处理没有完成，请重新处理或作废。' }
    : { kind: 'deliveries-to-approve', ...base, why: whyToApprove(delivery) };
}

function whyToApprove({ rowCounts, reason }: DeliveryRecord): string {
  const removed = rowCounts?.removed ?? 0;
  if (removed === 0) return reason?.detail ?? '请由报送人以外的人核对后放行或作废。';
  return `放行后将有 ${removed} 条记录被移除，请由报送人以外的人核对后放行或作废。`;
}

/** Nobody repairs these: they were given up, or have not begun. */
const passedOver: ReadonlySet<DeliveryStatus> = new Set(['discarded', 'failed', 'awaiting-upload']);

/**
 * The newest delivery of a dataset, where rows of it came back. Deliveries are given newest first; one that is still
 * being worked on may be the repair, so that nothing is asked before it has ended.
 */
export function returnedDeliveryTask(deliveries: readonly DeliveryRecord[], nameOf: NameOf): FoundTask | null {
  const newest = deliveries.find(({ status, purpose }) => !passedOver.has(status) && purpose === undefined);
  // Rejected rows of a source wait at the source, where they are repaired and replayed.
  if (newest === undefined || newest.channel !== 'excel') return null;
  const why = whyReturned(newest);
  if (why === null) return null;
  const { id, dataset, finishedAt, createdAt } = newest;
  const since = finishedAt ?? createdAt;
  const address = rowsToRepair(newest) === null ? `/deliveries/${id}` : `/deliveries/${id}/repair`;
  return { kind: 'deliveries-returned', title: nameOf(dataset), why, since, address };
}

function whyReturned({ status, rowCounts, reason }: DeliveryRecord): string | null {
  const rejected = rowCounts?.rejected ?? 0;
  if (status === 'returned') return reason?.detail ?? '整批没有入库，请改正后重新报送。';
  if (status !== 'published' || rejected === 0) return null;
  return `有 ${rejected} 行没有入库，请改正这些行后重新报送。`;
}
