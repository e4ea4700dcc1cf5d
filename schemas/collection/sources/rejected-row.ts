import { z } from 'zod';
import { DatasetId } from '../../catalogue/dataset-version.ts';
import { FieldKey } from '../../catalogue/field.ts';
import { Instant } from '../../kernel/day.ts';
import { DeliveryId } from '../delivery.ts';
import { SourceChannel } from './source.ts';

export const RejectedRowId = z.string().regex(/^[a-z0-9]{1,40}$/);

/** `resolved`: accepted since, or no longer shown by the source. */
export const RejectedRowState = z.enum(['pending', 'replaying', 'resolved']);
export type RejectedRowState = z.infer<typeof RejectedRowState>;

/** A rejected row or an unreadable page; one per record. */
export const RejectedRow = z
  .object({
    dataset: DatasetId,
    channel: SourceChannel,
    /** The record's key hash, or `x` and a row hash; `p` and a number for a page. */
    id: RejectedRowId,
    kind: z.enum(['row', 'page']),
    state: RejectedRowState,
    /** Names the newest pull that contained the row. */
    delivery: DeliveryId,
    page: z.int().min(1),
    row: z.int().min(1).optional(),
    /** Lists finding codes; `detail` and `field` are those of the first. */
    codes: z.array(z.string()),
    detail: z.string(),
    field: FieldKey.optional(),
    firstAt: Instant,
    at: Instant,
    attempts: z.int().min(1),
  })
  .strict();
export type RejectedRow = z.infer<typeof RejectedRow>;

export const RejectedRowRecord = RejectedRow.extend({
  /** Locates an unreadable page in the raw bucket. */
  rawKey: z.string().optional(),
  replay: DeliveryId.optional(),
}).strict();
export type RejectedRowRecord = z.infer<typeof RejectedRowRecord>;

/** Leaves out `rawKey` and `replay`, which are the platform's own. */
export function toRejectedRow({ rawKey: _rawKey, replay: _replay, ...rejectedRow }: RejectedRowRecord): RejectedRow {
  return rejectedRow;
}
