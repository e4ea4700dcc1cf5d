import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { AnnotationOrder, RowFindings } from '../../../collection/annotate/annotation-orders.ts';
import type { RowMarks } from '../edit/edit-sheet.ts';
import type { Note } from '../edit/merge-notes.ts';
import { findFindingColumn } from './find-finding-column.ts';
import { groupFaultsByColumn } from './row-faults.ts';

/** Findings of other columns are noted in the dataset's first column. */
export function noteColumnFinder({
  spec,
  columns,
}: Pick<AnnotationOrder, 'spec' | 'columns'>): (finding: Finding) => number {
  const present = columns.filter((column) => column >= 0);
  const firstColumn = present.length === 0 ? 0 : Math.min(...present);
  return (finding) => {
    const column = findFindingColumn(finding, spec, columns);
    return column >= 0 ? column : firstColumn;
  };
}

/** Yields the marks of each row, and collects the notes of the first `maxNotes` cells. */
export async function* markRows(
  findings: AsyncIterable<RowFindings>,
  noteColumn: (finding: Finding) => number,
  { notes, maxNotes }: { readonly notes: Note[]; readonly maxNotes: number },
): AsyncGenerator<RowMarks> {
  for await (const { row, findings: ofRow } of findings) {
    const faults = groupFaultsByColumn(ofRow, noteColumn);
    for (const [column, { sentences }] of faults) {
      if (notes.length < maxNotes) notes.push({ row, column, text: sentences.join('\n') });
    }
    yield { row, columns: new Map([...faults].map(([column, { severity }]) => [column, severity])) };
  }
}
