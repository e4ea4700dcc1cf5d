import { randomBytes } from 'node:crypto';
import type { Instant } from '../../schemas/kernel/day.ts';
import { keyedHash } from '../adapters/keyed-hash.ts';
import { checkWorkbook, type CheckedWorkbook } from '../collection/ingest/check-workbook.ts';
import { publishedVersions } from '../collection/ingest/published-versions.ts';
import type { StagingStore } from '../collection/ports.ts';
import type { Workbook } from '../kernel/sheet.ts';
import { RowIndex } from '../records/row-index.ts';
import { UsageError } from './command.ts';
import type { OfflineEntry } from './offline-entry.ts';

/** Checks as for an empty dataset. Throws `UsageError` and `WorkbookRefused`. */
export async function checkOffline(
  workbook: Workbook,
  { dataset, versions: all, codeLists, nameOf }: OfflineEntry,
  stagingStore: Pick<StagingStore, 'writeLines' | 'readChunk'>,
  at: Instant,
): Promise<CheckedWorkbook> {
  const versions = publishedVersions(all);
  if (versions === null) throw new UsageError(`信息资源“${dataset}”的目录条目中没有已发布的版本，无法检查。`);
  return await checkWorkbook(workbook, versions, at, {
    nameOf,
    codeLists: async (ids) => new Map([...codeLists].filter(([id]) => ids.includes(id))),
    stagingStore,
    hash: keyedHash(randomBytes(32).toString('hex')),
    openIndex: async () => new RowIndex(null),
  });
}
