import { randomBytes } from 'node:crypto';
import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { Staged } from '../../schemas/collection/delivery-record.ts';
import { emptyRowCounts, type RowCounts } from '../../schemas/collection/delivery.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import { keyedHash } from '../adapters/keyed-hash.ts';
import { checkWorkbook } from '../collection/ingest/check-workbook.ts';
import type { StagingStore } from '../collection/ports.ts';
import { findingsKey } from '../collection/staging-keys.ts';
import { dayInShanghai } from '../kernel/instant.ts';
import type { Workbook } from '../kernel/sheet.ts';
import { RowIndex } from '../records/row-index.ts';
import { UsageError } from './command.ts';
import type { OfflineEntry } from './offline-entry.ts';

/** `fits`: the sheet and its columns match the dataset. */
export type CheckedOffline = {
  readonly fits: boolean;
  readonly version: DatasetVersion;
  readonly rowCounts: RowCounts;
  readonly staged: Omit<Staged, 'records'>;
  readonly at: Instant;
};

/** Changed records a part; no part is written here. */
const partRows = 5_000;

/** Checks a workbook as a delivery to an empty dataset. Throws `UsageError` and `WorkbookRefused`. */
export async function checkOffline(
  workbook: Workbook,
  { dataset, versions, codeLists, nameOf }: OfflineEntry,
  stagingStore: Pick<StagingStore, 'writeLines'>,
  at: Instant,
): Promise<CheckedOffline> {
  const version = versions.at(-1);
  if (version === undefined) throw new UsageError(`信息资源“${dataset}”的目录条目中没有已发布的版本，无法检查。`);
  const prefix = 'check';
  const checked = await checkWorkbook({
    workbook,
    dataset,
    versions,
    nameOf,
    codeLists: async (ids) => new Map([...codeLists].filter(([id]) => ids.includes(id))),
    today: dayInShanghai(at),
    mode: 'increment',
    openIndex: async () => new RowIndex(null),
    hash: keyedHash(randomBytes(32).toString('hex')),
    partRows,
    writePart: async () => undefined,
    writeFindings: async (chunk, lines) => await stagingStore.writeLines(findingsKey(prefix, chunk), lines),
    assertLease: async () => undefined,
  });
  if (!('refused' in checked))
    return { fits: true, version, rowCounts: checked.comparison.rowCounts, staged: { ...checked.staged, prefix }, at };

  const { findings, place } = checked;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  await stagingStore.writeLines(
    findingsKey(prefix, 1),
    findings.map((finding) => `${JSON.stringify(finding)}\n`).join(''),
  );
  const staged = {
    prefix,
    parts: 0,
    findingChunks: 1,
    findings: findings.length,
    truncated: false,
    faultyRows: 0,
    headerRow: place.headerRow ?? 0,
    columns: [...(place.columns ?? [])],
    absentFields: [],
  };
  return {
    fits: false,
    version,
    at,
    rowCounts: { ...emptyRowCounts, errors, warnings: findings.length - errors },
    staged: place.sheet === undefined ? staged : { ...staged, sheet: place.sheet },
  };
}
