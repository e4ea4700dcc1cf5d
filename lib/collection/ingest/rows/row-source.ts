import type { RowCounts } from '../../../../schemas/collection/delivery.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { SheetRow } from '../../../kernel/sheet.ts';

/** `removed`: the source marks the row's record as deleted. */
export type InputRow = SheetRow & { readonly page?: number; readonly removed?: boolean };

export type PullOptions = {
  /** Holds the key hashes of pending rejected rows, as hex. */
  readonly pendingKeys: ReadonlySet<string>;
  /** Every difference becomes a finding. */
  readonly reconcile: boolean;
  /** A repeated record is then a fault of the source's paging. */
  readonly rowsOnce: boolean;
};

export type RowSource = {
  readonly sheet?: string;
  /** 1-based; 0 for pages. */
  readonly headerRow: number;
  /** 0-based, by field; -1 for none. */
  readonly columns: readonly number[];
  readonly rows: AsyncIterable<readonly InputRow[]>;
  /** Other rows are skipped and not counted. */
  readonly isData: (row: InputRow) => boolean;
  readonly findings: readonly Finding[];
  /** These findings are known only after the last row. */
  readonly lateFindings: (rowCounts: RowCounts) => readonly Finding[];
  readonly pull?: PullOptions;
};
