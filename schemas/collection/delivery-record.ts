import { z } from 'zod';
import { FieldKey } from '../catalogue/field.ts';
import { Instant } from '../kernel/day.ts';
import { Delivery, DeliveryId } from './delivery.ts';

/** What ingest staged in the object store, all below one prefix. */
export const Staged = z
  .object({
    prefix: z.string(),
    /** Parts of changed records, `part-00001` to `part-NNNNN`. */
    parts: z.int().min(0),
    findingChunks: z.int().min(0),
    findings: z.int().min(0),
    /** Whether there are more than 100,000 faulty rows: only the findings of the first 100,000 are stored. */
    truncated: z.boolean(),
    /** The dataset's index after this delivery; absent when nothing changes. */
    index: z.string().optional(),
    /** Records of the dataset after this delivery. */
    records: z.int().min(0),
    /** Rows with a finding of either severity. */
    faultyRows: z.int().min(0),
    /** The data sheet; absent for a pull. */
    sheet: z.string().optional(),
    /** 1-based; 0 for a pull. */
    headerRow: z.int().min(0),
    /** For field i its 0-based column, -1 for none. */
    columns: z.array(z.int().min(-1)),
    /** Fields that the template or source lacks: changed records keep their values. */
    absentFields: z.array(FieldKey),
    /** Chunks of rejected rows of a pull. */
    rejectedChunks: z.int().min(0).optional(),
    /** Rejected rows whose record has a valid row now; their ids are staged beside the parts. */
    resolved: z.int().min(0).optional(),
  })
  .strict();
export type Staged = z.infer<typeof Staged>;

/** A delivery with what the platform needs to resume after a crash between any two instructions. */
export const DeliveryRecord = Delivery.extend({
  rawKey: z.string(),
  /** The object version that arrived first; later versions are not read. */
  rawVersion: z.string().optional(),
  /** While set, the sweep retries the delivery once this moment has passed. */
  retryAt: Instant.optional(),
  /** Attempts since a person last acted on it, or since the last part was loaded. */
  attempts: z.int().min(0),
  /** The fencing token under which it was last ingested. */
  fencingToken: z.int().optional(),
  staged: Staged.optional(),
  loadedParts: z.array(z.int()),
  /** Who approved that it removes as many records as `rowCounts` says. */
  shrinkConfirmedBy: z.string().optional(),
  /** Set while its loaded records are being deleted, on a person's order. */
  discarding: z.object({ by: z.string(), reason: z.string() }).strict().optional(),
}).strict();
export type DeliveryRecord = z.infer<typeof DeliveryRecord>;

/** A delivery with staged parts and a sequence number to load them under. */
export type StagedDelivery = DeliveryRecord & { readonly staged: Staged; readonly seq: number };

export type LoadingDelivery = StagedDelivery & { readonly status: 'loading' };

export function isStaged(delivery: DeliveryRecord): delivery is StagedDelivery {
  return delivery.staged !== undefined && delivery.seq !== undefined;
}

export function isLoading(delivery: DeliveryRecord): delivery is LoadingDelivery {
  return delivery.status === 'loading' && isStaged(delivery);
}

/** The delivery as callers see it, without the platform's own fields. */
export function toDelivery(record: DeliveryRecord): Delivery {
  return Delivery.strip().parse(record);
}

/** The key of a delivery's workbook in the raw bucket. The file name is left out: it may name a person. */
export function buildRawKey(delivery: string): string {
  return `deliveries/${delivery}/workbook.xlsx`;
}

/** The delivery that an object in the raw bucket belongs to; `null` for any other key. */
export function parseRawKey(key: string): string | null {
  const id = DeliveryId.safeParse(/^deliveries\/([^/]+)\/workbook\.xlsx$/.exec(key)?.[1]);
  return id.success ? id.data : null;
}
