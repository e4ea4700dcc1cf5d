import type { Finding } from '../../../../schemas/collection/finding.ts';
import { parseColumnLetters } from './parse-column-letters.ts';

/** Returns the 0-based column, by letters or else by field; -1 for neither. */
export function findFindingColumn(
  finding: Finding,
  spec: { readonly columns: readonly { readonly field: string }[] },
  columns: readonly number[],
): number {
  if (finding.column !== undefined) return parseColumnLetters(finding.column);
  return columns[spec.columns.findIndex((column) => column.field === finding.field)] ?? -1;
}
