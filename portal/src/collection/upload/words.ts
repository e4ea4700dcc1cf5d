import type { DeliveryMode, RowCounts } from '../../../../schemas/collection/delivery.ts';
import { findingPhrases } from '../../../../schemas/collection/finding-phrases.ts';
import { maxRepairRows } from '../../../../schemas/collection/repair-on-page.ts';
import type { WorkbookCheck } from '../../../../schemas/collection/workbook-check.ts';
import { workbookRefusals } from '../../../../schemas/collection/workbook-refusals.ts';

export const modeNames = { full: '全量', increment: '增量' } as const;

const titles: ReadonlyMap<string, string> = new Map(
  [...Object.entries(findingPhrases), ...Object.entries(workbookRefusals)].map(([code, { title }]) => [code, title]),
);

/** The short name of a finding's code; the code where it has none. */
export const findingTitle = (code: string): string => titles.get(code) ?? code;

export const count = (amount: number): string => amount.toLocaleString('en-US');

/** `3.4 MB`, binary. */
export function fileSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Why the platform would return the file, said before it is sent; a refused file has its own sentence. */
const obstacles: Readonly<Record<string, (counts: RowCounts) => string>> = {
  'columns-differ': () =>
    '表格与这个信息资源的模板不一致，还不能报送。请按下面的问题逐项核对，或下载最新模板重新填写。',
  'no-rows': () => '表中没有读到数据行，还不能报送。请确认数据填写在模板的表头下方。',
  'rows-rejected': ({ rejected }) => `有 ${count(rejected)} 行存在错误。按这个信息资源的规定，须全部改正后才能报送。`,
  'all-rows-rejected': ({ rejected }) =>
    `全部 ${count(rejected)} 行都存在错误，还不能报送。请按下面的问题改正后重新选择文件。`,
};

/** What the check found, in one sentence. */
export function describeCheck({ rowCounts, reason }: WorkbookCheck): string {
  const { read, rejected, warnings } = rowCounts;
  if (reason !== null) return obstacles[reason.code]?.(rowCounts) ?? reason.detail;
  if (rejected > 0) {
    const later = rejected <= maxRepairRows ? '先报送也可以，退回的行还能在网页上改正。' : '';
    return `合格的 ${count(read - rejected)} 行可以入库，不合格的 ${count(rejected)} 行会被退回。建议改正后再报送。${later}`;
  }
  return warnings > 0
    ? `${count(read)} 行全部合格，可以报送。提醒请核对，确实无误的不必修改。`
    : `${count(read)} 行全部合格，可以报送。`;
}

/**
 * What will happen to whom. The least number of removals is known only where no row is rejected: a rejected row keeps
 * the record that it belongs to, or all of them.
 */
export function describeConsequence(mode: DeliveryMode, { read, rejected }: RowCounts, held: number): string {
  const accepted = read - rejected;
  if (held === 0) return `文件中的 ${count(accepted)} 条将新增；平台现在还没有这个信息资源的数据。`;
  if (mode === 'increment')
    return `增量报送：文件中的 ${count(accepted)} 条将新增或更新；平台现有 ${count(held)} 条中，没有出现在文件里的保持不变。`;
  const start = `全量报送：这份文件就是全部数据。平台现有 ${count(held)} 条，文件中可入库 ${count(accepted)} 条。`;
  if (rejected > 0)
    return `${start}没有出现在文件里的记录会被移除，不合格的行对应的记录先保留；准确条数在回执中。减少过多时平台会暂停，等另一位经办人放行。`;
  const least = Math.max(0, held - read);
  return least === 0
    ? `${start}没有出现在文件里的记录会被移除，准确条数在回执中。`
    : `${start}报送后至少有 ${count(least)} 条会被移除，准确条数在回执中。减少过多时平台会暂停，等另一位经办人放行。`;
}

/** `D5` in the sheet; empty for a finding about the file. */
export function cellAddress({
  column = '',
  row,
}: {
  readonly column?: string | undefined;
  readonly row?: number | undefined;
}): string {
  if (row === undefined) return column === '' ? '' : `${column} 列`;
  return column === '' ? `第 ${row} 行` : `${column}${row}`;
}
