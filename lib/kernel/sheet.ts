/** `2020-11-30`, `2020-11-30T08:30:00` or `08:30:00`; no zone. */
export type DateCell = { readonly date: string };

/** `#N/A`, `#DIV/0!`, …; or `uncomputed`. */
export type ErrorCell = { readonly error: string };

/** A formula without a cached result, for readers that report it: Excel would compute one. */
export const uncomputed = '#UNCOMPUTED';

/** More than 15 significant digits, as written; digits may have been lost. */
export type LongNumberCell = { readonly number: string };

/** `null` is empty. A formula gives its cached value; without one it is empty or `uncomputed`. */
export type Cell = string | number | boolean | DateCell | ErrorCell | LongNumberCell | null;

/** `row` is Excel's number, `cells[0]` column A; missing cells are empty. */
export type SheetRow = { readonly row: number; readonly cells: readonly Cell[] };

export type SheetState = 'visible' | 'hidden' | 'veryHidden';

export type SheetInfo = { readonly name: string; readonly state: SheetState };

/** 1-based rows, 0-based columns, ends included. */
export type MergedRange = {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
};

/** Memory holds only directory, styles and shared strings. */
export type Workbook = {
  /** In tab order, without chart sheets. */
  readonly sheets: readonly SheetInfo[];
  readonly properties: ReadonlyMap<string, string>;
  /** Non-empty rows in batches; may be called again, and stopped early. */
  readonly rows: (sheet: string) => AsyncIterable<readonly SheetRow[]>;
  /** At most 10,000; empty until `rows` of that sheet has ended. */
  readonly merges: (sheet: string) => readonly MergedRange[];
  readonly close: () => Promise<void>;
};

/** Random access to a local file or an object in the object store. */
export type ByteSource = {
  readonly size: number;
  readonly read: (start: number, length: number) => Promise<Uint8Array>;
  readonly stream: (start: number, length: number) => AsyncIterable<Uint8Array>;
};
