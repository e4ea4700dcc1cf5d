import type { UpdateTimeZone } from '../../../../schemas/collection/sources/database-declaration.ts';
import type { PageReading } from '../../../../schemas/collection/sources/pull-manifest.ts';
import type { TableRemarkCode } from '../../../../schemas/collection/sources/table-remarks.ts';
import type { TableReport } from '../../../../schemas/collection/sources/table-report.ts';
import type { Facts } from '../../../kernel/fill-phrase.ts';

export type SourcePage = {
  /** A response's body, or rows as NDJSON; stored unchanged. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  /** The next page's checkpoint, without secrets; `null` after the last page. */
  readonly next: string | null;
  readonly watermark?: string;
};

export type ReadOptions = {
  readonly mode: 'full' | 'increment';
  /** Reads everything when there is none. */
  readonly watermark?: string;
  /** Calls made for one page; default 3. */
  readonly tries?: number;
  readonly startedAt: string;
};

/** The functions throw a `SourceFault`. */
export type SourceSession = {
  /** Absent for an interface, whose declaration lists them. */
  readonly fields?: readonly string[];
  /** `null` is the first page; an empty source has one page without rows. */
  readonly page: (checkpoint: string | null) => Promise<SourcePage>;
  /** Only of a table: what decides whether its rows can be read exactly and completely. */
  readonly inspect?: () => Promise<TableInspection>;
  readonly close: () => Promise<void>;
};

export type TableInspection = Omit<TableReport, 'clockAheadSeconds' | 'columns' | 'remarks'> & {
  readonly columns: readonly TableReport['columns'][number][];
  /** The database's clock in milliseconds since 1970. */
  readonly clockMs: number;
  readonly remarks: readonly { readonly code: TableRemarkCode; readonly facts: Facts }[];
  /** Set when the values give it away and the declaration doesn't say. */
  readonly foundZone?: UpdateTimeZone;
};

export type SourceRow = { readonly cells: readonly (string | number | boolean | null)[]; readonly removed: boolean };

/** An array is one; others parse each row on access. */
export type PageRows = { readonly length: number; readonly at: (index: number) => SourceRow | undefined };

/** Throws a `SourceFault` on an unreadable page. */
export type ParsePageRows = (
  bytes: Uint8Array<ArrayBuffer>,
  reading: PageReading,
  fields: readonly string[],
) => PageRows;
