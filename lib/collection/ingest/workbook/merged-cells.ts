import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { Cell, MergedRange } from '../../../kernel/sheet.ts';
import type { InputRow, MergedField } from '../rows/row-source.ts';

/** `headerRow` is 1-based, `columns` 0-based, -1 for none. */
export type SheetPlace = { readonly sheet: string; readonly headerRow: number; readonly columns: readonly number[] };

type FieldMerge = MergedRange & { readonly field: number; readonly column: number; readonly isFilled: boolean };

/**
 * Gives the rows of a merged range what people see in it. Rows must ascend.
 *
 *   | 3 | 市公安局 |       an optional column, merged over three rows:
 *   | 4 |          |   →   each row gets 市公安局, and a reminder at its cell
 *   | 5 |          |
 *
 * Key and required columns, and the further columns of a wide range, stay empty: nobody can tell what belongs there.
 */
export class MergedCells {
  /** The one that begins next stands last. */
  readonly #waiting: FieldMerge[];
  #active: { readonly merge: FieldMerge; value: Cell }[] = [];

  constructor(
    merges: readonly MergedRange[],
    { headerRow, columns }: SheetPlace,
    { fields, key }: Pick<DatasetContent, 'fields' | 'key'>,
  ) {
    this.#waiting = merges
      .filter(({ lastRow }) => lastRow > headerRow)
      .flatMap((merge) =>
        fields.flatMap((field, i) => {
          const column = columns[i] ?? -1;
          if (column < merge.firstColumn || column > merge.lastColumn) return [];
          const isFirst = column === merge.firstColumn && merge.firstRow > headerRow;
          if (isFirst && merge.firstRow === merge.lastRow) return [];
          const isFilled = isFirst && !field.required && !key.includes(field.key);
          return [{ ...merge, field: i, column, isFilled }];
        }),
      )
      .toSorted((a, b) => b.firstRow - a.firstRow || b.column - a.column);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#active.length === 0;
  }

  fill(row: InputRow): InputRow {
    for (let next = this.#waiting.at(-1); next !== undefined && next.firstRow <= row.row; next = this.#waiting.at(-1)) {
      this.#waiting.pop();
      this.#active.push({ merge: next, value: next.firstRow === row.row ? (row.cells[next.column] ?? null) : null });
    }
    if (this.#active.length === 0) return row;
    this.#active = this.#active.filter(({ merge }) => merge.lastRow >= row.row);
    const merged: MergedField[] = [];
    const cells = [...row.cells];
    for (const { merge, value } of this.#active) {
      const { field, column, firstRow } = merge;
      if (merge.isFilled && value === null) continue;
      merged.push({ field, firstRow, isFilled: merge.isFilled });
      if (!merge.isFilled || (cells[column] ?? null) !== null) continue;
      while (cells.length < column) cells.push(null);
      cells[column] = value;
    }
    return merged.length === 0 ? row : { ...row, cells, merged };
  }
}
