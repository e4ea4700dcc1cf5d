import { z } from 'zod';
import { DatasetId } from '../../catalogue/dataset-version.ts';
import { FieldKey } from '../../catalogue/field.ts';
import { Instant } from '../../kernel/day.ts';
import { DeliveryId } from '../delivery.ts';
import { SourceChannel } from './source.ts';

export const RejectedRowId = z.string().regex(/^[a-z0-9]{1,40}$/);

/** `waiting` for somebody to put it right, `replaying`, or `overcome`: its record has come in good order, or the source no longer shows it. */
export const RejectedRowState = z.enum(['pending', 'replaying', 'resolved']);
export type RejectedRowState = z.infer<typeof RejectedRowState>;

/** A row of a pull that was rejected, or a page that could not be read. One for each record, however often it comes: the newest row counts. */
export const RejectedRow = z
  .object({
    dataset: DatasetId,
    channel: SourceChannel,
    /** The record's key hash, or what the row is known by; `p` and a number for a page. */
    id: RejectedRowId,
    kind: z.enum(['row', 'page']),
    state: RejectedRowState,
    /** The pull that it came with last, and its place there. */
    delivery: DeliveryId,
    page: z.int().min(1),
    row: z.int().min(1).optional(),
    /** Codes of what is wrong, and the sentence of the first. */
    codes: z.array(z.string()),
    detail: z.string(),
    field: FieldKey.optional(),
    firstAt: Instant,
    at: Instant,
    /** How often it came and was rejected. */
    attempts: z.int().min(1),
  })
  .strict();
export type RejectedRow = z.infer<typeof RejectedRow>;

export const RejectedRowRecord = RejectedRow.extend({
  /** Where a page that could not be read is kept. */
  rawKey: z.string().optional(),
  /** The delivery that replays it. */
  replay: DeliveryId.optional(),
}).strict();
export type RejectedRowRecord = z.infer<typeof RejectedRowRecord>;

export function toRejectedRow({ rawKey: _rawKey, replay: _replay, ...rejectedRow }: RejectedRowRecord): RejectedRow {
  return rejectedRow;
}
