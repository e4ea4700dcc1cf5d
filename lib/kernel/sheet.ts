/** `2020-11-30`, `2020-11-30T08:30:00`, or a time alone `08:30:00`; no zone. */
export type DateCell = { readonly date: string };

/** `#N/A`, `#DIV/0!`, …; or `uncomputed`. */
export type ErrorCell = { readonly error: string };

/**
 * Error of a formula without a cached result: Excel would compute one, so the cell is not really empty. Reported only
 * by readers that ask for it.
 */
export const uncomputed = '#UNCOMPUTED';

/** A number with more than 15 significant digits, as written in the file; digits may have been lost. */
export type LongNumberCell = { readonly number: string };

/** `null` is an empty cell. A formula gives its cached value; without one it is empty, or `uncomputed`. */
export type Cell = string | number | boolean | DateCell | ErrorCell | LongNumberCell | null;

/**
 * `row` is the number that Excel shows, `cells[0]` is column A. `cells` may end before the last column; a missing cell
 * is empty.
 */
export type SheetRow = { readonly row: number; readonly cells: readonly Cell[] };

export type SheetState = 'visible' | 'hidden' | 'veryHidden';

export type SheetInfo = { readonly name: string; readonly state: SheetState };

/** 1-based rows, 0-based columns, both ends included. */
export type MergedRange = {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
};

/** An open workbook; memory holds only its directory, styles and shared strings. */
export type Workbook = {
  /** In tab order, without chart sheets. */
  readonly sheets: readonly SheetInfo[];
  readonly properties: ReadonlyMap<string, string>;
  /** Streams the non-empty rows in batches. May be called again, and stopped early. */
  readonly rows: (sheet: string) => AsyncIterable<readonly SheetRow[]>;
  /** At most 10,000 merged ranges; empty until `rows` of that sheet has ended. */
  readonly merges: (sheet: string) => readonly MergedRange[];
  readonly close: () => Promise<void>;
};

/** Random access to a local file or an object in the object store. */
export type ByteSource = {
  readonly size: number;
  readonly read: (start: number, length: number) => Promise<Uint8Array>;
  readonly stream: (start: number, length: number) => AsyncIterable<Uint8Array>;
};
