import type { CheckedWorkbook } from '../../collection/ingest/check-workbook.ts';
import type { OfflineEntry } from '../offline-entry.ts';
import { formatCount } from './format-amounts.ts';

export type CheckFacts = Pick<CheckedWorkbook, 'fits' | 'version' | 'rowCounts' | 'staged'> & {
  readonly fileName: string;
  readonly entry: Pick<OfflineEntry, 'dataset' | 'origin'>;
  readonly seconds: number;
};

/** Formats the outcome of a check. */
export function formatCheck({ fileName, entry, fits, version, rowCounts, staged, seconds }: CheckFacts): string {
  const { read, rejected, errors, warnings } = rowCounts;
  const outcome = fits
    ? describeOutcome(version.content.onRejectedRows, rowCounts)
    : '还不能按这个信息资源报送。请先处理下面的问题。';
  const lines = [
    `文件　　　${fileName}`,
    `信息资源　${version.content.metadata.name}（${entry.dataset}），按目录第 ${version.version} 版检查（${entry.origin}）`,
    ...(staged.sheet === undefined ? [] : [`工作表　　${staged.sheet}，表头在第 ${staged.headerRow} 行`]),
    `对账　　　读取 ${formatCount(read)} 行 = 合格 ${formatCount(read - rejected)} + 不合格 ${formatCount(rejected)}`,
    `问题　　　错误 ${formatCount(errors)} 处，提醒 ${formatCount(warnings)} 处`,
    `结论　　　${outcome}（用时 ${seconds.toFixed(1)} 秒）`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function describeOutcome(
  onRejectedRows: 'keep-good-rows' | 'return-whole',
  { read, rejected, warnings }: CheckFacts['rowCounts'],
): string {
  if (read === 0) return '表中没有读到数据行，还不能报送。';
  if (rejected === read) return '没有一行合格，还不能报送。请按问题改正。';
  if (rejected > 0 && onRejectedRows === 'return-whole') return '按这个信息资源的规定，须全部改正后才能报送。';
  if (rejected > 0) return '合格的行可以报送，不合格的行会被退回。建议改正后再报送。';
  return warnings > 0 ? '全部合格，可以报送。提醒请核对，确实无误的不必修改。' : '全部合格，可以报送。';
}
