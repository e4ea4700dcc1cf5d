import type { DatasetId } from '../../../schemas/catalogue/dataset-version.ts';
import type { CertificateDocument, SignedDocument } from '../../../schemas/certificates/document.ts';
import type { IssuingCounts, IssuingProgress, IssuingOrder } from '../../../schemas/certificates/issuing-progress.ts';
import type { QuarantinedRecord, QuarantineReason } from '../../../schemas/certificates/quarantine.ts';
import type { DeliveryId } from '../../../schemas/collection/delivery.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import type { DatasetState, Publication } from '../../../schemas/records/dataset-state.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { RecordVersionReader } from '../../kernel/newest-visible.ts';
import type {
  CertificateRepository,
  CertificateHashes,
  CertificateTypes,
  Clock,
  FaceCatalogue,
  StatusListRepository,
} from '../ports.ts';

/** Every change is one conditional write. */
export type IssuingProgressRepository = {
  /** Returns publication 0 when nothing is issued yet. */
  readonly read: (dataset: DatasetId) => Promise<IssuingProgress>;
  /** Leaves out datasets whose progress this version cannot read. */
  readonly readAll: (datasets: readonly string[]) => Promise<readonly IssuingProgress[]>;
  /** Returns false when another worker began the order. */
  readonly begin: (dataset: DatasetId, order: IssuingOrder, retryAt: Instant) => Promise<boolean>;
  /** Adds the counts of the part's records. `null` when another order is current, or the part is done already. */
  readonly markDone: (
    dataset: DatasetId,
    publication: number,
    done: { readonly part: string; readonly counts: IssuingCounts; readonly retryAt: Instant },
  ) => Promise<IssuingProgress | null>;
  /** Copies the event. Returns false, without an event, when another worker ended the order. */
  readonly end: (dataset: DatasetId, publication: number, event: NewEvent) => Promise<boolean>;
  readonly scheduleRetry: (dataset: DatasetId, publication: number, retryAt: Instant) => Promise<void>;
};

export type PublishedFaceData = RecordVersionReader & {
  readonly datasetState: (
    dataset: DatasetId,
  ) => Promise<Pick<DatasetState, 'publishedSeq' | 'voided' | 'publications' | 'records'>>;
  /** In the order of `datasets`. */
  readonly publicationCounts: (datasets: readonly string[]) => Promise<readonly number[]>;
  readonly publication: (dataset: DatasetId, number: number) => Promise<Publication | null>;
  /** Newest first. */
  readonly publications: (dataset: DatasetId, limit: number) => Promise<readonly Publication[]>;
  /** Whether the centre has confirmed a channel; nothing is issued before. */
  readonly confirmed: (dataset: DatasetId) => Promise<boolean>;
  readonly countParts: (delivery: DeliveryId) => Promise<number>;
  readonly recordsOfPart: (
    delivery: DeliveryId,
    part: number,
  ) => AsyncIterable<{ readonly record: string; readonly values: RecordValues | null }>;
};

/** Counts failed attempts per record; every change is one write. */
export type QuarantineRepository = {
  /** Every record with failed attempts, in quarantine or not. */
  readonly failed: (dataset: DatasetId) => AsyncIterable<QuarantinedRecord>;
  /** Returns the number of attempts with this `seq`: a newer one starts again at 1. */
  readonly recordFailure: (
    dataset: DatasetId,
    record: string,
    failure: Omit<QuarantinedRecord, 'record' | 'attempts'>,
  ) => Promise<number>;
  readonly clear: (dataset: DatasetId, record: string) => Promise<void>;
};

export type IssueMessages = {
  /** The message is only a hint: the sweep finds lost ones. */
  readonly datasetChanged: (dataset: DatasetId) => Promise<void>;
  readonly parts: (
    dataset: DatasetId,
    publication: number,
    parts: readonly { readonly delivery: string; readonly part: number }[],
  ) => Promise<void>;
  /** Tries records in quarantine again. */
  readonly records: (dataset: DatasetId, records: readonly string[]) => Promise<void>;
};

export type IssueRecordPorts = Clock & {
  readonly repository: Pick<CertificateRepository, 'heads' | 'move' | 'claim' | 'findChain'>;
  readonly lists: Pick<StatusListRepository, 'reserve' | 'touch'>;
  readonly faceData: Pick<PublishedFaceData, 'datasetState' | 'versionsOfRecord'>;
  readonly hashes: Pick<CertificateHashes, 'number' | 'holder'>;
  readonly contentHash: (values: RecordValues) => string;
  readonly sign: (document: CertificateDocument) => Promise<SignedDocument>;
  readonly listAddress: (type: string, year: number) => string;
  /** `null` when the error is not the fault of one record. */
  readonly quarantineReason: (error: unknown) => QuarantineReason | null;
};

export type IssuePorts = IssueRecordPorts & {
  readonly types: CertificateTypes;
  readonly catalogue: FaceCatalogue;
  readonly progress: IssuingProgressRepository;
  readonly faceData: PublishedFaceData;
  readonly messages: IssueMessages;
  readonly quarantine: QuarantineRepository;
  /** Failed attempts after which a record is quarantined. */
  readonly maxIssueAttempts: number;
  /** After twice this time without progress, the sweep resumes an order. */
  readonly leaseSeconds: number;
  /** Parts of one publication that are in the queue or being issued. */
  readonly partsInFlight: number;
};
