import { z } from 'zod';
import { DeliveryId } from '../collection/delivery.ts';
import { Instant } from '../kernel/day.ts';

/** Why a record could not be issued; quarantine-reasons.ts holds a sentence for each. */
export const QuarantineReason = z.enum(['data-rejected', 'stored-unreadable', 'processing-error']);
export type QuarantineReason = z.infer<typeof QuarantineReason>;

/** A record that issuing skips until its next version comes or the centre tries again. */
export const QuarantinedRecord = z.object({
  /** `type#hash` of certificate number and issuer code. */
  record: z.string(),
  /** Newest published sequence that the attempts have seen. */
  seq: z.int().min(0),
  attempts: z.int().min(1),
  reason: QuarantineReason,
  /** Time of the newest failed attempt. */
  at: Instant,
  /** Where the record came from, if its version could be read. */
  source: z.object({ delivery: DeliveryId, sheet: z.string().optional(), row: z.int().optional() }).optional(),
});
export type QuarantinedRecord = z.infer<typeof QuarantinedRecord>;
