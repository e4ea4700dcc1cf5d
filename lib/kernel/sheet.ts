/** `2020-11-30`, `2020-11-30T08:30:00` or `08:30:00`; no zone. `lacks`: its number format does not show this part. */
export type DateCell = { readonly date: string; readonly lacks?: DatePart };

export type DatePart = 'day' | 'year';

/** `#N/A`, `#DIV/0!`, …; or `uncomputed`. */
export type ErrorCell = { readonly error: string };

/** A formula without a cached result, for readers that report it: Excel would compute one. */
export const uncomputed = '#UNCOMPUTED';

/** The number has more than 15 significant digits; some may have been lost. */
export type LongNumberCell = { readonly number: string };

/** Shown as `12.5%`, stored as 0.125; the text is exact. */
export type PercentCell = { readonly percent: string };

/** The number format adds zeros or text: 123456 is shown as `00123456`. */
export type ShownCell = { readonly value: number; readonly shown: string };

/** The number format divides what it shows, by a thousand or ten thousand. */
export type ScaledCell = { readonly scaled: number };

/** The number's format says more than the number. */
export type DisplayedCell = PercentCell | ShownCell | ScaledCell;

/** `null` is empty. A formula gives its cached value; without one it is empty or `uncomputed`. */
export type Cell = string | number | boolean | DateCell | ErrorCell | LongNumberCell | DisplayedCell | null;

/** `row` is Excel's number, `cells[0]` column A; missing cells are empty. `hidden`: by a filter or by hand. */
export type SheetRow = { readonly row: number; readonly cells: readonly Cell[]; readonly hidden?: boolean };

/** What programs write; a number format is resolved only where cells are read. */
export type PlainCell = Exclude<Cell, DisplayedCell>;

export type SheetState = 'visible' | 'hidden' | 'veryHidden';

export type SheetInfo = { readonly name: string; readonly state: SheetState };

/** Rows are 1-based, columns 0-based, ends included. */
export type MergedRange = {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
};

/** 0-based, ends included. */
export type ColumnRange = { readonly first: number; readonly last: number };

/** What a sheet says beside its cells; at most 200,000 merged ranges. */
export type SheetLayout = { readonly merges: readonly MergedRange[]; readonly hiddenColumns: readonly ColumnRange[] };

/** Memory holds only directory, styles and shared strings. */
export type Workbook = {
  /** Worksheets are in tab order. */
  readonly sheets: readonly SheetInfo[];
  readonly properties: ReadonlyMap<string, string>;
  /** Streams non-empty rows in batches; may be called again, and stopped early. */
  readonly rows: (sheet: string) => AsyncIterable<readonly SheetRow[]>;
  /** Empty until `rows` of that sheet has ended. */
  readonly layout: (sheet: string) => SheetLayout;
  /** Reads the sheet once to know its merged ranges before its rows; none for a sheet above 256 MiB of XML. */
  readonly mergesAhead: (sheet: string) => Promise<readonly MergedRange[]>;
  readonly close: () => Promise<void>;
  /** The file, for a writer that edits a copy. */
  readonly source: ByteSource;
};

export type ByteSource = {
  readonly size: number;
  readonly read: (start: number, length: number) => Promise<Uint8Array>;
  readonly stream: (start: number, length: number) => AsyncIterable<Uint8Array>;
};
