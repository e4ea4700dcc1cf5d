import type { BatchStatus, KeptBatch, KeptEntry } from '../../../schemas/certificates/batch.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { LookupPorts } from '../lookup/ports.ts';
import type { CertificateBook, CertificateHashes, Clock, StatusListBook } from '../ports.ts';

/** What changes a standing. */
export type OperatePorts = Clock & {
  readonly book: Pick<CertificateBook, 'head' | 'move'>;
  readonly lists: Pick<StatusListBook, 'touch'>;
  readonly hashes: Pick<CertificateHashes, 'holder'>;
};

export type ChangeStandingPorts = LookupPorts & OperatePorts;

/** What changes of a batch: a value is set, `null` takes the attribute away. */
export type BatchChanges = {
  readonly [K in 'status' | 'decidedBy' | 'decidedAt' | 'rejection' | 'finishedAt' | 'counts' | 'wakeAt']?:
    | KeptBatch[K]
    | null;
};

/** The batches. A batch's lines lie in pieces beside it. */
export type BatchBook = {
  /** Pieces first: a batch that can be read has all its lines. */
  readonly create: (batch: KeptBatch, pieces: readonly (readonly KeptEntry[])[]) => Promise<void>;
  readonly read: (id: string) => Promise<KeptBatch | null>;
  /** Pieces are numbered from 1. */
  readonly piece: (id: string, piece: number) => Promise<readonly KeptEntry[]>;
  readonly keepPiece: (id: string, piece: number, entries: readonly KeptEntry[]) => Promise<void>;
  /** Changes the batch if it has this status; else `null`. */
  readonly change: (id: string, from: BatchStatus, changes: BatchChanges) => Promise<KeptBatch | null>;
  /** Notes a piece as done, once, while the batch is being applied; else `null`. */
  readonly markPiece: (id: string, piece: number, wakeAt: Instant) => Promise<KeptBatch | null>;
  /** A department's, or `all`; the newest first. */
  readonly list: (
    whose: string,
    page: { readonly before?: string; readonly limit: number },
  ) => Promise<{ readonly batches: readonly KeptBatch[]; readonly next?: string }>;
  /** Those whose moment has come, 100 at the most. */
  readonly due: (now: Instant) => Promise<readonly KeptBatch[]>;
};

export type BatchMessages = { readonly pieces: (batch: string, pieces: readonly number[]) => Promise<void> };

export type DecideBatchPorts = Clock & {
  readonly batches: BatchBook;
  readonly messages: BatchMessages;
  /** Seconds after which a batch that nobody works on is taken up again. */ readonly leaseSeconds: number;
};

export type PrepareBatchPorts = LookupPorts & {
  readonly book: Pick<CertificateBook, 'byNumber'>;
  readonly hashes: Pick<CertificateHashes, 'number'>;
  readonly batches: Pick<BatchBook, 'create'>;
  readonly newBatchId: () => string;
  /** Days that a prepared batch waits for a decision. */
  readonly openDays: number;
};

export type ApplyBatchPorts = DecideBatchPorts & OperatePorts;
