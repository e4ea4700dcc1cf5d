import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { DatasetId, DatasetVersion, ResourceCode } from './dataset-version.ts';
import { HistoryEntry } from './history.ts';
import { DatasetListing, SearchLocation, VersionListing } from './views.ts';

/** A version with what was done to it. */
export const StoredVersion = DatasetVersion.extend({ history: z.array(HistoryEntry).min(1) }).strict();
export type StoredVersion = z.infer<typeof StoredVersion>;

/** A version that is done with: `copy` names the stored version that is meant, for an interrupted publication may leave another. */
export const ClosedVersion = VersionListing.extend({
  snapshotId: z.string().min(1),
  withdrawal: HistoryEntry.optional(),
}).strict();
export type ClosedVersion = z.infer<typeof ClosedVersion>;

/**
 * A catalogue entry: one item that says all there is to say about its versions and is changed by one conditional write on
 * `revision`. The version being worked on is held here; a closed one is written first and counts from the moment the entry names it.
 */
export const CatalogueEntry = z
  .object({
    dataset: DatasetId,
    code: ResourceCode,
    provider: DepartmentId,
    lockVersion: z.int().min(1),
    /** The highest version number ever given. */
    latestVersion: z.int().min(1),
    /** The version that holds now; absent before the first publication and after the withdrawal. */
    published: z.int().min(1).optional(),
    open: StoredVersion.optional(),
    closed: z.array(ClosedVersion),
    listing: DatasetListing,
  })
  .strict();
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** A text that an entry is found by. `pinyin` has one syllable per character, so that a hit can be drawn: `hun yin zhuang kuang`. */
export const SearchText = z
  .object({ location: SearchLocation, text: z.string().min(1), pinyin: z.string().optional() })
  .strict();
export type SearchText = z.infer<typeof SearchText>;

/** What the search knows of a published entry; made when it is published, so that searching needs no dictionary. */
export const SearchDocument = z.object({ departmentName: z.string(), texts: z.array(SearchText) }).strict();
export type SearchDocument = z.infer<typeof SearchDocument>;

/** A published entry as the search sees it. */
export type Searchable = { readonly listing: DatasetListing; readonly searchDocument: SearchDocument };
