import type { BatchStatus, BatchRecord, BatchEntryRecord } from '../../../schemas/certificates/batch.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import type { SecondPersonPorts } from '../../kernel/second-person.ts';
import type { LookupPorts } from '../lookup/ports.ts';
import type { CertificateRepository, CertificateHashes, Clock, StatusListRepository } from '../ports.ts';

export type OperatePorts = Clock & {
  readonly repository: Pick<CertificateRepository, 'head' | 'move'>;
  readonly lists: Pick<StatusListRepository, 'touch'>;
  readonly hashes: Pick<CertificateHashes, 'holder'>;
};

export type ChangeCertificateStatusPorts = LookupPorts & OperatePorts;

/** `null` removes the attribute. */
export type BatchChanges = {
  readonly [K in 'status' | 'decidedBy' | 'decidedAt' | 'rejection' | 'finishedAt' | 'counts' | 'dueAt']?:
    | BatchRecord[K]
    | null;
};

export type BatchRepository = {
  /** Writes the pieces first: a batch that can be read is complete. */
  readonly create: (
    batch: BatchRecord,
    pieces: readonly (readonly BatchEntryRecord[])[],
    event: NewEvent,
  ) => Promise<void>;
  readonly read: (id: string) => Promise<BatchRecord | null>;
  /** `piece` counts from 1. */
  readonly piece: (id: string, piece: number) => Promise<readonly BatchEntryRecord[]>;
  readonly writePiece: (id: string, piece: number, entries: readonly BatchEntryRecord[]) => Promise<void>;
  /** Conditional on the status `from`; `null` otherwise. A change of status has its event, which is copied. */
  readonly change: (
    id: string,
    from: BatchStatus,
    changes: BatchChanges,
    event?: NewEvent,
  ) => Promise<BatchRecord | null>;
  /** Idempotent; `null` unless the batch is being applied. */
  readonly markPiece: (id: string, piece: number, dueAt: Instant) => Promise<BatchRecord | null>;
  /** Newest first; `department` may be `all`. */
  readonly list: (
    department: string,
    page: { readonly before?: string; readonly limit: number },
  ) => Promise<{ readonly batches: readonly BatchRecord[]; readonly next?: string }>;
  /** Returns at most 100 batches. */
  readonly due: (now: Instant) => Promise<readonly BatchRecord[]>;
};

export type BatchMessages = { readonly pieces: (batch: string, pieces: readonly number[]) => Promise<void> };

export type DecideBatchPorts = Clock & {
  readonly batches: BatchRepository;
  readonly messages: BatchMessages;
  /** After twice this time without progress, the sweep resumes a batch. */
  readonly leaseSeconds: number;
};

export type ApproveBatchPorts = DecideBatchPorts & SecondPersonPorts;

export type PrepareBatchPorts = LookupPorts & {
  readonly repository: Pick<CertificateRepository, 'byNumber'>;
  readonly hashes: Pick<CertificateHashes, 'number'>;
  readonly batches: Pick<BatchRepository, 'create'>;
  readonly newBatchId: () => string;
  readonly decisionDays: number;
};

export type ApplyBatchPorts = DecideBatchPorts & OperatePorts;
