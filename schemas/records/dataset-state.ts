import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DeliveryId } from '../collection/delivery.ts';
import { Instant } from '../kernel/day.ts';

/** Sequence numbers that no reader may see: rolled back or discarded. Both ends included. */
export const VoidedRange = z.object({ from: z.int().min(1), to: z.int().min(1) }).strict();
export type VoidedRange = z.infer<typeof VoidedRange>;

/** What is visible of a dataset at one moment: versions up to `seq` that are not voided. */
export const Visibility = z.object({ seq: z.int().min(0), voided: z.array(VoidedRange) });
export type Visibility = z.infer<typeof Visibility>;

/** One change of what is visible. Never deleted: as-of reads and roll-back start here. */
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
    /** Object key of this moment's index; absent while the dataset is empty. */
    index: z.string().optional(),
  })
  .strict();
export type Publication = z.infer<typeof Publication>;

/** What is published of a dataset, and which delivery is being ingested or loaded. */
export const DatasetState = z
  .object({
    dataset: DatasetId,
    publishedSeq: z.int().min(0),
    /** The highest sequence number ever given to a delivery. */
    lastSeq: z.int().min(0),
    voided: z.array(VoidedRange),
    records: z.int().min(0),
    index: z.string().optional(),
    /** The number of publications. */
    publications: z.int().min(0),
    /** The delivery being loaded: no other begins until it is published or discarded. */
    loading: z
      .object({ delivery: DeliveryId, seq: z.int().min(1) })
      .strict()
      .optional(),
    /** Grows by one with each new lease, so that an overtaken worker is recognised. */
    fencingToken: z.int().min(0),
    lease: z.object({ delivery: DeliveryId, until: Instant }).strict().optional(),
  })
  .strict();
export type DatasetState = z.infer<typeof DatasetState>;
