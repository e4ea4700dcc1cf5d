/** A day or a moment without a zone: `2020-11-30`, `2020-11-30T08:30:00`, or a time alone `08:30:00`. */
export type DateCell = { readonly date: string };

/** A cell whose formula failed: `#N/A`, `#DIV/0!`, …; or `uncomputed`. */
export type ErrorCell = { readonly error: string };

/** The error of a formula that the file has no result of: Excel would show one, so the cell only looks empty. Told only by a reader who was asked to. */
export const uncomputed = '#UNCOMPUTED';

/** A number with more than 15 significant digits, as written in the file: it can't be told whether digits were lost. */
export type LongNumberCell = { readonly number: string };

/** What a cell holds; `null` is an empty cell. A formula is its cached value; without one it is empty, or `uncomputed`. */
export type Cell = string | number | boolean | DateCell | ErrorCell | LongNumberCell | null;

/**
 * One row as the officer sees it: `row` is the number in Excel's margin, `cells[0]` stands in column A.
 * `cells` may end before the sheet's last column; a missing cell is an empty cell.
 */
export type SheetRow = { readonly row: number; readonly cells: readonly Cell[] };

export type SheetState = 'visible' | 'hidden' | 'veryHidden';

export type SheetInfo = { readonly name: string; readonly state: SheetState };

/** A merged range, 1-based rows, 0-based columns, both ends included. */
export type MergedRange = {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
};

/** An open workbook. Nothing of it is held in memory but its directory, styles and shared strings. */
export type Workbook = {
  /** Worksheets in the order of their tabs; chart sheets are left out. */
  readonly sheets: readonly SheetInfo[];
  /** Custom document properties (docProps/custom.xml), as text. */
  readonly properties: ReadonlyMap<string, string>;
  /** The non-empty rows of a sheet from the top, in batches. May be called again, and left early. */
  readonly rows: (sheet: string) => AsyncIterable<readonly SheetRow[]>;
  /** Merged ranges of a sheet, 10,000 at the most; known once `rows` of that sheet ran to its end, else empty. */
  readonly merges: (sheet: string) => readonly MergedRange[];
  readonly close: () => Promise<void>;
};

/** Bytes that can be read at any place: a local file, an object in the object store. */
export type ByteSource = {
  readonly size: number;
  readonly read: (start: number, length: number) => Promise<Uint8Array>;
  readonly stream: (start: number, length: number) => AsyncIterable<Uint8Array>;
};
