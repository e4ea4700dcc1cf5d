import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import type { DatasetState } from '../../../schemas/records/dataset-state.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { CataloguePorts, RowComparison, Clock, CollectionSettings, KeyedHash, StagingStore } from '../ports.ts';
import { chunkStore, findingsKey, partKey, rejectedKey } from '../staging.ts';
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

/**
 * Checks, compares and stages the rows of any channel. A second pass stages everything again where the source learns
 * after its rows that cells are merged. Throws what source, chunk store or `assertLease` throws.
 */
export async function ingest(source: RowSource, context: IngestContext): Promise<Ingested> {
  const { content } = context.version;
  const codeLists = await context.codeLists(content.fields.flatMap(({ codeList }) => codeList ?? []));
  const compare = async () => await compareOnce(source, { ...context, codeLists });
  // Memory holds one index: the first pass's is dropped before the second is opened.
  const { index, comparison } =
    (await firstReading(compare, () => source.mustReadAgain?.() === true)) ?? (await compare());
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
    ...definedOnly({
      sheet: source.sheet,
      otherSheets: source.otherSheets === undefined ? undefined : [...source.otherSheets],
      rejectedChunks: pull?.rejectedChunks,
      resolved: pull?.resolved.length,
    }),
  };
  return { index, comparison, staged };
}

type Compared = Pick<Ingested, 'index' | 'comparison'>;

/** `null` where a second pass is needed. */
async function firstReading(compare: () => Promise<Compared>, mustReadAgain: () => boolean): Promise<Compared | null> {
  const compared = await compare();
  return mustReadAgain() ? null : compared;
}

async function compareOnce(
  source: RowSource,
  context: Omit<IngestContext, 'codeLists'> & Pick<CompareContext, 'codeLists'>,
): Promise<Compared> {
  const { dataset, content } = context.version;
  const index = await context.openIndex();
  return { index, comparison: await compareRows(source, { ...context, dataset, content, index }) };
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
  return {
    mode: delivery.mode,
    version,
    today: dayInShanghai(ports.now()),
    codeLists: ports.codeLists,
    openIndex: () => ports.openIndex(datasetState),
    hash: ports.hash,
    partRows: ports.settings.partRows,
    chunks: {
      parts: chunkStore(ports.stagingStore, (part) => partKey(prefix, part)),
      findings: chunkStore(ports.stagingStore, (chunk) => findingsKey(prefix, chunk)),
      rejected: chunkStore(ports.stagingStore, (chunk) => rejectedKey(prefix, chunk)),
    },
    assertLease: lease.renew,
  };
}
