import type { CatalogueEntry, StoredVersion } from '../../../schemas/catalogue/entry.ts';
import type { HistoryEntry } from '../../../schemas/catalogue/history.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { toListing, toVersionListing } from '../reading/to-listing.ts';
import { appendHistoryEntry } from './history.ts';

export type OpenEntry = CatalogueEntry & { readonly open: StoredVersion };

export type OpenChange = Partial<Pick<StoredVersion, 'status' | 'content' | 'compatibility'>>;

/** Increments `lockVersion` for the conditional write; dates the open version by the history line. */
export function withOpen(
  entry: CatalogueEntry,
  open: StoredVersion,
  change: OpenChange,
  line: HistoryEntry,
): OpenEntry {
  return withListing({
    ...entry,
    lockVersion: entry.lockVersion + 1,
    open: { ...open, ...change, updatedAt: line.at, history: appendHistoryEntry(open.history, line) },
  });
}

/** Closes the open version; `stored` is written already, under `snapshotId`. */
export function withClosed(entry: CatalogueEntry, stored: StoredVersion, snapshotId: string): CatalogueEntry {
  const { open: _open, ...rest } = entry;
  const closed = [...entry.closed, { ...toVersionListing(stored), snapshotId }];
  const listing = stored.status === 'published' || entry.published === undefined ? toListing(stored) : entry.listing;
  const { open: _listedOpen, ...alone } = listing;
  return {
    ...rest,
    lockVersion: entry.lockVersion + 1,
    closed,
    listing: alone,
    ...definedOnly({ published: stored.status === 'published' ? stored.version : undefined }),
  };
}

/** Withdraws the entry with all published versions. */
export function withWithdrawal(entry: CatalogueEntry, line: HistoryEntry): CatalogueEntry {
  const { published: _published, ...rest } = entry;
  const closed = entry.closed.map((version) =>
    version.status === 'published'
      ? { ...version, status: 'withdrawn' as const, updatedAt: line.at, withdrawal: line }
      : version,
  );
  return { ...rest, lockVersion: entry.lockVersion + 1, closed, listing: { ...entry.listing, status: 'withdrawn' } };
}

/** Lists the published version with the open one beside it; else the open one. */
export function withListing(entry: OpenEntry): OpenEntry {
  const { open } = entry;
  const listing =
    entry.published === undefined
      ? toListing(open)
      : { ...entry.listing, open: { version: open.version, status: open.status } };
  return { ...entry, listing };
}
