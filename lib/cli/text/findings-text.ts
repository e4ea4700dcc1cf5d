import type { FindingKind } from '../../../schemas/collection/finding-kind.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import { describeListed, describeRows, findingTitle, type ListedFinding } from '../../kernel/finding-text.ts';
import { formatCount } from './format-amounts.ts';
import { formatTable } from './text-table.ts';

const severities = { error: '错误', warning: '提醒' } as const;

/** Formats a table in Chinese and keeps the order given; equal reminders are one line. */
export function formatFindings(findings: readonly ListedFinding[]): string {
  return formatTable(
    ['级别', '位置', '信息项', '问题说明与处理办法'],
    findings.map((listed) => [
      severities[listed.finding.severity],
      formatPosition(listed.finding),
      listed.finding.label ?? '',
      describeListed(listed),
    ]),
  );
}

/** Formats the counts by field and kind; empty without findings. */
export function formatFindingKinds(kinds: readonly FindingKind[]): string {
  if (kinds.length === 0) return '';
  return formatTable(
    ['级别', '信息项', '问题', '处数', '行号'],
    kinds.map((kind) => [
      severities[kind.severity],
      kind.label ?? '',
      findingTitle(kind.code),
      formatCount(kind.count),
      describeRows(kind),
    ]),
  );
}

/** Formats `B12`, `B 列` or `第 12 行`. */
export function formatPosition({ row, column }: Pick<Finding, 'row' | 'column'>): string {
  if (row === undefined) return column === undefined ? '整个文件' : `${column} 列`;
  return column === undefined ? `第 ${row} 行` : `${column}${row}`;
}
