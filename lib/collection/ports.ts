import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { DatasetId, DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../schemas/collection/delivery-record.ts';
import type {
  DeliveryId,
  DeliveryStatus,
  DeliveryTransition,
  ListedDelivery,
} from '../../schemas/collection/delivery.ts';
import type { LinkState } from '../../schemas/collection/link.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import type { NewEvent } from '../../schemas/kernel/event-record.ts';
import type { ChangeLog, DatasetState, Publication } from '../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../schemas/records/record.ts';
import type { RangeChecksums } from '../kernel/hashing/range-sums.ts';
import type { Workbook } from '../kernel/sheet.ts';

/** `null` removes the attribute. */
export type DeliveryChanges = {
  readonly [K in Exclude<keyof DeliveryRecord, 'transitions'>]?: DeliveryRecord[K] | null;
} & {
  /** Is appended to the delivery's transitions by the same write. */
  readonly transition?: DeliveryTransition;
};

export type DeliveryRepository = {
  readonly read: (id: string) => Promise<DeliveryRecord | null>;
  readonly create: (delivery: DeliveryRecord) => Promise<void>;
  /**
   * `null` unless the delivery is in one of the statuses and, where given, has the fencing token.
   * Once it is being discarded, only `discarded` is allowed, unless the change sets `discarding`.
   */
  readonly change: (
    id: string,
    from: readonly DeliveryStatus[],
    changes: DeliveryChanges,
    fencingToken?: number,
  ) => Promise<DeliveryRecord | null>;
  /** Counts an attempt; `null` if one is under way, or the delivery is in none of the statuses. */
  readonly startAttempt: (
    id: string,
    from: readonly DeliveryStatus[],
    times: { readonly startedAt: Instant; readonly retryAt: Instant },
  ) => Promise<DeliveryRecord | null>;
  /** Takes the attempt under way back; `null` if there is none, or the delivery is in none of the statuses. */
  readonly returnAttempt: (id: string, from: readonly DeliveryStatus[]) => Promise<DeliveryRecord | null>;
  /** Adds the part and resets the attempts; `null` if it is loaded already, or the delivery is not loading. */
  readonly markPartLoaded: (id: string, part: number, retryAt: Instant) => Promise<DeliveryRecord | null>;
  /** The newest first; eventually consistent. */
  readonly listByDataset: (
    dataset: DatasetId,
    page: { readonly before?: string; readonly limit: number; readonly status?: DeliveryStatus },
  ) => Promise<readonly DeliveryRecord[]>;
  /** Those whose `retryAt` has passed, at most 100; eventually consistent. */
  readonly due: (now: Instant) => Promise<readonly DeliveryRecord[]>;
};

export type DeliverySearch = {
  /** Of all departments, the newest first, those before an id if one is given; eventually consistent. */
  readonly listByStatus: (status: DeliveryStatus, before?: string) => AsyncIterable<ListedDelivery>;
};

/** Every change is one conditional write. */
export type DatasetStateRepository = {
  readonly read: (dataset: DatasetId) => Promise<DatasetState>;
  /** `null` while the lease is held, or another delivery is loading. */
  readonly acquireLease: (
    dataset: DatasetId,
    delivery: DeliveryId,
    now: Instant,
    until: Instant,
  ) => Promise<DatasetState | null>;
  /** False when the lease was lost. */
  readonly renewLease: (
    dataset: DatasetId,
    delivery: DeliveryId,
    fencingToken: number,
    until: Instant,
  ) => Promise<boolean>;
  /** Blocks other deliveries until this one is published or discarded; false when the lease was lost. */
  readonly beginLoading: (
    dataset: DatasetId,
    delivery: DeliveryId,
    fencingToken: number,
    seq: number,
  ) => Promise<boolean>;
  /** Only while the delivery holds the lease (under the token, if given) and nothing is loading. */
  readonly releaseLease: (dataset: DatasetId, delivery: DeliveryId, fencingToken?: number) => Promise<void>;
  /** False unless the delivery is loading and the number is the next. */
  readonly publish: (publication: Publication, delivery: DeliveryId) => Promise<boolean>;
  /** The newest first: those at or after `since`, and the one before it. */
  readonly publicationsSince: (dataset: DatasetId, since: Instant) => Promise<readonly Publication[]>;
  /** Stays true after a roll-back. */
  readonly wasPublished: (dataset: DatasetId, delivery: DeliveryId) => Promise<boolean>;
  /** Ends loading and lease without publishing; `voided` replaces the list. */
  readonly abandonLoading: (
    dataset: DatasetId,
    delivery: DeliveryId,
    voided: DatasetState['voided'],
    fencingToken?: number,
  ) => Promise<void>;
};

export type RowComparison = {
  readonly storedCount: number;
  readonly compareRow: (
    key: Uint32Array,
    row: Uint32Array,
    number: number,
  ) => 'new' | 'changed' | 'unchanged' | 'repeated' | 'duplicate';
  readonly noteRejected: (key: Uint32Array, number: number) => boolean;
  /** Takes back the accepted row of a key and writes its hash; `null` where there is none. */
  readonly takeBack: (key: Uint32Array, hash: Uint32Array) => 'new' | 'changed' | 'unchanged' | null;
  /** `absent` when the record is not stored. */
  readonly noteRemoved: (key: Uint32Array, number: number) => 'removed' | 'absent' | 'duplicate';
  /** Read them before the first row changes the hashes. */
  readonly sums: () => RangeChecksums;
  readonly firstRowOf: (key: Uint32Array) => number;
  /** Whether the key's first row removes its record. */
  readonly isRemoved: (key: Uint32Array) => boolean;
  readonly countMissing: () => number;
  readonly missingKeys: () => Iterable<string>;
  readonly next: (seq: number, removeMissing: boolean) => Uint32Array;
  /** What leads from the stored index to the `next` one. */
  readonly changesTo: (next: Uint32Array) => AsyncIterable<Uint32Array>;
};

/** Without the key, hashes reveal nothing about a person. */
export type KeyedHash = {
  /** Writes four 32-bit words. */
  readonly into: (text: string, words: Uint32Array) => void;
  /** Returns 32 hex digits. */
  readonly text: (text: string) => string;
};

/** Compressed JSON lines, indexes and change logs. Writing an object again replaces it. */
export type StagingStore = {
  /** Bytes (UTF-8) may be reused once the promise settles. */
  readonly writeLines: (key: string, lines: string | Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly readLines: (key: string) => AsyncIterable<string>;
  /** Reads all lines of a key as bytes. */
  readonly readChunk: (key: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly writeIndex: (key: string, words: Uint32Array) => Promise<void>;
  readonly writeChangeLog: (key: string, changes: AsyncIterable<Uint32Array>) => Promise<ChangeLog>;
};

export type WorkbookRefusal = { readonly refused: string; readonly detail: string };

/** Reading its rows may throw: `refusalOf` tells refusals from failures. */
export type RawWorkbook =
  | {
      readonly kind: 'workbook';
      readonly workbook: Workbook;
      readonly hash: string;
      readonly refusalOf: (thrown: unknown) => WorkbookRefusal | null;
      readonly dispose: () => Promise<void>;
    }
  | (WorkbookRefusal & { readonly kind: 'refusal'; readonly hash: string });

export type CataloguePorts = {
  /** The oldest first; none when the dataset is unknown or withdrawn. */
  readonly publishedVersions: (dataset: DatasetId) => Promise<readonly DatasetVersion[]>;
  readonly codeLists: (ids: readonly string[]) => Promise<ReadonlyMap<string, CodeList>>;
};

export type Messages = {
  readonly ingest: (delivery: Pick<DeliveryRecord, 'id' | 'channel'>) => Promise<void>;
  readonly loadParts: (delivery: DeliveryId, parts: readonly number[]) => Promise<void>;
  readonly publish: (delivery: DeliveryId) => Promise<void>;
  readonly annotateWorkbook: (delivery: DeliveryId) => Promise<void>;
};

/** Announcing never fails. */
export type StatusEvents = {
  readonly deliveryStatusChanged: (delivery: DeliveryRecord) => void;
  /** Lets the delivery's source continue. */
  readonly deliverySettled: (delivery: DeliveryRecord) => Promise<void>;
};

/** Announcing never fails. */
export type PublicationEvents = {
  readonly datasetPublished: (dataset: string) => Promise<void>;
  readonly linkConfirmed: (dataset: string) => Promise<void>;
};

export type CollectionEvents = StatusEvents & PublicationEvents;

export type LinkRepository = {
  readonly read: (dataset: DatasetId) => Promise<readonly LinkState[]>;
  /** Does nothing when there was a publication already. */
  readonly beginTrial: (link: LinkState, event: NewEvent) => Promise<void>;
  /** `null` when the channel is not on trial. */
  readonly confirm: (
    link: Pick<LinkState, 'dataset' | 'channel'>,
    receipt: NonNullable<LinkState['receipt']>,
    event: NewEvent,
  ) => Promise<LinkState | null>;
};

/** Both writes are idempotent. */
export type RecordVersionWriter = {
  readonly put: (versions: readonly RecordVersion[]) => Promise<void>;
  readonly remove: (versions: readonly { readonly record: string; readonly seq: number }[]) => Promise<void>;
};

export type CollectionSettings = {
  /** A silent worker is replaced after this time. */
  readonly leaseSeconds: number;
  /** Workers that may start without progress before the delivery fails. */
  readonly attempts: number;
  /** A share, 0 to 1, that a full delivery may remove without approval. */
  readonly shrinkLimit: number;
  /** Removals without approval add up over so many days. */
  readonly shrinkWindowDays: number;
  readonly partRows: number;
  /** Parts of one delivery that are in the load queue or being loaded. */
  readonly partsInFlight: number;
};

export type Clock = { readonly now: () => Instant };
