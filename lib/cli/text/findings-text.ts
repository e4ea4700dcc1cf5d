import type { Finding } from '../../../schemas/collection/finding.ts';
import { textTable } from './text-table.ts';

const severities = { error: '错误', warning: '提醒' } as const;

/** Findings for a person: severity, place as Excel says it, field, and the sentence. */
export function findingsText(findings: readonly Finding[]): string {
  return textTable(
    ['级别', '位置', '信息项', '问题说明与处理办法'],
    findings.map((finding) => [
      severities[finding.severity],
      formatPlace(finding),
      finding.label ?? '',
      finding.detail,
    ]),
  );
}

/** `B12`, a whole column as `B 列`, a row as `第 12 行`, else the whole file. */
export function formatPlace({ row, column }: Pick<Finding, 'row' | 'column'>): string {
  if (row === undefined) return column === undefined ? '整个文件' : `${column} 列`;
  return column === undefined ? `第 ${row} 行` : `${column}${row}`;
}
