import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { CatalogueEntry, SearchDocument, StoredVersion } from '../../../schemas/catalogue/entry.ts';
import type { Department } from '../../../schemas/departments/department.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { ToPinyin } from '../ports.ts';
import { toListing, toVersionListing } from '../reading/to-listing.ts';
import { buildSearchDocument } from '../search/build-search-document.ts';
import { versionEvents } from './version-events.ts';

export type SeededDataset = { readonly dataset: string; readonly code: string; readonly content: DatasetContent };
export type SeedEntry = {
  readonly entry: CatalogueEntry;
  readonly version: StoredVersion;
  readonly snapshotId: string;
  readonly searchDocument: SearchDocument;
  readonly events: readonly NewEvent[];
};

/** Builds version 1, published, without maker or checker. */
export function buildSeedEntry(
  { dataset, code, content }: SeededDataset,
  department: Department,
  at: Instant,
  toPinyin: ToPinyin,
): SeedEntry {
  const snapshotId = 'seed';
  const version: StoredVersion = {
    dataset,
    version: 1,
    code,
    status: 'published',
    compatibility: 'first',
    content,
    publishedOn: dayInShanghai(at),
    createdAt: at,
    createdBy: 'guiji',
    updatedAt: at,
    history: [
      {
        action: 'seeded',
        by: 'guiji',
        name: '系统初始化',
        department: content.metadata.provider,
        at,
        reason: '按通知所附数据归集责任清单建立。',
      },
    ],
  };
  const entry: CatalogueEntry = {
    dataset,
    code,
    provider: content.metadata.provider,
    lockVersion: 1,
    latestVersion: 1,
    published: 1,
    closed: [{ ...toVersionListing(version), snapshotId }],
    listing: toListing(version),
  };
  const events = versionEvents(null, entry, { action: 'seeded', by: 'guiji', at });
  return { entry, version, snapshotId, searchDocument: buildSearchDocument(version, department, toPinyin), events };
}
