import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DeliveryId } from '../collection/delivery.ts';
import { Instant } from '../kernel/day.ts';

/** A publication of face data that is being made certificates of: the deliveries whose records it touches, each with its staged parts. */
export const IssuingOrder = z
  .object({
    publication: z.int().min(1),
    deliveries: z.array(z.object({ delivery: DeliveryId, parts: z.int().min(0) }).strict()),
  })
  .strict();
export type IssuingOrder = z.infer<typeof IssuingOrder>;

/** How far a dataset of face data has been issued: every publication up to `publication` is done, `order` is in hand. */
export const IssuingProgress = z
  .object({
    dataset: DatasetId,
    publication: z.int().min(0),
    order: IssuingOrder.optional(),
    /** Parts of the order that are done, as `<delivery>/<part>`. */
    done: z.array(z.string()),
    retryAt: Instant.optional(),
  })
  .strict();
export type IssuingProgress = z.infer<typeof IssuingProgress>;

/** A part's name among those that are done. */
export function partName(delivery: string, part: number): string {
  return `${delivery}/${part}`;
}
