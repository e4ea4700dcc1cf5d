import type { Finding } from '../../../../schemas/collection/finding.ts';
import { parseColumnLetters } from './parse-column-letters.ts';

/** The 0-based column a finding is about: its own letters, else where its field stands; -1 where it has neither. */
export function findFindingColumn(
  finding: Finding,
  spec: { readonly columns: readonly { readonly field: string }[] },
  columns: readonly number[],
): number {
  if (finding.column !== undefined) return parseColumnLetters(finding.column);
  return columns[spec.columns.findIndex((column) => column.field === finding.field)] ?? -1;
}
