import { z } from 'zod';
import { FieldKey } from '../catalogue/field.ts';
import { Instant } from '../kernel/day.ts';
import { ChangeLog } from '../records/dataset-state.ts';
import { Delivery, DeliveryStatus, DeliveryId, DeliveryTransition } from './delivery.ts';

export const Staged = z
  .object({
    prefix: z.string(),
    parts: z.int().min(0),
    findingChunks: z.int().min(0),
    findings: z.int().min(0),
    /** Only the findings of the first 100,000 faulty rows are stored. */
    truncated: z.boolean(),
    index: z.string().optional(),
    changeLog: ChangeLog.optional(),
    /** Counts the dataset's records after this delivery. */
    records: z.int().min(0),
    /** Counts rows with a finding of either severity. */
    faultyRows: z.int().min(0),
    sheet: z.string().optional(),
    /** 1-based; 0 for a pull. */
    headerRow: z.int().min(0),
    /** 0-based, by field; -1 for none. */
    columns: z.array(z.int().min(-1)),
    /** Further sheets that were read as one table with `sheet`. */
    otherSheets: z
      .array(z.object({ sheet: z.string(), headerRow: z.int().min(1), columns: z.array(z.int().min(-1)) }).strict())
      .optional(),
    absentFields: z.array(FieldKey),
    rejectedChunks: z.int().min(0).optional(),
    /** Counts rejected rows whose record is valid now. */
    resolved: z.int().min(0).optional(),
  })
  .strict();
export type Staged = z.infer<typeof Staged>;

/** Holds all that a worker needs to resume after a crash. */
const DeliveryFields = Delivery.extend({
  rawKey: z.string(),
  /** Pins the version of the object: later uploads are not read. */
  rawVersion: z.string().optional(),
  /** An upload in parts: its id in the object store. */
  multipart: z.object({ upload: z.string(), expiresAt: Instant }).strict().optional(),
  /** The sweep retries the delivery after this moment. */
  retryAt: Instant.optional(),
  /** Counts workers that started since a person last acted, or the last part was loaded; waiting is no attempt. */
  attempts: z.int().min(0),
  /** When a worker started; absent while the work only waits. The sweep removes it when the worker is silent. */
  startedAt: Instant.optional(),
  /** Counts messages that the sweep sent again since a worker last started. */
  resends: z.int().min(0).optional(),
  fencingToken: z.int().optional(),
  staged: Staged.optional(),
  loadedParts: z.array(z.int()),
  /** Append-only, the oldest first; absent before the first transition. Old deliveries lack those of their time. */
  transitions: z.array(DeliveryTransition).optional(),
  /** Who approved removing as many records as `rowCounts` says. */
  shrinkConfirmedBy: z.string().optional(),
  discarding: z
    .object({
      by: z.string(),
      reason: z.string(),
      /** The checkpoint: the versions of so many parts are deleted. */
      removedParts: z.int().min(0).optional(),
    })
    .strict()
    .optional(),
}).strict();

/** A union by status: a loading delivery has staged parts and a sequence number, a published one what was staged. */
export const DeliveryRecord = z.discriminatedUnion('status', [
  DeliveryFields.extend({ status: DeliveryStatus.exclude(['loading', 'published']) }),
  DeliveryFields.extend({ status: z.literal('loading'), staged: Staged, seq: z.int().min(1) }),
  DeliveryFields.extend({ status: z.literal('published'), staged: Staged }),
]);
export type DeliveryRecord = z.infer<typeof DeliveryRecord>;

export type LoadingDelivery = Extract<DeliveryRecord, { status: 'loading' }>;

export type StagedDelivery = DeliveryRecord & { readonly staged: Staged; readonly seq: number };

/** True once parts are staged and loading has reserved a sequence number. */
export function isStaged(delivery: DeliveryRecord): delivery is StagedDelivery {
  return delivery.staged !== undefined && delivery.seq !== undefined;
}

/** Drops the platform's own fields. */
export function toDelivery(record: DeliveryRecord): Delivery {
  return Delivery.strip().parse(record);
}

/** In lists: the receipt has the counts by kind. */
export function toListedDelivery(record: DeliveryRecord): Delivery {
  const { findingKinds: _, ...delivery } = toDelivery(record);
  return delivery;
}

/** The file name is left out: it may name a person. The pages of sources stand under `pulls/`. */
export function buildRawKey(delivery: string): string {
  return `deliveries/${delivery}/workbook.xlsx`;
}

/** Returns the delivery's id; `null` for any other key. */
export function parseRawKey(key: string): string | null {
  const id = DeliveryId.safeParse(/^deliveries\/([^/]+)\/workbook\.xlsx$/.exec(key)?.[1]);
  return id.success ? id.data : null;
}
