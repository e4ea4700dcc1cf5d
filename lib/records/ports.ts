import type { DatasetId, DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { LinkState } from '../../schemas/collection/link.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import type { ChangeLog, DatasetState, Publication } from '../../schemas/records/dataset-state.ts';
import type { Lineage, RecordValues, RecordVersion } from '../../schemas/records/record.ts';

export type Catalogue = {
  readonly publishedVersion: (dataset: DatasetId) => Promise<DatasetVersion | null>;
  /** `null` when the value does not fit the field's format. */
  readonly canonical: (version: DatasetVersion, field: string, text: string) => Promise<string | null>;
};

export type PublicationRepository = {
  readonly read: (dataset: DatasetId) => Promise<DatasetState>;
  /** The newest first; the first is in force. */
  readonly publications: (dataset: DatasetId, limit: number) => Promise<readonly Publication[]>;
  readonly publication: (dataset: DatasetId, number: number) => Promise<Publication | null>;
  readonly publicationAt: (dataset: DatasetId, at: Instant) => Promise<Publication | null>;
  /** Refuses while a lease is held or loading, or when something was added since. */
  readonly rollBack: (
    publication: Publication,
    before: Pick<DatasetState, 'lastSeq'>,
    now: Instant,
  ) => Promise<boolean>;
};

/** The lease under which deliveries are ingested. `holder` is a delivery's id, or a ULID of its own. */
export type DatasetLeases = {
  /** `null` while the lease is held, or a delivery is loading. */
  readonly acquireLease: (
    dataset: DatasetId,
    holder: string,
    now: Instant,
    until: Instant,
  ) => Promise<DatasetState | null>;
  /** False when the lease was lost. */
  readonly renewLease: (dataset: DatasetId, holder: string, fencingToken: number, until: Instant) => Promise<boolean>;
  readonly releaseLease: (dataset: DatasetId, holder: string, fencingToken?: number) => Promise<void>;
};

export type VersionKey = Pick<RecordVersion, 'record' | 'seq'>;

export type RecordVersionReader = {
  /** Up to a sequence number, the newest first. */
  readonly versionsOfRecord: (record: string, upTo: number) => AsyncIterable<RecordVersion>;
  readonly versionsOfSubject: (subject: string, upTo: number) => AsyncIterable<RecordVersion>;
  /** In this order. Throws when one is missing. */
  readonly getMany: (keys: readonly VersionKey[]) => Promise<readonly RecordVersion[]>;
  /** Those of the keys that have a version, unordered; strongly consistent. */
  readonly existing: (keys: readonly VersionKey[]) => Promise<readonly VersionKey[]>;
};

export type SubjectIndex = {
  /**
   * The keys of all versions, of every dataset, that have this subject (its keyed hash): sorted by record, hence by
   * dataset. Eventually consistent; versions written before there was the index are missing until it is rebuilt.
   */
  readonly keysOfSubject: (hash: string) => AsyncIterable<VersionKey>;
};

/** `read` returns entries as words, without the header. */
export type IndexFile = {
  readonly entries: (key: string) => Promise<number>;
  readonly read: (key: string, first: number, count: number) => Promise<Uint32Array>;
};

export type ChangeLogFile = {
  /** Returns changes as words (`change-format.ts`), or `null` when the object is past its time. */
  readonly readChangeLog: (key: string, first: number, count: number) => Promise<Uint32Array | null>;
};

export type ChangeLogWriter = {
  readonly writeChangeLog: (key: string, changes: AsyncIterable<Uint32Array>) => Promise<ChangeLog>;
};

export type RecordHashes = {
  readonly key: (dataset: DatasetId, values: readonly string[]) => string;
  readonly subject: (kind: 'person' | 'organization', value: string) => string;
};

/** `key` is the record's business key, by field. */
export type ReadLineage = (version: RecordVersion, key: RecordValues) => Promise<Lineage>;
export type ReadLinks = (dataset: DatasetId) => Promise<readonly LinkState[]>;
/** Fields of each record to which a consumer objects now, by key hash; some seconds old. */
export type DisputedFields = (dataset: DatasetId) => Promise<ReadonlyMap<string, readonly string[]>>;
