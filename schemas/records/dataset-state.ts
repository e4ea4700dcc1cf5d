import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DeliveryId } from '../collection/delivery.ts';
import { Instant } from '../kernel/day.ts';

/** Places in the dataset's order that no reader may see: rolled back or discarded. Both ends included. */
export const VoidedRange = z.object({ from: z.int().min(1), to: z.int().min(1) }).strict();
export type VoidedRange = z.infer<typeof VoidedRange>;

/** What may be seen of a dataset at one moment: versions up to `seq` that are not voided. */
export const Visibility = z.object({ seq: z.int().min(0), voided: z.array(VoidedRange) });
export type Visibility = z.infer<typeof Visibility>;

/** One move of the pointer. Kept for ever: as-of reads and roll-back start here. */
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
    /** Object key of the index that belongs to this moment; absent while the dataset is empty. */
    index: z.string().optional(),
  })
  .strict();
export type Publication = z.infer<typeof Publication>;

/** What the city holds of a dataset, and who is working on it. */
export const DatasetState = z
  .object({
    dataset: DatasetId,
    publishedSeq: z.int().min(0),
    /** The highest place ever given to a delivery. */
    lastSeq: z.int().min(0),
    voided: z.array(VoidedRange),
    records: z.int().min(0),
    index: z.string().optional(),
    /** How many publications there are. */
    publications: z.int().min(0),
    /** The delivery whose parts are being loaded, and its place: until it is settled or discarded no other begins. */
    loading: z
      .object({ delivery: DeliveryId, seq: z.int().min(1) })
      .strict()
      .optional(),
    /** Who takes in now; grows by one with each new holder, so that an old holder is known as such. */
    fencingToken: z.int().min(0),
    lease: z.object({ delivery: DeliveryId, until: Instant }).strict().optional(),
  })
  .strict();
export type DatasetState = z.infer<typeof DatasetState>;
