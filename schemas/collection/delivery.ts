import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DepartmentId } from '../departments/department.ts';
import { Instant } from '../kernel/day.ts';
import type { Id } from '../kernel/ids.ts';

/** A delivery's key: a ULID, so that keys sort by the time they were made. */
export const DeliveryId: z.ZodType<DeliveryId, string> = z.ulid();
export type DeliveryId = Id<'DeliveryId'>;

export const Channel = z.enum(['excel', 'interface', 'database']);
export type Channel = z.infer<typeof Channel>;

/** `full` is all there is: what is missing is removed. `increment` adds and changes only. */
export const DeliveryMode = z.enum(['full', 'increment']);
export type DeliveryMode = z.infer<typeof DeliveryMode>;

export const DeliveryStatus = z.enum([
  'awaiting-upload',
  'received',
  'ingesting',
  'loading',
  'awaiting-approval',
  'published',
  'returned',
  'failed',
  'discarded',
]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** Where a delivery may go from where it is. */
export const nextStatuses = {
  'awaiting-upload': ['received', 'failed'], //                        failed: nothing arrived in time
  received: ['ingesting', 'failed'],
  ingesting: ['loading', 'awaiting-approval', 'published', 'returned', 'failed'], // published at once: nothing has changed
  'awaiting-approval': ['received', 'discarded'], //                                  a person decides; no program does
  loading: ['published', 'failed'],
  failed: ['received', 'loading', 'discarded'], //                     a person retries or gives up
  published: [],
  returned: [],
  discarded: [],
} as const satisfies Record<DeliveryStatus, readonly DeliveryStatus[]>;

/** Rows read = new + changed + unchanged + rejected, always. A row that says of its record that it is deleted counts as changed, and the record as removed. */
export const RowCounts = z
  .object({
    read: z.int().min(0),
    new: z.int().min(0),
    changed: z.int().min(0),
    unchanged: z.int().min(0),
    rejected: z.int().min(0),
    /** Records that a full delivery no longer holds, or that a row marked as deleted. */
    removed: z.int().min(0),
    /** Records that a full delivery no longer shows, kept because a rejected row may be theirs. */
    retained: z.int().min(0),
    warnings: z.int().min(0),
    errors: z.int().min(0),
  })
  .strict();
export type RowCounts = z.infer<typeof RowCounts>;

/** Counts of what a delivery brought, before anything was read. */
export const emptyRowCounts: RowCounts = {
  read: 0,
  new: 0,
  changed: 0,
  unchanged: 0,
  rejected: 0,
  removed: 0,
  retained: 0,
  warnings: 0,
  errors: 0,
};

/** What a person decided about a delivery that waited or had failed. */
export const DeliveryDecision = z
  .object({
    kind: z.enum(['approved', 'discarded', 'retried']),
    by: z.string(),
    at: Instant,
    reason: z.string().optional(),
  })
  .strict();
export type DeliveryDecision = z.infer<typeof DeliveryDecision>;

/** Source and records, compared range by range of the keys' hashes: counts, and how many ranges differ. What differs stands among the findings. */
export const Reconciled = z
  .object({ rows: z.int().min(0), records: z.int().min(0), ranges: z.int().min(1), rangesDiffering: z.int().min(0) })
  .strict();
export type Reconciled = z.infer<typeof Reconciled>;

export const Delivery = z
  .object({
    id: DeliveryId,
    dataset: DatasetId,
    /** The catalogue version that its rows were checked against; known from ingest on. */
    version: z.int().min(1).optional(),
    department: DepartmentId,
    channel: Channel,
    mode: DeliveryMode,
    status: DeliveryStatus,
    /** The workbook's name; for the other doors the table or the interface that the rows were read from. */
    fileName: z.string().max(200),
    /** Bytes; of all pages together where there are pages. */
    size: z.int().min(1),
    /** SHA-256 of the raw object, hex. */
    rawHash: z.string().optional(),
    createdBy: z.string(),
    createdAt: Instant,
    receivedAt: Instant.optional(),
    finishedAt: Instant.optional(),
    /** The delivery's place in the dataset's order. */
    seq: z.int().min(1).optional(),
    rowCounts: RowCounts.optional(),
    /** Why it was held, returned or failed: a code and a Chinese sentence. */
    reason: z.object({ code: z.string(), detail: z.string() }).strict().optional(),
    /** Who released, discarded or retried it, when and why; the oldest first. */
    decisions: z.array(DeliveryDecision).default([]),
    /** The first delivery through a door: visible to the provider and the centre until confirmed. */
    trial: z.boolean().optional(),
    /** Files that came to the same upload address after the first one, and were not taken in. */
    laterUploads: z.int().min(0).default(0),
    /** Marked-up workbook and failed rows: `none` when there is nothing to mark. */
    annotated: z.enum(['none', 'pending', 'ready', 'failed']).default('none'),
    /** What a pull was for, where it was not the regular one: a comparison of everything, or rows that had been rejected before. */
    purpose: z.enum(['reconcile', 'replay']).optional(),
    /** What a comparison of everything has found: records in ranges by their key's hash, and what differs. */
    reconciled: Reconciled.optional(),
  })
  .strict();
export type Delivery = z.infer<typeof Delivery>;

/** The largest workbook that may be uploaded, bytes. */
export const maxUploadBytes = 200 * 1024 * 1024;

/** How long an upload address holds, seconds. */
export const uploadSeconds = 15 * 60;
