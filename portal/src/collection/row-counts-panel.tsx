import type { DeliveryMode, RowCounts } from '../../../schemas/collection/delivery.ts';
import { formatNumber } from '../shared/format-number.ts';

const parts = [
  ['new', '新增'],
  ['changed', '变更'],
  ['unchanged', '未变'],
  ['rejected', '退回'],
] as const;

/** The receipt's sum, which adds up: read = new + changed + unchanged + rejected. */
export function RowCountsPanel({ counts, mode }: { readonly counts: RowCounts; readonly mode: DeliveryMode }) {
  return (
    <section className="panel">
      <h2>各行去向</h2>
      <p className="sum">
        <span className="sum-part">
          读取 <b>{formatNumber(counts.read)}</b> 行
        </span>
        <span>=</span>
        {parts.map(([part, name], index) => (
          <span key={part} className="sum-part">
            {index > 0 && '+ '}
            {name}{' '}
            <b className={part === 'rejected' && counts.rejected > 0 ? 'bad' : undefined}>
              {formatNumber(counts[part])}
            </b>
          </span>
        ))}
      </p>
      <ul className="plain soft">
        {counts.removed > 0 && (
          <li>
            移除 {formatNumber(counts.removed)} 条记录：
            {mode === 'full' ? '本次全量报送中没有出现，或标记为删除。' : '本次标记为删除。'}
          </li>
        )}
        {counts.retained > 0 && (
          <li>保留 {formatNumber(counts.retained)} 条记录：本次没有出现，但可能是被退回的行，所以没有移除。</li>
        )}
        <li>
          错误 {formatNumber(counts.errors)} 处，提醒 {formatNumber(counts.warnings)}{' '}
          处。错误使一行退回，提醒不影响入库。
        </li>
      </ul>
    </section>
  );
}
