import type { DatasetId, DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { LinkState } from '../../schemas/collection/link.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import type { DatasetState, Publication } from '../../schemas/records/dataset-state.ts';
import type { Lineage, RecordValues, RecordVersion } from '../../schemas/records/record.ts';

export type Catalogue = {
  /** The version that is published now; `null` when there is none. */
  readonly publishedVersion: (dataset: DatasetId) => Promise<DatasetVersion | null>;
  /** The value as it would be stored; `null` when it doesn't fit the field's format. */
  readonly canonical: (version: DatasetVersion, field: string, text: string) => Promise<string | null>;
};

export type PublicationRepository = {
  readonly read: (dataset: DatasetId) => Promise<DatasetState>;
  /** The newest first; the first one is in force. */
  readonly publications: (dataset: DatasetId, limit: number) => Promise<readonly Publication[]>;
  readonly publication: (dataset: DatasetId, number: number) => Promise<Publication | null>;
  /** The last one at or before the moment. */
  readonly publicationAt: (dataset: DatasetId, at: Instant) => Promise<Publication | null>;
  /** Moves the pointer if nobody works on the dataset, the publication's number comes next and no place was given since; else false. */
  readonly rollBack: (
    publication: Publication,
    before: Pick<DatasetState, 'lastSeq'>,
    now: Instant,
  ) => Promise<boolean>;
};

export type RecordVersionReader = {
  /** The versions of a record up to a place, the newest first. */
  readonly versionsOfRecord: (record: string, upTo: number) => AsyncIterable<RecordVersion>;
  /** The versions about a subject up to a place, the newest first. */
  readonly versionsOfSubject: (subject: string, upTo: number) => AsyncIterable<RecordVersion>;
  /** Exactly these, in this order; one that is missing is a failure. */
  readonly getMany: (
    keys: readonly { readonly record: string; readonly seq: number }[],
  ) => Promise<readonly RecordVersion[]>;
};

/** An index file: how many entries it has, and some of them as words (index-format.ts) without the header. */
export type IndexFile = {
  readonly entries: (key: string) => Promise<number>;
  readonly read: (key: string, first: number, count: number) => Promise<Uint32Array>;
};

/** The keyed hashes under which records and subjects are stored. */
export type RecordHashes = {
  readonly key: (dataset: DatasetId, values: readonly string[]) => string;
  readonly subject: (kind: 'person' | 'organization', value: string) => string;
};

/** Where a version came from; `key` is the record's business key, by field. */
export type ReadLineage = (version: RecordVersion, key: RecordValues) => Promise<Lineage>;
export type ReadLinks = (dataset: DatasetId) => Promise<readonly LinkState[]>;
