import { randomBytes } from 'node:crypto';
import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { Staged } from '../../schemas/collection/delivery-record.ts';
import type { RowCounts } from '../../schemas/collection/delivery.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import { keyedHash } from '../adapters/keyed-hash.ts';
import { ingest } from '../collection/ingest/ingest.ts';
import { publishedVersions } from '../collection/ingest/published-versions.ts';
import { stageUnfit } from '../collection/ingest/workbook/file-findings.ts';
import { openWorkbookSource } from '../collection/ingest/workbook/open-workbook-source.ts';
import type { StagingStore } from '../collection/ports.ts';
import { findingsKey } from '../collection/staging.ts';
import { dayInShanghai } from '../kernel/instant.ts';
import type { Workbook } from '../kernel/sheet.ts';
import { RowIndex } from '../records/row-index.ts';
import { UsageError } from './command.ts';
import type { OfflineEntry } from './offline-entry.ts';

export type CheckedOffline = {
  readonly fits: boolean;
  readonly version: DatasetVersion;
  readonly rowCounts: RowCounts;
  readonly staged: Omit<Staged, 'records'>;
  readonly at: Instant;
};

const partRows = 5_000;

/** Checks as for an empty dataset. Throws `UsageError` and `WorkbookRefused`. */
export async function checkOffline(
  workbook: Workbook,
  { dataset, versions: all, codeLists, nameOf }: OfflineEntry,
  stagingStore: Pick<StagingStore, 'writeLines'>,
  at: Instant,
): Promise<CheckedOffline> {
  const versions = publishedVersions(all);
  if (versions === null) throw new UsageError(`信息资源“${dataset}”的目录条目中没有已发布的版本，无法检查。`);
  const version = versions.newest;
  const prefix = 'check';
  const opened = await openWorkbookSource(workbook, versions, nameOf);
  if (!opened.fits) return { fits: false, version, at, ...(await stageUnfit(opened, prefix, stagingStore)) };
  const { comparison, staged } = await ingest(opened.source, {
    version,
    codeLists: async (ids) => new Map([...codeLists].filter(([id]) => ids.includes(id))),
    today: dayInShanghai(at),
    mode: 'increment',
    openIndex: async () => new RowIndex(null),
    hash: keyedHash(randomBytes(32).toString('hex')),
    partRows,
    writers: {
      writePart: async () => undefined,
      writeFindings: async (chunk, lines) => await stagingStore.writeLines(findingsKey(prefix, chunk), lines),
      writeRejected: async () => undefined,
    },
    assertLease: async () => undefined,
  });
  return { fits: true, version, rowCounts: comparison.rowCounts, staged: { ...staged, prefix }, at };
}
