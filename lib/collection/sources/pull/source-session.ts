import type { PageReading } from '../../../../schemas/collection/sources/pull-manifest.ts';

/** One page as received, and where the next one begins. */
export type SourcePage = {
  /** The response's body, or the rows as NDJSON; stored unchanged. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  /** The next page's checkpoint; `null` after the last page. Holds no secret. */
  readonly next: string | null;
  /** On the last page: where the next increment begins. */
  readonly watermark?: string;
};

export type ReadOptions = {
  readonly mode: 'full' | 'increment';
  /** The last run's watermark; everything is read without one. */
  readonly watermark?: string;
  /** Calls made for one page while its fault is worth a retry; default 3. */
  readonly tries?: number;
  /** By the platform's clock. */
  readonly startedAt: string;
};

/** An open connection to a database, or a client of an interface. Throws a `SourceFault`. */
export type SourceSession = {
  /** The fields that a database's pages hold; absent for an interface, whose declaration lists them. */
  readonly fields?: readonly string[];
  /** The page at a checkpoint; `null` is the first page. An empty source has one page without rows. */
  readonly page: (checkpoint: string | null) => Promise<SourcePage>;
  readonly close: () => Promise<void>;
};

/** Cells in the order of the catalogue's fields. */
export type SourceRow = { readonly cells: readonly (string | number | boolean | null)[]; readonly removed: boolean };

/** The rows of a page by index, from 0. An array is one; others parse each row on access. */
export type PageRows = { readonly length: number; readonly at: (index: number) => SourceRow | undefined };

/** Cells in the order of `fields`. Throws a `SourceFault` on an unreadable page. */
export type ParsePageRows = (
  bytes: Uint8Array<ArrayBuffer>,
  reading: PageReading,
  fields: readonly string[],
) => PageRows;
