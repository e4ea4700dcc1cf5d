import type { CatalogueEntry, StoredVersion } from '../../../schemas/catalogue/entry.ts';
import type { HistoryEntry } from '../../../schemas/catalogue/history.ts';
import { toListing, toVersionListing } from '../reading/to-listing.ts';
import { appendHistoryEntry } from './history.ts';

/** An entry with a version that is being worked on. */
export type OpenEntry = CatalogueEntry & { readonly open: StoredVersion };

/** What changes in the open version; the line says who did it. */
export type OpenChange = Partial<Pick<StoredVersion, 'status' | 'content' | 'compatibility'>>;

/** The entry after a step that leaves its version open. */
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

/** The entry after its open version has been published or withdrawn; `stored` is the version as it was written under the name `copy`. */
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
    ...(stored.status === 'published' ? { published: stored.version } : {}),
  };
}

/** The entry after it has been taken out of the catalogue with all its published versions. */
export function withWithdrawal(entry: CatalogueEntry, line: HistoryEntry): CatalogueEntry {
  const { published: _published, ...rest } = entry;
  const closed = entry.closed.map((version) =>
    version.status === 'published'
      ? { ...version, status: 'withdrawn' as const, updatedAt: line.at, withdrawal: line }
      : version,
  );
  return { ...rest, lockVersion: entry.lockVersion + 1, closed, listing: { ...entry.listing, status: 'withdrawn' } };
}

/** A list shows the published version and beside it the open one; the open one alone where nothing is published. */
export function withListing(entry: OpenEntry): OpenEntry {
  const { open } = entry;
  const listing =
    entry.published === undefined
      ? toListing(open)
      : { ...entry.listing, open: { version: open.version, status: open.status } };
  return { ...entry, listing };
}
