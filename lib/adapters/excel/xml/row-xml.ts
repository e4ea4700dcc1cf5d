import type { TemplateColumn } from '../../../collection/template/template-spec.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import type { Cell } from '../../../kernel/sheet.ts';
import type { CellFault } from '../annotated/row-faults.ts';
import { type CellState, getNumberFormat } from '../styles/cell-styles.ts';
import { cellXml } from './cell-xml.ts';

/** What kind of row it is; a header and a hint row look the same in every column. */
export type RowKind = 'data' | 'header' | 'hint';

export type WriteRow = (
  row: number,
  cells: readonly Cell[],
  kind: RowKind,
  faults: ReadonlyMap<number, CellFault> | null,
  height?: number,
) => string;

/** Writes rows of these columns with these styles. Called for every row of a file: what can be known before is looked up once. */
export function rowWriter(columns: readonly (TemplateColumn | null)[], styles: ReadonlyMap<string, number>): WriteRow {
  const letters: string[] = [];
  const byState = { plain: stylesOf('plain'), error: stylesOf('error'), warning: stylesOf('warning') };
  function stylesOf(state: CellState): ReadonlyMap<string, number> {
    return new Map(
      [...styles]
        .filter(([look]) => look.startsWith(`${state} `))
        .map(([look, number]) => [look.slice(state.length + 1), number]),
    );
  }
  const styleOf = (kind: RowKind, state: CellState, cell: Cell, column: TemplateColumn | null): number => {
    if (kind === 'data') return byState[state].get(getNumberFormat(cell, column)) ?? 0;
    const look =
      kind === 'header' && state === 'plain' && column?.required === true ? 'header required' : `${kind} ${state}`;
    return styles.get(look) ?? 0;
  };
  return (row, cells, kind, faults, height) => {
    let xml = height === undefined ? `<row r="${row}">` : `<row r="${row}" ht="${height}" customHeight="1">`;
    const end =
      faults === null ? cells.length : Math.max(cells.length, ...[...faults.keys()].map((column) => column + 1));
    for (let i = 0; i < end; i++) {
      const cell = cells[i] ?? null;
      const fault = faults?.get(i);
      if (cell === null && fault === undefined) continue;
      letters[i] ??= columnLetters(i);
      xml += cellXml(
        `${letters[i] ?? ''}${row}`,
        styleOf(kind, fault?.severity ?? 'plain', cell, columns[i] ?? null),
        cell,
      );
    }
    return `${xml}</row>`;
  };
}
