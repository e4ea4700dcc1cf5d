/** `2020-11-30`, `2020-11-30T08:30:00` or `08:30:00`; no zone. */
export type DateCell = { readonly date: string };

/** `#N/A`, `#DIV/0!`, …; or `uncomputed`. */
export type ErrorCell = { readonly error: string };

/** A formula without a cached result, for readers that report it: Excel would compute one. */
export const uncomputed = '#UNCOMPUTED';

/** The number has more than 15 significant digits; some may have been lost. */
export type LongNumberCell = { readonly number: string };

/** `null` is empty. A formula gives its cached value; without one it is empty or `uncomputed`. */
export type Cell = string | number | boolean | DateCell | ErrorCell | LongNumberCell | null;

/** `row` is Excel's number, `cells[0]` column A; missing cells are empty. */
export type SheetRow = { readonly row: number; readonly cells: readonly Cell[] };

export type SheetState = 'visible' | 'hidden' | 'veryHidden';

export type SheetInfo = { readonly name: string; readonly state: SheetState };

/** Rows are 1-based, columns 0-based, ends included. */
export type MergedRange = {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
};

/** Memory holds only directory, styles and shared strings. */
export type Workbook = {
  /** Worksheets are in tab order. */
  readonly sheets: readonly SheetInfo[];
  readonly properties: ReadonlyMap<string, string>;
  /** Streams non-empty rows in batches; may be called again, and stopped early. */
  readonly rows: (sheet: string) => AsyncIterable<readonly SheetRow[]>;
  /** Returns at most 10,000; empty until `rows` of that sheet has ended. */
  readonly merges: (sheet: string) => readonly MergedRange[];
  readonly close: () => Promise<void>;
};

export type ByteSource = {
  readonly size: number;
  readonly read: (start: number, length: number) => Promise<Uint8Array>;
  readonly stream: (start: number, length: number) => AsyncIterable<Uint8Array>;
};
