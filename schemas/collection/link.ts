import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { Instant } from '../kernel/day.ts';
import { DeliveryId, Channel } from './delivery.ts';

/** Names a channel's link in the table of events. */
export function linkEntity({ dataset, channel }: { readonly dataset: string; readonly channel: string }) {
  return `link#${dataset}#${channel}`;
}

/** Whether a channel is confirmed (挂接, 验收). No item means unlinked. */
export const LinkState = z
  .object({
    dataset: DatasetId,
    channel: Channel,
    state: z.enum(['on-trial', 'linked']),
    since: Instant,
    firstDelivery: DeliveryId,
    receipt: z
      .object({
        number: z.string(),
        confirmedBy: z.string(),
        confirmedAt: Instant,
        /** Counts the records published at the confirmation. */
        records: z.int().min(0),
        comment: z.string().optional(),
      })
      .strict()
      .optional(),
  })
  .strict();
export type LinkState = z.infer<typeof LinkState>;
