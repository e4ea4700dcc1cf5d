import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DeliveryId } from '../collection/delivery.ts';
import { Instant } from '../kernel/day.ts';

/** Rolled back or discarded; both ends included. */
export const VoidedRange = z.object({ from: z.int().min(1), to: z.int().min(1) }).strict();
export type VoidedRange = z.infer<typeof VoidedRange>;

/** Readers see versions up to `seq` that are not voided. */
export const Visibility = z.object({ seq: z.int().min(0), voided: z.array(VoidedRange) });
export type Visibility = z.infer<typeof Visibility>;

/** The object that lists the records which a publication changed, and how many they are. */
export const ChangeLog = z.object({ key: z.string(), changes: z.int().min(0) }).strict();
export type ChangeLog = z.infer<typeof ChangeLog>;

/** Never deleted: as-of reads and roll-back need it. */
export const Publication = z
  .object({
    dataset: DatasetId,
    number: z.int().min(1),
    kind: z.enum(['delivery', 'roll-back']),
    at: Instant,
    by: z.string(),
    delivery: DeliveryId.optional(),
    reason: z.string().optional(),
    seq: z.int().min(0),
    voided: z.array(VoidedRange),
    records: z.int().min(0),
    /** Counts the records that the delivery removed. */
    removed: z.int().min(0).optional(),
    /** Who approved the removals. */
    approvedBy: z.string().optional(),
    /** Object key; absent while the dataset is empty. */
    index: z.string().optional(),
    /** Absent where none was written: from before there were change logs, or a very large roll-back. */
    changeLog: ChangeLog.optional(),
  })
  .strict();
export type Publication = z.infer<typeof Publication>;

/** What people see of it. */
export const PublicationView = Publication.omit({ index: true, voided: true, changeLog: true });
export type PublicationView = z.infer<typeof PublicationView>;

export function toPublicationView(publication: Publication): PublicationView {
  return PublicationView.strip().parse(publication);
}

export const DatasetState = z
  .object({
    dataset: DatasetId,
    publishedSeq: z.int().min(0),
    /** Holds the highest number ever given to a delivery. */
    lastSeq: z.int().min(0),
    voided: z.array(VoidedRange),
    records: z.int().min(0),
    index: z.string().optional(),
    publications: z.int().min(0),
    /** No other delivery begins until this one is published or discarded. */
    loading: z
      .object({ delivery: DeliveryId, seq: z.int().min(1) })
      .strict()
      .optional(),
    /** Grows with each lease, so that an overtaken worker is recognised. */
    fencingToken: z.int().min(0),
    lease: z.object({ delivery: DeliveryId, until: Instant }).strict().optional(),
  })
  .strict();
export type DatasetState = z.infer<typeof DatasetState>;
