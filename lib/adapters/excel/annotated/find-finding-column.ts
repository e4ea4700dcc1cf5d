import type { Finding } from '../../../../schemas/collection/finding.ts';
import { parseColumnLetters } from './parse-column-letters.ts';

/** Returns the 0-based column of a finding, by its letters or else by its field; -1 where it has neither. */
export function findFindingColumn(
  finding: Finding,
  spec: { readonly columns: readonly { readonly field: string }[] },
  columns: readonly number[],
): number {
  if (finding.column !== undefined) return parseColumnLetters(finding.column);
  return columns[spec.columns.findIndex((column) => column.field === finding.field)] ?? -1;
}
