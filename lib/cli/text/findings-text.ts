import type { Finding } from '../../../schemas/collection/finding.ts';
import { formatTable } from './text-table.ts';

const severities = { error: '错误', warning: '提醒' } as const;

/** Formats a table in Chinese and keeps the order given. */
export function formatFindings(findings: readonly Finding[]): string {
  return formatTable(
    ['级别', '位置', '信息项', '问题说明与处理办法'],
    findings.map((finding) => [
      severities[finding.severity],
      formatPosition(finding),
      finding.label ?? '',
      finding.detail,
    ]),
  );
}

/** Formats `B12`, `B 列` or `第 12 行`. */
export function formatPosition({ row, column }: Pick<Finding, 'row' | 'column'>): string {
  if (row === undefined) return column === undefined ? '整个文件' : `${column} 列`;
  return column === undefined ? `第 ${row} 行` : `${column}${row}`;
}
