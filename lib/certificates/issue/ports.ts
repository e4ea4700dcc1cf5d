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

/** How far each dataset of face data has been issued. Every change is one conditional write. */
export type IssuingProgressRepository = {
  /** Publication 0 where nothing was done yet. */
  readonly read: (dataset: DatasetId) => Promise<IssuingProgress>;
  readonly readAll: (datasets: readonly string[]) => Promise<readonly IssuingProgress[]>;
  /** Takes the next publication's order up, unless somebody did. */
  readonly begin: (dataset: DatasetId, order: IssuingOrder, retryAt: Instant) => Promise<boolean>;
  /** Notes a part of the order as done, once; the progress after it, or `null` when the order is not the one in hand. */
  readonly markDone: (
    dataset: DatasetId,
    publication: number,
    part: string,
    retryAt: Instant,
  ) => Promise<IssuingProgress | null>;
  /** The order is done whole: all publications up to it are. */
  readonly end: (dataset: DatasetId, publication: number) => Promise<boolean>;
  /** Sets the moment at which the order is taken up again if nobody went on with it. */
  readonly scheduleRetry: (dataset: DatasetId, publication: number, retryAt: Instant) => Promise<void>;
};

/** What the records room holds of a dataset of face data. */
export type PublishedFaceData = RecordVersionReader & {
  readonly datasetState: (
    dataset: DatasetId,
  ) => Promise<Pick<DatasetState, 'publishedSeq' | 'voided' | 'publications' | 'records'>>;
  /** The number of publications of each dataset, in their order. */
  readonly publicationCounts: (datasets: readonly string[]) => Promise<readonly number[]>;
  readonly publication: (dataset: DatasetId, number: number) => Promise<Publication | null>;
  /** The newest first. */
  readonly publications: (dataset: DatasetId, limit: number) => Promise<readonly Publication[]>;
  /** Whether the centre has confirmed a door: nothing is issued before. */
  readonly confirmed: (dataset: DatasetId) => Promise<boolean>;
  /** The parts that a delivery staged, and whose records they touch. */
  readonly partsOf: (delivery: DeliveryId) => Promise<number>;
  readonly recordsOfPart: (
    delivery: DeliveryId,
    part: number,
  ) => AsyncIterable<{ readonly record: string; readonly values: RecordValues | null }>;
};

export type IssueMessages = {
  /** Look whether a dataset has something to issue. Only a hint: the sweep looks anyway. */
  readonly datasetChanged: (dataset: DatasetId) => Promise<void>;
  readonly parts: (
    dataset: DatasetId,
    publication: number,
    parts: readonly { readonly delivery: string; readonly part: number }[],
  ) => Promise<void>;
};

/** What makes certificates of records. */
export type IssueRecordPorts = Clock & {
  readonly repository: Pick<CertificateRepository, 'heads' | 'move' | 'claim' | 'findChain'>;
  readonly lists: Pick<StatusListRepository, 'reserve' | 'touch'>;
  readonly faceData: Pick<PublishedFaceData, 'datasetState' | 'versionsOfRecord'>;
  readonly hashes: Pick<CertificateHashes, 'number' | 'holder'>;
  readonly contentHash: (values: RecordValues) => string;
  readonly sign: (document: CertificateDocument) => Promise<SignedDocument>;
  /** The address of a status list. */
  readonly listAddress: (type: string, year: number) => string;
};

export type IssuePorts = IssueRecordPorts & {
  readonly types: CertificateTypes;
  readonly catalogue: FaceCatalogue;
  readonly progress: IssuingProgressRepository;
  readonly faceData: PublishedFaceData;
  readonly messages: IssueMessages;
  /** Seconds after which an order that nobody works on is taken up again. */
  readonly leaseSeconds: number;
};
