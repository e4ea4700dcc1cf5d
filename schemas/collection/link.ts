import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { Instant } from '../kernel/day.ts';
import { DeliveryId, Channel } from './delivery.ts';

/** Whether a dataset's door has been confirmed by the information centre (挂接, 验收). No entry at all means unlinked. */
export const LinkState = z
  .object({
    dataset: DatasetId,
    channel: Channel,
    state: z.enum(['on-trial', 'linked']),
    /** The first delivery that was published through this door. */
    since: Instant,
    firstDelivery: DeliveryId,
    receipt: z
      .object({
        number: z.string(),
        confirmedBy: z.string(),
        confirmedAt: Instant,
        /** Records that were published at that moment. */
        records: z.int().min(0),
        comment: z.string().optional(),
      })
      .strict()
      .optional(),
  })
  .strict();
export type LinkState = z.infer<typeof LinkState>;
