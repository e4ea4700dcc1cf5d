import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DeliveryId } from '../collection/delivery.ts';
import { Instant } from '../kernel/day.ts';

export const IssuingOrder = z
  .object({
    publication: z.int().min(1),
    deliveries: z.array(z.object({ delivery: DeliveryId, parts: z.int().min(0) }).strict()),
  })
  .strict();
export type IssuingOrder = z.infer<typeof IssuingOrder>;

/** All publications up to `publication` are issued; `order` is in progress. */
export const IssuingProgress = z
  .object({
    dataset: DatasetId,
    publication: z.int().min(0),
    order: IssuingOrder.optional(),
    /** Lists issued parts as `<delivery>/<part>`. */
    done: z.array(z.string()),
    retryAt: Instant.optional(),
  })
  .strict();
export type IssuingProgress = z.infer<typeof IssuingProgress>;

/** Formats `<delivery>/<part>`. */
export function partName(delivery: string, part: number): string {
  return `${delivery}/${part}`;
}
