import type { RowCounts } from '../../../../schemas/collection/delivery.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { SheetRow } from '../../../kernel/sheet.ts';

/** Where a row of a further sheet stands: its cells may have been moved to the first sheet's `columns`. */
export type FurtherPlace = { readonly sheet: string; readonly index: number; readonly columns: readonly number[] };

/** `firstRow` begins the merged range; `isFilled`: the row has got its value. */
export type MergedField = { readonly field: number; readonly firstRow: number; readonly isFilled: boolean };

/** `removed`: the source marks the row's record as deleted. */
export type InputRow = SheetRow & {
  readonly page?: number;
  readonly removed?: boolean;
  readonly place?: FurtherPlace;
  readonly merged?: readonly MergedField[];
};

/** Further sheets of a workbook, read as one table with the first. */
export type OtherSheet = { readonly sheet: string; readonly headerRow: number; readonly columns: number[] };

export type PullOptions = {
  /** Holds the key hashes of pending rejected rows, as hex. */
  readonly pendingKeys: ReadonlySet<string>;
  /** Every difference becomes a finding. */
  readonly reconcile: boolean;
  /** A record repeated on another page is then a fault of the source's paging. */
  readonly rowsOnce: boolean;
  /** Rows are events in time: of a record's rows the last counts. */
  readonly events: boolean;
};

export type RowSource = {
  readonly sheet?: string;
  /** 1-based; 0 for pages. */
  readonly headerRow: number;
  /** 0-based, by field; -1 for none. */
  readonly columns: readonly number[];
  /** May be called again: see `mustReadAgain`. */
  readonly rows: () => AsyncIterable<readonly InputRow[]>;
  /** True after a reading that learnt too late what its rows hold: then everything is read and staged again. */
  readonly mustReadAgain?: () => boolean;
  readonly otherSheets?: readonly OtherSheet[];
  /** Other rows are skipped and not counted. */
  readonly isData: (row: InputRow) => boolean;
  readonly findings: readonly Finding[];
  /** These findings are known only after the last row. */
  readonly lateFindings: (rowCounts: RowCounts) => readonly Finding[];
  readonly pull?: PullOptions;
};
