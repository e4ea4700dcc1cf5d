import type { PageReading } from '../../../../schemas/collection/sources/pull-manifest.ts';

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
  readonly close: () => Promise<void>;
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
