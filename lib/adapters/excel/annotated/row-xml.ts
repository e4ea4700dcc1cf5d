import type { TemplateColumn } from '../../../collection/template/template-spec.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import type { Cell, PlainCell } from '../../../kernel/sheet.ts';
import { asWritten } from '../rows/as-written.ts';
import { type CellState, getNumberFormat } from '../styles/cell-styles.ts';
import { cellXml } from '../xml/cell-xml.ts';
import type { CellFault } from './row-faults.ts';

export type RowKind = 'data' | 'header' | 'hint';

/** `faults` by 0-based column, `height` in points. */
export type RowLook = {
  readonly kind: RowKind;
  readonly faults: ReadonlyMap<number, CellFault> | null;
  readonly height?: number | undefined;
};

/** `row` is 1-based. */
export type WriteRow = (row: number, cells: readonly Cell[], look: RowLook) => string;

/** Looks letters and styles up once, because the writer runs for every row. */
export function rowWriter(columns: readonly (TemplateColumn | null)[], styles: ReadonlyMap<string, number>): WriteRow {
  const letters: string[] = [];
  const byState = { plain: listStyles('plain'), error: listStyles('error'), warning: listStyles('warning') };
  function listStyles(state: CellState): ReadonlyMap<string, number> {
    return new Map(
      [...styles]
        .filter(([look]) => look.startsWith(`${state} `))
        .map(([look, number]) => [look.slice(state.length + 1), number]),
    );
  }
  const findStyle = (kind: RowKind, state: CellState, cell: PlainCell, column: TemplateColumn | null): number => {
    if (kind === 'data') return byState[state].get(getNumberFormat(cell, column)) ?? 0;
    const look =
      kind === 'header' && state === 'plain' && column?.required === true ? 'header required' : `${kind} ${state}`;
    return styles.get(look) ?? 0;
  };
  return (row, cells, { kind, faults, height }) => {
    let xml = height === undefined ? `<row r="${row}">` : `<row r="${row}" ht="${height}" customHeight="1">`;
    const end =
      faults === null ? cells.length : Math.max(cells.length, ...[...faults.keys()].map((column) => column + 1));
    for (let i = 0; i < end; i++) {
      const column = columns[i] ?? null;
      const cell = asWritten(cells[i] ?? null, column);
      const fault = faults?.get(i);
      if (cell === null && fault === undefined) continue;
      letters[i] ??= columnLetters(i);
      xml += cellXml(`${letters[i] ?? ''}${row}`, findStyle(kind, fault?.severity ?? 'plain', cell, column), cell);
    }
    return `${xml}</row>`;
  };
}
