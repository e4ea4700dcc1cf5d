import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { DatasetId } from '../../schemas/catalogue/dataset-version.ts';
import type { CatalogueEntry, SearchDocument, StoredVersion } from '../../schemas/catalogue/entry.ts';
import type { DatasetExport, DatasetListing } from '../../schemas/catalogue/views.ts';
import type { Department } from '../../schemas/departments/department.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import type { SearchIndex } from './search/search-index.ts';

/** Which entries a list is about, in the order of their ids. */
export type ListingQuery = {
  readonly provider: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
};

export type ListingPorts = {
  /** Up to `limit` entries after an id; may lag behind a change by a moment. */
  readonly listings: (query: ListingQuery) => Promise<readonly DatasetListing[]>;
};

export type SearchPorts = {
  /** All published entries, made ready; may lag behind a change by a moment. */
  readonly index: () => Promise<SearchIndex>;
};

export type CodeListPorts = {
  readonly codeLists: () => Promise<ReadonlyMap<string, CodeList>>;
};

export type DepartmentPorts = {
  /** The departments room knows; `null` if it takes no part. */
  readonly department: (id: string) => Promise<Department | null>;
};

export type ReadingPorts = {
  /** The entry as it stands at this moment; `null` if there is none. */
  readonly entry: (dataset: DatasetId) => Promise<CatalogueEntry | null>;
  /** A closed version by the copy that its entry names. A missing one is a failure. */
  readonly version: (dataset: DatasetId, version: number, snapshotId: string) => Promise<StoredVersion>;
};

/** What a version is judged by when it is shown or sent on. */
export type JudgingPorts = ReadingPorts & CodeListPorts & DepartmentPorts;

export type ChangingPorts = JudgingPorts & {
  /**
   * Keeps an entry in place of its revision before; `false` when another change came first.
   * With a card it is found by that from now on, with `null` not at all; without one that stays as it is.
   */
  readonly change: (entry: CatalogueEntry, searchDocument?: SearchDocument | null) => Promise<boolean>;
  readonly now: () => Instant;
};

export type DraftingPorts = ChangingPorts &
  ListingPorts & {
    /** Keeps a new entry; `false` when its id is taken. */
    readonly create: (entry: CatalogueEntry) => Promise<boolean>;
    /** The next serial number below a classification code; never the same twice. */
    readonly nextSerial: (classificationCode: string) => Promise<number>;
  };

export type ClosingPorts = ChangingPorts & {
  /** Writes a closed version beside its entry; it counts once the entry names the copy. */
  readonly saveVersion: (version: StoredVersion, snapshotId: string) => Promise<void>;
};

/** Syllables without tones, one per character; what is no Chinese character stays as it is. */
export type ToPinyin = (text: string) => readonly string[];

export type PublishingPorts = ClosingPorts & { readonly toPinyin: ToPinyin };

export type SheetPorts = JudgingPorts & {
  /** The entry as an Excel workbook. */
  readonly writeSheet: (entry: DatasetExport) => Promise<Uint8Array>;
};
