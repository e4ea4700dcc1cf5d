import { z } from 'zod';
import { FieldKey } from '../catalogue/field.ts';
import { Instant } from '../kernel/day.ts';
import { Delivery } from './delivery.ts';

/** What taking in left in the object store, all below one prefix of its own. */
export const Staged = z
  .object({
    prefix: z.string(),
    /** Parts of changed records, `part-00001` to `part-NNNNN`. */
    parts: z.int().min(0),
    findingChunks: z.int().min(0),
    findings: z.int().min(0),
    /** More than 100,000 faulty rows: the findings of the first 100,000 are kept. */
    truncated: z.boolean(),
    /** The dataset's index after this delivery; absent when nothing changes. */
    index: z.string().optional(),
    /** Records held after this delivery. */
    records: z.int().min(0),
    /** Rows with a finding of either severity. */
    faultyRows: z.int().min(0),
    /** The sheet that was read, the row of its header, and for field i its 0-based column, -1 where it has none. */
    sheet: z.string().optional(),
    headerRow: z.int().min(0),
    columns: z.array(z.int().min(-1)),
    /** Fields that the template of an older version did not have: changed records keep the values that they hold. */
    absentFields: z.array(FieldKey),
    /** Chunks of rejected rows, where the rows are those of a pull. */
    rejectedChunks: z.int().min(0).optional(),
    /** Dead letters whose record has come in good order since: a list of them stands beside the parts. */
    resolved: z.int().min(0).optional(),
  })
  .strict();
export type Staged = z.infer<typeof Staged>;

/** A delivery with what the platform needs to go on with it after a failure between any two instructions. */
export const DeliveryRecord = Delivery.extend({
  rawKey: z.string(),
  /** The object version that arrived first; later ones at the same address are not read. */
  rawVersion: z.string().optional(),
  /** While set, the sweep takes the delivery up at this moment unless somebody moved it on. */
  retryAt: Instant.optional(),
  /** How often work on it was begun since a person last touched it. */
  attempts: z.int().min(0),
  /** The holding's fence when it was last taken in. */
  fencingToken: z.int().optional(),
  staged: Staged.optional(),
  loadedParts: z.array(z.int()),
  /** A person has confirmed that so many records may go. */
  shrinkConfirmedBy: z.string().optional(),
  /** A person has given it up; its loaded parts are being deleted. */
  discarding: z.object({ by: z.string(), reason: z.string() }).strict().optional(),
}).strict();
export type DeliveryRecord = z.infer<typeof DeliveryRecord>;

/** The delivery as callers see it: parsing leaves out what is the platform's own. */
export function toDelivery(record: DeliveryRecord): Delivery {
  return Delivery.strip().parse(record);
}
