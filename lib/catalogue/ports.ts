import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { DatasetId } from '../../schemas/catalogue/dataset-version.ts';
import type { CatalogueEntry, SearchDocument, StoredVersion } from '../../schemas/catalogue/entry.ts';
import type { DatasetExport, DatasetListing } from '../../schemas/catalogue/views.ts';
import type { Change } from '../../schemas/departments/change-entry.ts';
import type { Department } from '../../schemas/departments/department.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import type { NewEvent } from '../../schemas/kernel/event-record.ts';
import type { SecondPersonPorts } from '../kernel/second-person.ts';
import type { SearchIndex } from './search/search-index.ts';

export type ListingQuery = {
  readonly provider: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
};

export type ListingPorts = {
  /** Lists by id from after `after`; eventually consistent. */
  readonly listings: (query: ListingQuery) => Promise<readonly DatasetListing[]>;
};

export type SearchPorts = {
  /** Reads are eventually consistent. */
  readonly index: () => Promise<SearchIndex>;
};

export type CodeListPorts = {
  readonly codeLists: () => Promise<ReadonlyMap<string, CodeList>>;
};

export type DepartmentPorts = {
  readonly department: (id: string) => Promise<Department | null>;
};

export type ReadingPorts = {
  /** Reads are strongly consistent. */
  readonly entry: (dataset: DatasetId) => Promise<CatalogueEntry | null>;
  /** Throws `catalogue-version-missing`. */
  readonly version: (dataset: DatasetId, version: number, snapshotId: string) => Promise<StoredVersion>;
};

export type CodeListAdminPorts = CodeListPorts & {
  /** False when the id is taken. */
  readonly createCodeList: (codeList: CodeList) => Promise<boolean>;
  /** False when the list is not `before` any more. */
  readonly replaceCodeList: (codeList: CodeList, before: CodeList) => Promise<boolean>;
  /** Writes the entry of the change log; it is called before the change is made. */
  readonly recordChange: (change: Change) => Promise<void>;
};

export type JudgingPorts = ReadingPorts & CodeListPorts & DepartmentPorts;

export type ChangingPorts = JudgingPorts & {
  /** Returns `false` after a concurrent change. A search document replaces, `null` deletes, `undefined` keeps. */
  readonly change: (
    entry: CatalogueEntry,
    events: readonly NewEvent[],
    searchDocument?: SearchDocument | null,
  ) => Promise<boolean>;
  readonly now: () => Instant;
};

export type DraftingPorts = ChangingPorts &
  ListingPorts & {
    /** Returns `false` if the id is taken. */
    readonly create: (entry: CatalogueEntry, events: readonly NewEvent[]) => Promise<boolean>;
    /** Never gives a number twice. */
    readonly nextSerial: (classificationCode: string) => Promise<number>;
  };

export type ClosingPorts = ChangingPorts & {
  /** Takes effect when the entry names it. */
  readonly saveVersion: (version: StoredVersion, snapshotId: string) => Promise<void>;
};

export type ToPinyin = (text: string) => readonly string[];

/** The person who reviews is none of those who compiled. */
export type ReviewingPorts = ChangingPorts & SecondPersonPorts;

export type PublishingPorts = ClosingPorts & SecondPersonPorts & { readonly toPinyin: ToPinyin };

export type SheetPorts = JudgingPorts & {
  readonly writeSheet: (entry: DatasetExport) => Promise<Uint8Array>;
};
