import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import type { Delivery, RowCounts } from '../../../schemas/collection/delivery.ts';
import type { FindingKind } from '../../../schemas/collection/finding-kind.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { Workbook } from '../../kernel/sheet.ts';
import type { CataloguePorts, KeyedHash, RowComparison, StagingStore, WorkbookRefusal } from '../ports.ts';
import { type ChunkStore, chunkStore, findingsKey } from '../staging.ts';
import { returnReason } from './ingest-outcome.ts';
import { ingest } from './ingest.ts';
import type { PublishedVersions } from './published-versions.ts';
import { refusedWorkbook, stageUnfit } from './workbook/file-findings.ts';
import { type NameOfDataset, openWorkbookSource } from './workbook/open-workbook-source.ts';
import { readUnlessUnfit } from './workbook/unfit-sheet.ts';

export type CheckedWorkbook = {
  /** False when no row was read: another template, or none of the dataset's columns. */
  readonly fits: boolean;
  readonly version: DatasetVersion;
  readonly rowCounts: RowCounts;
  readonly findingKinds: readonly FindingKind[];
  /** Why the platform would return the delivery whole; `null` when it would not. */
  readonly reason: Exclude<Delivery['reason'], undefined> | null;
  readonly staged: Omit<Staged, 'records'>;
  readonly at: Instant;
};

export type CheckPorts = Pick<CataloguePorts, 'codeLists'> & {
  readonly nameOf: NameOfDataset;
  readonly stagingStore: Pick<StagingStore, 'writeLines' | 'readChunk'>;
  readonly hash: KeyedHash;
  /** Each call gives an empty one. */
  readonly openIndex: () => Promise<RowComparison>;
  /** Called between batches of rows. */
  readonly afterBatch?: () => Promise<void>;
};

const partRows = 5_000;
const prefix = 'check';

/** A check keeps no records. */
const noChunks: ChunkStore = {
  write: async () => undefined,
  read: async () => new Uint8Array(0),
};

/** Checks as for an empty dataset, by the rules of ingest. Throws what the workbook's reader and a port throw. */
export async function checkWorkbook(
  workbook: Workbook,
  versions: PublishedVersions,
  at: Instant,
  { nameOf, codeLists, stagingStore, hash, openIndex, afterBatch = async () => undefined }: CheckPorts,
): Promise<CheckedWorkbook> {
  const version = versions.newest;
  const opened = await openWorkbookSource(workbook, versions, nameOf);
  const context = {
    version,
    codeLists,
    today: dayInShanghai(at),
    mode: 'increment',
    openIndex,
    hash,
    partRows,
    chunks: {
      parts: noChunks,
      findings: chunkStore(stagingStore, (chunk) => findingsKey(prefix, chunk)),
      rejected: noChunks,
    },
    assertLease: afterBatch,
  } as const;
  const read = opened.fits ? await readUnlessUnfit(() => ingest(opened.source, context)) : opened;
  if (!read.fits) {
    const reason = deliveryReasons[read.reason];
    return { fits: false, version, reason, at, ...(await stageUnfit(read, prefix, stagingStore)) };
  }
  const { comparison, staged } = read.result;
  const { rowCounts, findingKinds } = comparison;
  const blocking = returnReason({ channel: 'excel', mode: 'increment' }, version, comparison);
  const reason = blocking?.reason ?? null;
  return { fits: true, version, rowCounts, findingKinds, reason, staged: { ...staged, prefix }, at };
}

/** What a workbook that cannot be read gives, as its delivery would. */
export async function checkedRefusal(
  refusal: WorkbookRefusal,
  { newest }: PublishedVersions,
  at: Instant,
  stagingStore: Pick<StagingStore, 'writeLines'>,
): Promise<CheckedWorkbook> {
  const unfit = refusedWorkbook(refusal);
  const { code, detail } = unfit.findings[0];
  const staged = await stageUnfit(unfit, prefix, stagingStore);
  return { fits: false, version: newest, reason: { code, detail }, at, ...staged };
}
