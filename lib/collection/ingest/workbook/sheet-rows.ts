import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import type { Cell, SheetRow } from '../../../kernel/sheet.ts';
import { FurtherHeaders } from '../../check/further-headers.ts';
import { nonDataNames } from '../../check/non-data-names.ts';
import { type NonDataKind, RowKinds, type SheetHeader } from '../../check/row-kinds.ts';
import type { ColumnUnit } from '../../check/sheet-units.ts';
import { isBlankRow, isHintRow } from '../../check/skipped-rows.ts';
import { fileFinding } from './file-findings.ts';
import { RowList } from './row-list.ts';
import { UnfitSheet } from './unfit-sheet.ts';

/** `units`: only columns that count another unit than their field. */
export type DataSheet = SheetHeader & { readonly sheet: string; readonly units: readonly ColumnUnit[] };

/** Tells a sheet's records, and remembers what else there was. Rows must ascend. */
export class SheetRows {
  readonly sheet: DataSheet;
  readonly #kinds: RowKinds;
  readonly #headers: FurtherHeaders;
  readonly #skipped = new Map<NonDataKind, RowList>();
  readonly #hidden = new RowList();
  #lastRecord = 0;
  /** Columns without a heading in which a record has something. */
  readonly #unnamed = new Set<number>();
  /** Columns without a heading, left of the last one. */
  readonly #gaps: readonly number[];

  constructor(sheet: DataSheet, { fields }: DatasetContent) {
    this.sheet = sheet;
    this.#gaps = [...sheet.headings.entries()].flatMap(([column, text]) => (text === '' ? [column] : []));
    this.#kinds = new RowKinds(sheet, fields);
    this.#headers = new FurtherHeaders(sheet, fields);
  }

  /** 1-based; 0 before the first record. */
  get lastRecord(): number {
    return this.#lastRecord;
  }

  /** Call it once for each row. Throws `UnfitSheet` at the first record below a header that differs from the sheet's. */
  isData(row: SheetRow): boolean {
    const { headerRow, columns } = this.sheet;
    if (row.row <= headerRow || isHintRow(row, headerRow)) return false;
    const isBlank = isBlankRow(row.cells, columns);
    const isHeader = this.#headers.isHeader(row);
    const kind = this.#kinds.kindOf(row, isBlank) ?? (isHeader ? 'heading' : null);
    if (kind !== null) {
      const rows = this.#skipped.get(kind) ?? new RowList();
      this.#skipped.set(kind, rows);
      rows.add(row.row);
      if (!isHeader) this.#headers.note(row);
      return false;
    }
    if (isBlank) return false;
    this.#requireSameHeader();
    if (row.hidden === true) this.#hidden.add(row.row);
    this.#lastRecord = row.row;
    this.#noteUnnamed(row.cells);
    return true;
  }

  #requireSameHeader(): void {
    const otherRow = this.#headers.differing();
    if (otherRow === null) return;
    const { sheet, headerRow } = this.sheet;
    throw new UnfitSheet(this.sheet, fileFinding('header-changes', { sheet }, { headerRow, otherRow }));
  }

  #noteUnnamed(cells: readonly Cell[]): void {
    for (const column of this.#gaps) if (isFilled(cells[column])) this.#unnamed.add(column);
    for (let column = this.sheet.headings.length; column < cells.length; column += 1)
      if (isFilled(cells[column])) this.#unnamed.add(column);
  }

  /** One sentence for all rows that are no records, one for hidden records. */
  findings(): readonly Finding[] {
    const { sheet } = this.sheet;
    const skipped = [...this.#skipped].map(([kind, rows]) => `${rows.toString()}（${nonDataNames[kind]}）`);
    const hidden = { sheet, count: this.#hidden.count, rows: this.#hidden.toString() };
    const unnamed = [...this.#unnamed].sort((a, b) => a - b).map((column) => columnLetters(column));
    return [
      ...unnamed.map((column) => fileFinding('column-without-header', { sheet, column })),
      ...(skipped.length === 0
        ? []
        : [
            fileFinding(
              'rows-not-data',
              { sheet },
              { place: `工作表“${sheet}”`, rows: skipped.join('、'), again: '上传' },
            ),
          ]),
      ...(hidden.count === 0 ? [] : [fileFinding('hidden-rows-read', { sheet }, hidden)]),
    ];
  }
}

function isFilled(cell: Cell | undefined): boolean {
  return cell !== undefined && cell !== null && !(typeof cell === 'string' && cell.trim() === '');
}
