import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { DatasetId, DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../schemas/collection/delivery-record.ts';
import type { DeliveryId, DeliveryStatus } from '../../schemas/collection/delivery.ts';
import type { LinkState } from '../../schemas/collection/link.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import type { DatasetState, Publication } from '../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../schemas/records/record.ts';
import type { RangeChecksums } from '../kernel/hashing/range-sums.ts';
import type { Workbook } from '../kernel/sheet.ts';

/** What changes of a delivery: a value is set, `null` takes the attribute away. */
export type DeliveryChanges = { readonly [K in keyof DeliveryRecord]?: DeliveryRecord[K] | null };

/** The deliveries, wherever they are kept. */
export type DeliveryRepository = {
  readonly read: (id: string) => Promise<DeliveryRecord | null>;
  readonly create: (delivery: DeliveryRecord) => Promise<void>;
  /**
   * Changes the delivery if it is in one of the statuses, and was last taken in under `fence` where one is given; else `null`.
   * One that is being discarded takes no other status but `discarded`, unless `discarding` is taken back in the same change.
   */
  readonly change: (
    id: string,
    from: readonly DeliveryStatus[],
    changes: DeliveryChanges,
    fencingToken?: number,
  ) => Promise<DeliveryRecord | null>;
  /** Adds the part to those loaded, once, if the delivery is loading; else `null`. Loading goes on: the attempts are counted anew. */
  readonly markPartLoaded: (id: string, part: number, retryAt: Instant) => Promise<DeliveryRecord | null>;
  readonly countLaterUpload: (id: string) => Promise<void>;
  /** The newest first. */
  readonly listByDataset: (
    dataset: DatasetId,
    page: { readonly before?: string; readonly limit: number; readonly status?: DeliveryStatus },
  ) => Promise<readonly DeliveryRecord[]>;
  /** Those whose moment has come, 100 at the most. */
  readonly due: (now: Instant) => Promise<readonly DeliveryRecord[]>;
};

/** What is held of each dataset, and whose turn it is. Every change is one conditional write. */
export type DatasetStateRepository = {
  readonly read: (dataset: DatasetId) => Promise<DatasetState>;
  /** Gives the delivery its turn, unless another one has it or is being loaded: then `null`. */
  readonly acquireLease: (
    dataset: DatasetId,
    delivery: DeliveryId,
    now: Instant,
    until: Instant,
  ) => Promise<DatasetState | null>;
  /** Keeps the turn; false when it was lost. */
  readonly renewLease: (
    dataset: DatasetId,
    delivery: DeliveryId,
    fencingToken: number,
    until: Instant,
  ) => Promise<boolean>;
  /** From here on nobody else gets a turn until the delivery is published or discarded; false when the turn was lost. */
  readonly beginLoading: (
    dataset: DatasetId,
    delivery: DeliveryId,
    fencingToken: number,
    seq: number,
  ) => Promise<boolean>;
  /** Gives the turn back, if it is that delivery's (under `fence`, where one is given) and nothing is being loaded. */
  readonly releaseLease: (dataset: DatasetId, delivery: DeliveryId, fencingToken?: number) => Promise<void>;
  /** Moves the pointer if the delivery is the one being loaded and the publication's number comes next. False when it was not. */
  readonly publish: (publication: Publication, delivery: DeliveryId) => Promise<boolean>;
  /** Whether the pointer was ever moved by the delivery, also if it was rolled back since. */
  readonly wasPublished: (dataset: DatasetId, delivery: DeliveryId) => Promise<boolean>;
  /** Ends the turn and the loading of a delivery that will not be published (under `fence`, where one is given): its place is voided. */
  readonly abandonLoading: (
    dataset: DatasetId,
    delivery: DeliveryId,
    voided: DatasetState['voided'],
    fencingToken?: number,
  ) => Promise<void>;
};

/** The comparison of a delivery's rows with what is held (records room). Hashes are four 32-bit words. */
export type RowComparison = {
  readonly storedCount: number;
  readonly compareRow: (
    key: Uint32Array,
    row: Uint32Array,
    number: number,
  ) => 'new' | 'changed' | 'unchanged' | 'duplicate';
  readonly noteRejected: (key: Uint32Array, number: number) => boolean;
  /** A row that says of its record that it is gone; `absent` when it was not held. */
  readonly noteRemoved: (key: Uint32Array, number: number) => 'removed' | 'absent' | 'duplicate';
  /** What is held, range by range; asked before the first row is seen. */
  readonly sums: () => RangeChecksums;
  readonly firstRowOf: (key: Uint32Array) => number;
  readonly countMissing: () => number;
  readonly missingKeys: () => Iterable<string>;
  readonly next: (seq: number, removeMissing: boolean) => Uint32Array;
};

/** Keyed hashes: they tell nothing about a person to whom the key is not known. */
export type KeyedHash = {
  /** Fills four 32-bit words. */
  readonly into: (text: string, words: Uint32Array) => void;
  /** The same as 32 hex digits. */
  readonly text: (text: string) => string;
};

/** Objects that ingest stages: packed lines of JSON, and indexes. Writing an object again replaces it whole. */
export type StagingStore = {
  /** Lines given as bytes (UTF-8) may be overwritten once the promise settles. */
  readonly writeLines: (key: string, lines: string | Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly readLines: (key: string) => AsyncIterable<string>;
  readonly writeIndex: (key: string, words: Uint32Array) => Promise<void>;
};

/** Why a workbook can't be read: a code of schemas/collection/workbook-refusals.ts and its sentence. */
export type WorkbookRefusal = { readonly refused: string; readonly detail: string };

/** The officer's workbook, brought near. Some refusals show only when the rows come to the place: `refusalOf` knows them among what is thrown. */
export type RawWorkbook =
  | {
      readonly workbook: Workbook;
      readonly hash: string;
      readonly refusalOf: (thrown: unknown) => WorkbookRefusal | null;
      readonly dispose: () => Promise<void>;
    }
  | (WorkbookRefusal & { readonly hash: string });

export type CataloguePorts = {
  /** The versions that were ever published, the oldest first; none when there is no such dataset or it is withdrawn. */
  readonly publishedVersions: (dataset: DatasetId) => Promise<readonly DatasetVersion[]>;
  readonly codeLists: (ids: readonly string[]) => Promise<ReadonlyMap<string, CodeList>>;
};

export type Messages = {
  readonly ingest: (delivery: Pick<DeliveryRecord, 'id' | 'channel'>) => Promise<void>;
  readonly loadParts: (delivery: DeliveryId, parts: readonly number[]) => Promise<void>;
  readonly publish: (delivery: DeliveryId) => Promise<void>;
  readonly annotateWorkbook: (delivery: DeliveryId) => Promise<void>;
};

/** What is announced when a delivery's status changes. Announcing never fails. */
export type StatusEvents = {
  readonly deliveryStatusChanged: (delivery: DeliveryRecord) => void;
  /** The delivery waits for nothing but a person: its source may go on. */
  readonly deliverySettled: (delivery: DeliveryRecord) => Promise<void>;
};

/** What is announced when records become visible. Announcing never fails. */
export type PublicationEvents = {
  readonly datasetPublished: (dataset: string) => Promise<void>;
  readonly linkConfirmed: (dataset: string) => Promise<void>;
};

export type CollectionEvents = StatusEvents & PublicationEvents;

export type LinkRepository = {
  readonly read: (dataset: DatasetId) => Promise<readonly LinkState[]>;
  /** Notes the first publication through a door; does nothing when there is one already. */
  readonly beginTrial: (link: LinkState) => Promise<void>;
  /** Confirms a door that is on trial; `null` when it is not. */
  readonly confirm: (
    dataset: DatasetId,
    channel: LinkState['channel'],
    receipt: NonNullable<LinkState['receipt']>,
  ) => Promise<LinkState | null>;
};

/** The table of record versions; both repeat themselves without harm. */
export type RecordVersionWriter = {
  readonly put: (versions: readonly RecordVersion[]) => Promise<void>;
  readonly remove: (versions: readonly { readonly record: string; readonly seq: number }[]) => Promise<void>;
};

/** Seconds and counts that a deployment may set. */
export type CollectionSettings = {
  /** How long a worker may be silent before another takes over. */
  readonly leaseSeconds: number;
  /** How often work on a delivery is begun before it is marked failed. */
  readonly attempts: number;
  /** A full delivery that would remove a larger share than this is held for a person. */
  readonly shrinkLimit: number;
  /** Changed records in one part. */
  readonly partRows: number;
};

export type Clock = { readonly now: () => Instant };
