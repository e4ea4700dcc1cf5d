import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import type { DatasetState } from '../../../schemas/records/dataset-state.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { CataloguePorts, RowComparison, Clock, CollectionSettings, KeyedHash, StagingStore } from '../ports.ts';
import { findingsKey, partKey, rejectedKey } from '../staging.ts';
import type { Lease } from './lease.ts';
import { compareRows, type CompareContext, type Comparison } from './rows/compare-rows.ts';
import type { RowSource } from './rows/row-source.ts';

export type IngestContext = Omit<CompareContext, 'dataset' | 'content' | 'codeLists' | 'index'> &
  Pick<CataloguePorts, 'codeLists'> & {
    readonly version: DatasetVersion;
    readonly openIndex: () => Promise<RowComparison>;
  };

export type StagedRows = Omit<Staged, 'prefix' | 'records' | 'index'>;

export type Ingested = {
  readonly index: RowComparison;
  readonly comparison: Comparison;
  readonly staged: StagedRows;
};

/** Checks, compares and stages the rows of any channel. Throws what source, writer or `assertLease` throws. */
export async function ingest(source: RowSource, context: IngestContext): Promise<Ingested> {
  const { dataset, content } = context.version;
  const codeLists = await context.codeLists(content.fields.flatMap(({ codeList }) => codeList ?? []));
  const index = await context.openIndex();
  const comparison = await compareRows(source, { ...context, dataset, content, codeLists, index });
  const { parts, findings, findingChunks, faultyRows, truncated, pull } = comparison;
  const staged = {
    parts,
    findings,
    findingChunks,
    faultyRows,
    truncated,
    headerRow: source.headerRow,
    columns: [...source.columns],
    absentFields: content.fields.flatMap(({ key }, i) => ((source.columns[i] ?? -1) < 0 ? [key] : [])),
    ...definedOnly({ sheet: source.sheet, rejectedChunks: pull?.rejectedChunks, resolved: pull?.resolved.length }),
  };
  return { index, comparison, staged };
}

export type IngestPorts = Clock &
  CataloguePorts & {
    readonly stagingStore: StagingStore;
    /** Each call gives a fresh comparison. */
    readonly openIndex: (datasetState: DatasetState) => Promise<RowComparison>;
    readonly hash: KeyedHash;
    readonly settings: Pick<CollectionSettings, 'partRows'>;
  };

/** Writes chunks below the lease's prefix, and renews the lease between batches of rows. */
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
