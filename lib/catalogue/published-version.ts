import type { CatalogueEntry, StoredVersion } from '../../schemas/catalogue/entry.ts';
import type { ReadingPorts } from './ports.ts';

/** The version that holds now; `null` before the first publication and after the withdrawal. */
export async function publishedVersion(entry: CatalogueEntry, ports: ReadingPorts): Promise<StoredVersion | null> {
  const closed = entry.closed.find(({ version }) => version === entry.published);
  return closed === undefined ? null : await ports.version(entry.dataset, closed.version, closed.copy);
}
