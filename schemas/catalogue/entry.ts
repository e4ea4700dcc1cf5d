import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { DatasetId, DatasetVersion, ResourceCode } from './dataset-version.ts';
import { HistoryEntry } from './history.ts';
import { DatasetListing, SearchLocation, VersionListing } from './views.ts';

export const StoredVersion = DatasetVersion.extend({ history: z.array(HistoryEntry).min(1) }).strict();
export type StoredVersion = z.infer<typeof StoredVersion>;

/** `snapshotId` names its stored item: an interrupted publication may leave another one. */
export const ClosedVersion = VersionListing.extend({
  snapshotId: z.string().min(1),
  withdrawal: HistoryEntry.optional(),
}).strict();
export type ClosedVersion = z.infer<typeof ClosedVersion>;

/** Names an entry in the table of events; its versions share the numbers. */
export function catalogueEntity(dataset: string): string {
  return `dataset-version#${dataset}`;
}

/** One conditional write on `lockVersion` changes it. A closed version takes effect when the entry names it. */
export const CatalogueEntry = z
  .object({
    dataset: DatasetId,
    code: ResourceCode,
    provider: DepartmentId,
    lockVersion: z.int().min(1),
    latestVersion: z.int().min(1),
    /** It is absent before the first publication and after the withdrawal. */
    published: z.int().min(1).optional(),
    open: StoredVersion.optional(),
    closed: z.array(ClosedVersion),
    listing: DatasetListing,
  })
  .strict();
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** `pinyin` has one syllable per character: `hun yin zhuang kuang`. */
export const SearchText = z
  .object({ location: SearchLocation, text: z.string().min(1), pinyin: z.string().optional() })
  .strict();
export type SearchText = z.infer<typeof SearchText>;

/** The document is built at publication: searching needs no dictionary. */
export const SearchDocument = z.object({ departmentName: z.string(), texts: z.array(SearchText) }).strict();
export type SearchDocument = z.infer<typeof SearchDocument>;

export type Searchable = { readonly listing: DatasetListing; readonly searchDocument: SearchDocument };
