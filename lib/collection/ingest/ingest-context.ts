import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { DatasetState } from '../../../schemas/records/dataset-state.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { CataloguePorts, Clock, CollectionSettings, KeyedHash, RowComparison, StagingStore } from '../ports.ts';
import { findingsKey, partKey, rejectedKey } from '../staging-keys.ts';
import type { IngestContext } from './ingest.ts';
import type { Lease } from './lease.ts';

/** What ingesting a delivery takes, whatever its channel. */
export type IngestPorts = Clock &
  CataloguePorts & {
    readonly stagingStore: StagingStore;
    /** Opens the index of the stored records; each call gives a fresh comparison. */
    readonly openIndex: (datasetState: DatasetState) => Promise<RowComparison>;
    readonly hash: KeyedHash;
    readonly settings: Pick<CollectionSettings, 'partRows'>;
  };

/** Ingest under a lease: chunks are written below its prefix, and the lease is renewed between batches of rows. */
export function ingestContext(lease: Lease, version: DatasetVersion, ports: IngestPorts): IngestContext {
  const { delivery, datasetState, prefix } = lease;
  const { writeLines } = ports.stagingStore;
  return {
    mode: delivery.mode,
    version,
    today: dayInShanghai(ports.now()),
    codeLists: ports.codeLists,
    openIndex: () => ports.openIndex(datasetState),
    hash: ports.hash,
    partRows: ports.settings.partRows,
    writers: {
      writePart: (part, lines) => writeLines(partKey(prefix, part), lines),
      writeFindings: (chunk, lines) => writeLines(findingsKey(prefix, chunk), lines),
      writeRejected: (chunk, lines) => writeLines(rejectedKey(prefix, chunk), lines),
    },
    assertLease: lease.renew,
  };
}
