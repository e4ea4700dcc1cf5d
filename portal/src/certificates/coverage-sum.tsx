import type { CoverageSums } from '../../../schemas/certificates/coverage.ts';
import { formatNumber } from '../shared/format-number.ts';
import { addCounts } from './coverage-state.ts';

/** The sum that adds up: face data = issued + outstanding + failed. */
export function CoverageSum({ totals }: { readonly totals: readonly CoverageSums[] }) {
  const { rows, issued, outstanding, failed, removed } = addCounts(totals);
  return (
    <>
      <p className="sum">
        <span className="sum-part">
          照面数据 <b>{formatNumber(rows)}</b> 条
        </span>
        <span>=</span>
        <span className="sum-part">
          已制证 <b>{formatNumber(issued)}</b>
        </span>
        <span className="sum-part">
          + 待制证 <b>{formatNumber(outstanding)}</b>
        </span>
        <span className="sum-part">
          + 未成功 <b className={failed > 0 ? 'bad' : undefined}>{formatNumber(failed)}</b>
        </span>
      </p>
      {removed > 0 && (
        <p className="soft">另有 {formatNumber(removed)} 条照面数据已移除，对应的证照随之注销，不计入以上各数。</p>
      )}
    </>
  );
}
