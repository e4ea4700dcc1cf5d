import type { OfflineCatalogue } from '../../schemas/catalogue/offline-catalogue.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import { checkWorkbook, type CheckedWorkbook } from '../collection/ingest/check-workbook.ts';
import { type PublishedVersions, publishedVersions } from '../collection/ingest/published-versions.ts';
import type { NameOfDataset } from '../collection/ingest/workbook/open-workbook-source.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import type { Workbook } from '../kernel/sheet.ts';
import { RowIndex } from '../records/row-index.ts';
import type { FindingLines } from './platform/finding-lines.ts';
import { randomHash } from './platform/random-hash.ts';

export type LocalRules = {
  readonly catalogue: OfflineCatalogue;
  readonly at: Instant;
  readonly nameOf: NameOfDataset;
};

type LocalCheck = LocalRules & {
  readonly findings: FindingLines;
  readonly afterBatch?: () => Promise<void>;
};

/** Throws when the dataset has no published version: nothing can be checked then. */
export function versionsOf({ versions }: OfflineCatalogue): PublishedVersions {
  const published = publishedVersions(versions);
  if (published === null) throw new Error('no version is published');
  return published;
}

/** Runs the platform's check with what a browser has. Throws what the workbook's reader throws. */
export async function checkLocally(
  workbook: Workbook,
  { catalogue, at, nameOf, findings, afterBatch }: LocalCheck,
): Promise<CheckedWorkbook> {
  findings.clear();
  const checked = await checkWorkbook(workbook, versionsOf(catalogue), at, {
    nameOf,
    codeLists: async (ids) =>
      new Map(catalogue.codeLists.flatMap((list) => (ids.includes(list.id) ? [[list.id, list]] : []))),
    stagingStore: findings,
    hash: randomHash(),
    // A second pass writes all findings again.
    openIndex: async () => {
      findings.clear();
      return new RowIndex(null);
    },
    ...definedOnly({ afterBatch }),
  });
  findings.keepFirst(checked.staged.findingChunks);
  return checked;
}
