import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { CatalogueEntry, ClosedVersion, StoredVersion } from '../../../schemas/catalogue/entry.ts';
import type { ReadingPorts } from '../ports.ts';

/** Returns `null` before the first publication and after the withdrawal. */
export async function publishedVersion(entry: CatalogueEntry, ports: ReadingPorts): Promise<StoredVersion | null> {
  const closed = entry.closed.find(({ version }) => version === entry.published);
  return closed === undefined ? null : await ports.version(entry.dataset, closed.version, closed.snapshotId);
}

/** Omits the history, which other rooms do not need. */
export async function readCurrentVersion(dataset: string, ports: ReadingPorts): Promise<DatasetVersion | null> {
  const entry = await ports.entry(dataset);
  const version = entry === null ? null : await publishedVersion(entry, ports);
  return version === null ? null : withoutHistory(version);
}

/** Lists oldest first; empty for an unknown or withdrawn entry. */
export async function listPublishedVersions(dataset: string, ports: ReadingPorts): Promise<DatasetVersion[]> {
  const entry = await ports.entry(dataset);
  const published: readonly ClosedVersion[] = entry?.closed.filter(({ status }) => status === 'published') ?? [];
  const versions = await Promise.all(
    published.map(({ version, snapshotId }) => ports.version(dataset, version, snapshotId)),
  );
  return versions.map(withoutHistory).toSorted((one, other) => one.version - other.version);
}

/** Reads a version by its number, also of a withdrawn entry; `null` when it was never closed. */
export async function readClosedVersion(
  dataset: string,
  number: number,
  ports: ReadingPorts,
): Promise<DatasetVersion | null> {
  const entry = await ports.entry(dataset);
  const closed = entry?.closed.findLast(({ version }) => version === number);
  return closed === undefined ? null : withoutHistory(await ports.version(dataset, number, closed.snapshotId));
}

function withoutHistory({ history: _history, ...version }: StoredVersion): DatasetVersion {
  return version;
}
