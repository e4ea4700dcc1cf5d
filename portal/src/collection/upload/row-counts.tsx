import type { RowCounts } from '../../../../schemas/collection/delivery.ts';
import { count } from './words.ts';

/** 读取 = 新增 + 变更 + 未变 + 退回, so that everybody can add up. */
export function RowCountsLine({ rowCounts }: { readonly rowCounts: RowCounts }) {
  const { read, new: added, changed, unchanged, rejected, removed, retained } = rowCounts;
  return (
    <>
      读取 {count(read)} 行 = 新增 {count(added)} + 变更 {count(changed)} + 未变 {count(unchanged)} + 退回{' '}
      {count(rejected)}
      {removed > 0 && `；移除 ${count(removed)} 条`}
      {retained > 0 && `；先保留 ${count(retained)} 条`}
    </>
  );
}
