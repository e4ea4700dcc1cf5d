import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { PullManifest } from '../../../schemas/collection/sources/pull-manifest.ts';
import type { DatasetState } from '../../../schemas/records/dataset-state.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { CataloguePorts, KeyedHash, RowComparison, StagingStore } from '../ports.ts';
import { findingsKey, resolvedKey, partKey, rejectedKey } from '../staging-keys.ts';
import { checkPages } from './check-pages.ts';
import { concludeIngest, returnDelivery, type ConcludePorts } from './conclude-ingest.ts';
import { acquireLease, renewLease } from './lease.ts';
import type { ReadPage } from './rows-of-pages.ts';

export type IngestPagesPorts = ConcludePorts &
  CataloguePorts & {
    readonly stagingStore: StagingStore;
    readonly openManifest: (key: string) => Promise<{ readonly manifest: PullManifest; readonly hash: string }>;
    readonly readPage: ReadPage;
    readonly openIndex: (datasetState: DatasetState) => Promise<RowComparison>;
    /** Key hashes of the dead letters of the dataset's source that are open. */
    readonly pendingRejectedRowIds: (
      dataset: string,
      channel: 'interface' | 'database',
    ) => Promise<ReadonlySet<string>>;
    readonly hash: KeyedHash;
  };

/** Takes a pull in, like a workbook: `ingestExcel` says what holds for both. */
export async function ingestPages(message: { readonly delivery: string }, ports: IngestPagesPorts): Promise<void> {
  const lease = await acquireLease(message.delivery, ports);
  if (lease === null) return;
  const { delivery, datasetState, prefix } = lease;
  const newest = (await ports.publishedVersions(delivery.dataset)).at(-1);
  if (newest === undefined || delivery.channel === 'excel')
    return await returnDelivery(lease, { reason: deliveryReasons['dataset-not-published'] }, ports);

  const { manifest, hash } = await ports.openManifest(delivery.rawKey);
  const checked = await checkPages({
    delivery,
    version: newest,
    manifest,
    readPage: ports.readPage,
    codeLists: ports.codeLists,
    today: dayInShanghai(ports.now()),
    openIndex: () => ports.openIndex(datasetState),
    hash: ports.hash,
    partRows: ports.settings.partRows,
    pendingKeys: await ports.pendingRejectedRowIds(delivery.dataset, delivery.channel),
    writePart: (part, lines) => ports.stagingStore.writeLines(partKey(prefix, part), lines),
    writeFindings: (chunk, lines) => ports.stagingStore.writeLines(findingsKey(prefix, chunk), lines),
    writeRejected: (chunk, lines) => ports.stagingStore.writeLines(rejectedKey(prefix, chunk), lines),
    assertLease: renewLease(lease, ports),
  });
  const { resolved, reconciled } = checked.comparison;
  if (resolved.length > 0)
    await ports.stagingStore.writeLines(
      resolvedKey(prefix),
      resolved.map((key) => `${JSON.stringify(key)}\n`).join(''),
    );
  await concludeIngest(
    lease,
    newest,
    { rawHash: hash, version: newest.version, ...(reconciled === null ? {} : { reconciled }) },
    checked,
    ports,
  );
}
