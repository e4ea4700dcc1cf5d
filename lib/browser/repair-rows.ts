import { maxRepairRows } from '../../schemas/collection/repair-on-page.ts';
import type { OpenedRows, RowEdit, RowsCheck } from '../../schemas/collection/workbook-check.ts';
import { asWritten } from '../adapters/excel/rows/as-written.ts';
import { writeRows } from '../adapters/excel/rows/write-rows.ts';
import { openWorkbook } from '../adapters/xlsx/open-workbook.ts';
import { openWorkbookSource } from '../collection/ingest/workbook/open-workbook-source.ts';
import type { PlainCell, SheetRow, Workbook } from '../kernel/sheet.ts';
import { checkLocally, type LocalRules, versionsOf } from './local-check.ts';
import { blobSource } from './platform/blob-source.ts';
import { FindingLines } from './platform/finding-lines.ts';

type Rows = readonly (readonly PlainCell[])[];

const sheet = '数据';
const headerRow = 1;

/** Rows of several sheets are not. */
const isAscending = (rows: readonly number[]): boolean => rows.every((row, i) => row > (rows[i - 1] ?? headerRow));

/** Rows that are being mended. A cell that nobody touched keeps its type: as a text it might pass the next check. */
export class RepairRows {
  readonly #rules: LocalRules;
  /** In the order of the fields. */
  readonly #rows: Rows;
  readonly #numbers: readonly number[];
  readonly #findings = new FindingLines();

  private constructor(rules: LocalRules, rows: Rows, numbers: readonly number[]) {
    this.#rules = rules;
    this.#rows = rows;
    this.#numbers = numbers;
  }

  /**
   * Reads the rows by the rules of ingest. Rows have the numbers of `ownRows`, if those are as many, else of the file.
   * Throws when the workbook does not fit, or has more rows than a page takes.
   */
  static async open(file: Blob, rules: LocalRules, ownRows: readonly number[] = []): Promise<RepairRows> {
    const versions = versionsOf(rules.catalogue);
    const workbook = await openWorkbook(
      blobSource(file, () => undefined),
      { uncomputed: 'error' },
    );
    const opened = await openWorkbookSource(workbook, versions, rules.nameOf);
    if (!opened.fits) throw new Error(`the rows do not fit the dataset: ${opened.reason}`);
    const { columns, isData, rows: read } = opened.source;
    const rows: PlainCell[][] = [];
    const inFile: number[] = [];
    for await (const batch of read())
      for (const row of batch)
        if (isData(row)) {
          rows.push(columns.map((column) => asWritten(row.cells[column] ?? null, null)));
          inFile.push(row.row);
        }
    if (rows.length > maxRepairRows) throw new Error('there are more rows than a page takes');
    const numbers = [ownRows, inFile].find((known) => known.length === rows.length && isAscending(known));
    return new RepairRows(rules, rows, numbers ?? rows.map((_, i) => i + headerRow + 1));
  }

  opened(): OpenedRows {
    return { rows: this.#rows.map((cells) => cells.map(displayText)), numbers: [...this.#numbers] };
  }

  async check(edits: readonly RowEdit[]): Promise<RowsCheck> {
    const rows = this.#edited(edits).map((cells, i) => ({ row: this.#numbers[i] ?? headerRow, cells }));
    const workbook = inMemory([{ row: headerRow, cells: this.#header() }, ...rows]);
    const { rowCounts, reason, staged } = await checkLocally(workbook, { ...this.#rules, findings: this.#findings });
    const findings = this.#findings.list({ filter: {}, skip: 0, limit: staged.findings });
    return { rowCounts, reason, findings };
  }

  /** A workbook that the upload takes; what `check` says of the edits is said of it, too. */
  write(edits: readonly RowEdit[]): Blob {
    return new Blob([writeRows(sheet, [this.#header(), ...this.#edited(edits)])]);
  }

  #header(): readonly PlainCell[] {
    return versionsOf(this.#rules.catalogue).newest.content.fields.map(({ label }) => label);
  }

  #edited(edits: readonly RowEdit[]): Rows {
    const { fields } = versionsOf(this.#rules.catalogue).newest.content;
    const positions = new Map(fields.map(({ key }, i) => [key, i]));
    const rows = this.#rows.map((cells) => [...cells]);
    for (const { row, field, value } of edits) {
      const position = positions.get(field);
      const cells = rows[row];
      if (cells !== undefined && position !== undefined) cells[position] = value;
    }
    return rows;
  }
}

/** What the officer sees of a cell and may type again. */
function displayText(cell: PlainCell): string {
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (typeof cell !== 'object' || cell === null) return cell === null ? '' : `${cell}`;
  if ('date' in cell) return cell.date.replace('T', ' ');
  return 'error' in cell ? cell.error : cell.number;
}

/** The check reads it as a file; nothing is packed and read again for each key that is pressed. */
function inMemory(rows: readonly SheetRow[]): Workbook {
  const empty = blobSource(new Blob([]), () => undefined);
  return {
    sheets: [{ name: sheet, state: 'visible' }],
    properties: new Map(),
    rows: async function* all() {
      yield rows;
    },
    layout: () => ({ merges: [], hiddenColumns: [] }),
    mergesAhead: async () => [],
    close: async () => undefined,
    source: empty,
  };
}
