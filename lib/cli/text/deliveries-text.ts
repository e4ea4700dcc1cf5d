import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import { formatTable } from './text-table.ts';

/** Formats one line per delivery. */
export function formatDeliveries(deliveries: readonly Delivery[]): string {
  return formatTable(
    ['报送批次', '登记时间', '部门', '信息资源', '归集方式', '状态', '原因'],
    deliveries.map(({ id, createdAt, department, dataset, channel, status, reason }) => [
      id,
      minuteInShanghai(createdAt),
      department,
      dataset,
      channel,
      statusNames[status],
      reason?.detail ?? '',
    ]),
  );
}
