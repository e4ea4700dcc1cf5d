import type { PullManifest } from '../../../schemas/collection/sources/pull-manifest.ts';
import { resolvedKey } from '../staging.ts';
import { datasetNotPublished, type ConcludePorts, decideOutcome } from './ingest-outcome.ts';
import { ingestContext, type IngestPorts, ingest } from './ingest.ts';
import { pagesSource } from './pages/pages-source.ts';
import type { ReadPage } from './pages/rows-of-pages.ts';
import { publishedVersions } from './published-versions.ts';
import { withLease } from './with-lease.ts';

export type IngestPagesPorts = ConcludePorts &
  IngestPorts & {
    readonly openManifest: (key: string) => Promise<{ readonly manifest: PullManifest; readonly hash: string }>;
    readonly readPage: ReadPage;
    readonly pendingRejectedRowIds: (
      dataset: string,
      channel: 'interface' | 'database',
    ) => Promise<ReadonlySet<string>>;
  };

/** Ingests the pages of a pull like a workbook. Throws the Failure `lease-lost`. */
export async function ingestPages(message: { readonly delivery: string }, ports: IngestPagesPorts): Promise<void> {
  await withLease(message.delivery, ports, async (lease) => {
    const { delivery, prefix } = lease;
    const versions = publishedVersions(await ports.publishedVersions(delivery.dataset));
    if (versions === null || delivery.channel === 'excel') return datasetNotPublished;
    const version = versions.newest;
    const { manifest, hash: rawHash } = await ports.openManifest(delivery.rawKey);
    const source = pagesSource(version, {
      manifest,
      readPage: ports.readPage,
      pendingKeys: await ports.pendingRejectedRowIds(delivery.dataset, delivery.channel),
      reconcile: delivery.purpose === 'reconcile',
    });
    const ingested = await ingest(source, ingestContext(lease, version, ports));
    const resolved = ingested.comparison.pull?.resolved ?? [];
    if (resolved.length > 0)
      await ports.stagingStore.writeLines(
        resolvedKey(prefix),
        resolved.map((key) => `${JSON.stringify(key)}\n`).join(''),
      );
    return await decideOutcome(lease, ingested, { version, rawHash, ports });
  });
}
