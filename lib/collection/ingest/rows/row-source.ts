import type { RowCounts } from '../../../../schemas/collection/delivery.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { SheetRow } from '../../../kernel/sheet.ts';

/** A row of a sheet, or of a page of a pull. `removed`: the source marks the row's record as deleted. */
export type InputRow = SheetRow & { readonly page?: number; readonly removed?: boolean };

/** What comparing the rows of a pull takes beyond a workbook's. */
export type PullOptions = {
  /** Key hashes of the pending rejected rows, as hex. */
  readonly pendingKeys: ReadonlySet<string>;
  /** Whether all records are compared, and every difference becomes a finding. */
  readonly reconcile: boolean;
  /** Whether the source must show each record once, so that a repeated record is a fault of its paging. */
  readonly rowsOnce: boolean;
};

/** Rows whose cells are matched to the dataset's fields. */
export type RowSource = {
  /** The data sheet's name; pages have none. */
  readonly sheet?: string;
  /** 1-based row of the header; 0 for pages. */
  readonly headerRow: number;
  /** For each field the 0-based cell that holds it, -1 for none. */
  readonly columns: readonly number[];
  readonly rows: AsyncIterable<readonly InputRow[]>;
  /** Whether the row holds data; other rows are skipped and not counted. */
  readonly isData: (row: InputRow) => boolean;
  /** Findings about the file, known before its rows. */
  readonly findings: readonly Finding[];
  /** Findings about the file that only its last row makes known. */
  readonly lateFindings: (rowCounts: RowCounts) => readonly Finding[];
  /** Absent for a workbook. */
  readonly pull?: PullOptions;
};
