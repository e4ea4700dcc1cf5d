import type { BatchStatus, BatchRecord, BatchEntryRecord } from '../../../schemas/certificates/batch.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { LookupPorts } from '../lookup/ports.ts';
import type { CertificateRepository, CertificateHashes, Clock, StatusListRepository } from '../ports.ts';

/** What changes a standing. */
export type OperatePorts = Clock & {
  readonly repository: Pick<CertificateRepository, 'head' | 'move'>;
  readonly lists: Pick<StatusListRepository, 'touch'>;
  readonly hashes: Pick<CertificateHashes, 'holder'>;
};

export type ChangeCertificateStatusPorts = LookupPorts & OperatePorts;

/** What changes of a batch: a value is set, `null` takes the attribute away. */
export type BatchChanges = {
  readonly [K in 'status' | 'decidedBy' | 'decidedAt' | 'rejection' | 'finishedAt' | 'counts' | 'dueAt']?:
    | BatchRecord[K]
    | null;
};

/** The batches. A batch's lines lie in pieces beside it. */
export type BatchRepository = {
  /** Pieces first: a batch that can be read has all its lines. */
  readonly create: (batch: BatchRecord, pieces: readonly (readonly BatchEntryRecord[])[]) => Promise<void>;
  readonly read: (id: string) => Promise<BatchRecord | null>;
  /** Pieces are numbered from 1. */
  readonly piece: (id: string, piece: number) => Promise<readonly BatchEntryRecord[]>;
  readonly writePiece: (id: string, piece: number, entries: readonly BatchEntryRecord[]) => Promise<void>;
  /** Changes the batch if it has this status; else `null`. */
  readonly change: (id: string, from: BatchStatus, changes: BatchChanges) => Promise<BatchRecord | null>;
  /** Notes a piece as done, once, while the batch is being applied; else `null`. */
  readonly markPiece: (id: string, piece: number, dueAt: Instant) => Promise<BatchRecord | null>;
  /** A department's, or `all`; the newest first. */
  readonly list: (
    whose: string,
    page: { readonly before?: string; readonly limit: number },
  ) => Promise<{ readonly batches: readonly BatchRecord[]; readonly next?: string }>;
  /** Those whose moment has come, 100 at the most. */
  readonly due: (now: Instant) => Promise<readonly BatchRecord[]>;
};

export type BatchMessages = { readonly pieces: (batch: string, pieces: readonly number[]) => Promise<void> };

export type DecideBatchPorts = Clock & {
  readonly batches: BatchRepository;
  readonly messages: BatchMessages;
  /** Seconds after which a batch that nobody works on is taken up again. */ readonly leaseSeconds: number;
};

export type PrepareBatchPorts = LookupPorts & {
  readonly repository: Pick<CertificateRepository, 'byNumber'>;
  readonly hashes: Pick<CertificateHashes, 'number'>;
  readonly batches: Pick<BatchRepository, 'create'>;
  readonly newBatchId: () => string;
  /** Days that a prepared batch waits for a decision. */
  readonly decisionDays: number;
};

export type ApplyBatchPorts = DecideBatchPorts & OperatePorts;
