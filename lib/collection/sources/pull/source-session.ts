import type { PageReading } from '../../../../schemas/collection/sources/pull-manifest.ts';

/** One page as it came from a source, and where the next one begins. */
export type SourcePage = {
  /** The response's body as received, or the rows as NDJSON; kept as it is. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  /** Where the next page begins, for `page`; `null` when this was the last one. Holds no secret. */
  readonly next: string | null;
  /** How far the source was read when this page is the last: what the next increment begins with. */
  readonly watermark?: string;
};

/** What is asked of a source in one run. */
export type ReadOptions = {
  readonly mode: 'full' | 'increment';
  /** The watermark of the last run; none at the first time, and then everything is asked for. */
  readonly watermark?: string;
  /** How often a call is made at the most that may succeed when it is made again; three times unless it is said. */
  readonly tries?: number;
  /** When the run began, by the platform's clock. */
  readonly startedAt: string;
};

/** An open source: a connection to a database, or a caller of an interface. What goes wrong is thrown as a SourceFault. */
export type SourceSession = {
  /** The fields that the pages hold, where the source itself says which; all that are declared where it does not. */
  readonly fields?: readonly string[];
  /** The page at that place, the first one at `null`. An empty source gives one page without rows. */
  readonly page: (checkpoint: string | null) => Promise<SourcePage>;
  readonly close: () => Promise<void>;
};

/** A row of a source on its way to the checks: cells in the order of the catalogue's fields. */
export type SourceRow = { readonly cells: readonly (string | number | boolean | null)[]; readonly removed: boolean };

/** The rows of a page, by their place from 0 on. A list of rows is one; others make each row when it is asked for. */
export type PageRows = { readonly length: number; readonly at: (checkpoint: number) => SourceRow | undefined };

/** Reads a page's bytes; cells in the order of the given fields. Throws a SourceFault when they cannot be read. */
export type ParsePageRows = (
  bytes: Uint8Array<ArrayBuffer>,
  reading: PageReading,
  fields: readonly string[],
) => PageRows;
