import type { DatasetId } from '../../../schemas/catalogue/dataset-version.ts';
import type { CertificateDocument, SignedDocument } from '../../../schemas/certificates/document.ts';
import type { IssuingProgress, IssuingOrder } from '../../../schemas/certificates/issuing-progress.ts';
import type { DeliveryId } from '../../../schemas/collection/delivery.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
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
  readonly readAll: (datasets: readonly string[]) => Promise<readonly IssuingProgress[]>;
  /** Returns false when another worker began the order. */
  readonly begin: (dataset: DatasetId, order: IssuingOrder, retryAt: Instant) => Promise<boolean>;
  /** Idempotent; `null` when another order is current. */
  readonly markDone: (
    dataset: DatasetId,
    publication: number,
    part: string,
    retryAt: Instant,
  ) => Promise<IssuingProgress | null>;
  readonly end: (dataset: DatasetId, publication: number) => Promise<boolean>;
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

export type IssueMessages = {
  /** The message is only a hint: the sweep finds lost ones. */
  readonly datasetChanged: (dataset: DatasetId) => Promise<void>;
  readonly parts: (
    dataset: DatasetId,
    publication: number,
    parts: readonly { readonly delivery: string; readonly part: number }[],
  ) => Promise<void>;
};

export type IssueRecordPorts = Clock & {
  readonly repository: Pick<CertificateRepository, 'heads' | 'move' | 'claim' | 'findChain'>;
  readonly lists: Pick<StatusListRepository, 'reserve' | 'touch'>;
  readonly faceData: Pick<PublishedFaceData, 'datasetState' | 'versionsOfRecord'>;
  readonly hashes: Pick<CertificateHashes, 'number' | 'holder'>;
  readonly contentHash: (values: RecordValues) => string;
  readonly sign: (document: CertificateDocument) => Promise<SignedDocument>;
  readonly listAddress: (type: string, year: number) => string;
};

export type IssuePorts = IssueRecordPorts & {
  readonly types: CertificateTypes;
  readonly catalogue: FaceCatalogue;
  readonly progress: IssuingProgressRepository;
  readonly faceData: PublishedFaceData;
  readonly messages: IssueMessages;
  /** After twice this time without progress, the sweep resumes an order. */
  readonly leaseSeconds: number;
};
