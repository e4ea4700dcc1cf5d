import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { Actors } from '../departments/actor.ts';
import { DepartmentId } from '../departments/department.ts';
import { Instant } from '../kernel/day.ts';
import type { Id } from '../kernel/ids.ts';
import { FindingKind } from './finding-kind.ts';
import { OmittedContent } from './omitted-content.ts';

/** A ULID: ids sort by the time of creation. */
export const DeliveryId: z.ZodType<DeliveryId, string> = z.ulid();
export type DeliveryId = Id<'DeliveryId'>;

export const Channel = z.enum(['excel', 'interface', 'database']);
export type Channel = z.infer<typeof Channel>;

/** `full` removes the records that it does not show; `increment` adds and changes only. */
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

/** The repository enforces these transitions. */
export const nextStatuses = {
  'awaiting-upload': ['received', 'failed'], //                        failed: nothing arrived in time
  received: ['ingesting', 'failed'],
  ingesting: ['loading', 'awaiting-approval', 'published', 'returned', 'failed'], // published: nothing has changed
  'awaiting-approval': ['received', 'discarded'], //                                  only a person decides
  loading: ['published', 'failed'],
  failed: ['received', 'loading', 'discarded'], //                     a person retries or discards
  published: [],
  returned: [],
  discarded: [],
} as const satisfies Record<DeliveryStatus, readonly DeliveryStatus[]>;

/** `read = new + changed + unchanged + rejected`; a removing row counts as changed and as removed. */
export const RowCounts = z
  .object({
    read: z.int().min(0),
    new: z.int().min(0),
    changed: z.int().min(0),
    unchanged: z.int().min(0),
    rejected: z.int().min(0),
    /** Counts records that a full delivery does not show, or that are marked as deleted. */
    removed: z.int().min(0),
    /** Counts records that are not shown, but that a rejected row may belong to. */
    retained: z.int().min(0),
    warnings: z.int().min(0),
    errors: z.int().min(0),
  })
  .strict();
export type RowCounts = z.infer<typeof RowCounts>;

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

export const DeliveryDecision = z
  .object({
    kind: z.enum(['approved', 'discarded', 'retried']),
    by: z.string(),
    at: Instant,
    reason: z.string().optional(),
  })
  .strict();
export type DeliveryDecision = z.infer<typeof DeliveryDecision>;

/** Who is named where nobody decided: the platform's own steps. */
export const platformActor = 'platform';

/** One transition, as it is appended to the delivery by the write that makes it. */
export const DeliveryTransition = z
  .object({
    at: Instant,
    /** An account, or `platform`. */
    by: z.string(),
    to: DeliveryStatus,
    /** Known once the rows were compared. */
    rowCounts: RowCounts.optional(),
    /** The code of the reason. */
    reason: z.string().optional(),
  })
  .strict();
export type DeliveryTransition = z.infer<typeof DeliveryTransition>;

/** A transition as people see it; the first event of a delivery has no `from`. */
export const DeliveryEvent = DeliveryTransition.extend({ from: DeliveryStatus.optional() }).strict();
export type DeliveryEvent = z.infer<typeof DeliveryEvent>;

/** Source and records are compared by ranges of the keys' hashes. */
export const Reconciled = z
  .object({ rows: z.int().min(0), records: z.int().min(0), ranges: z.int().min(1), rangesDiffering: z.int().min(0) })
  .strict();
export type Reconciled = z.infer<typeof Reconciled>;

export const Delivery = z
  .object({
    id: DeliveryId,
    dataset: DatasetId,
    /** Set by ingest: its rows were checked against it. */
    version: z.int().min(1).optional(),
    department: DepartmentId,
    channel: Channel,
    mode: DeliveryMode,
    status: DeliveryStatus,
    /** Names the table or interface when the delivery is a pull. */
    fileName: z.string().max(200),
    /** Counts bytes; for a pull, those of all its pages. */
    size: z.int().min(1),
    /** SHA-256 of the raw object, hex. */
    rawHash: z.string().optional(),
    createdBy: z.string(),
    createdAt: Instant,
    receivedAt: Instant.optional(),
    finishedAt: Instant.optional(),
    seq: z.int().min(1).optional(),
    rowCounts: RowCounts.optional(),
    reason: z.object({ code: z.string(), detail: z.string() }).strict().optional(),
    /** The oldest first. */
    decisions: z.array(DeliveryDecision).default([]),
    /** Only the provider and the centre see its records until the channel is confirmed. */
    trial: z.boolean().optional(),
    laterUploads: z.int().min(0).default(0),
    annotated: z.enum(['none', 'pending', 'ready', 'failed']).default('none'),
    /** What the annotated workbook leaves out of the file; absent for nothing. */
    omitted: z.array(OmittedContent).optional(),
    /** Counts findings by field and kind: errors first, then the most frequent, at most 50. */
    findingKinds: z.array(FindingKind).optional(),
    purpose: z.enum(['reconcile', 'replay']).optional(),
    reconciled: Reconciled.optional(),
  })
  .strict();
export type Delivery = z.infer<typeof Delivery>;

const Afterwards = z.object({ by: z.string(), at: Instant, reason: z.string().optional() });

/** What became of a published delivery; the receipt says it. */
export const DeliveryOutcome = z.discriminatedUnion('state', [
  /** Its data is in force, and nothing was published after it. */
  z.object({ state: z.literal('newest') }).strict(),
  /** Later deliveries were published; the newest of them in force is named. */
  Afterwards.extend({ state: z.literal('followed'), delivery: DeliveryId }).strict(),
  /** A roll-back took its data out of force: readers do not see it. */
  Afterwards.extend({ state: z.literal('rolled-back') }).strict(),
]);
export type DeliveryOutcome = z.infer<typeof DeliveryOutcome>;

/** A delivery with what became of it since, and whose the accounts are that it names. */
export const DeliveryReceipt = Delivery.extend({
  outcome: DeliveryOutcome.optional(),
  actors: Actors.optional(),
}).strict();
export type DeliveryReceipt = z.infer<typeof DeliveryReceipt>;

/** What lists over all departments filter by. */
export const ListedDelivery = Delivery.pick({
  id: true,
  dataset: true,
  department: true,
  channel: true,
  status: true,
}).strip();
export type ListedDelivery = z.infer<typeof ListedDelivery>;

export const maxUploadBytes = 200 * 1024 * 1024;

export const uploadSeconds = 15 * 60;

/** A smaller file is uploaded in one piece. */
export const minMultipartBytes = 16 * 1024 * 1024;
/** S3 wants at least 5 MiB of all parts but the last. */
export const partBytes = 8 * 1024 * 1024;
/** Time to upload all parts. */
export const multipartSeconds = 24 * 3600;
