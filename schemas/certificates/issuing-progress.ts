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

/**
 * What issuing made of one record of a publication:
 *
 *     issued       the first certificate of a chain, or of a generation
 *     changed      a certificate that replaces the version before
 *     annulled     the record was removed, and its certificate ended
 *     unchanged    no certificate was needed
 *     failed       its face data forbid a certificate
 *     quarantined  it could not be issued after all attempts
 */
export const IssuingOutcome = z.enum(['issued', 'changed', 'annulled', 'unchanged', 'failed', 'quarantined']);
export type IssuingOutcome = z.infer<typeof IssuingOutcome>;

/** Records of a publication by outcome; an absent one is 0. */
export const IssuingCounts = z.partialRecord(IssuingOutcome, z.int().min(0));
export type IssuingCounts = z.infer<typeof IssuingCounts>;

/** All publications up to `publication` are issued; `order` is in progress. */
export const IssuingProgress = z
  .object({
    dataset: DatasetId,
    publication: z.int().min(0),
    order: IssuingOrder.optional(),
    /** Lists issued parts as `<delivery>/<part>`. */
    done: z.array(z.string()),
    /** Of the records of the parts that are done. */
    counts: IssuingCounts.optional(),
    retryAt: Instant.optional(),
  })
  .strict();
export type IssuingProgress = z.infer<typeof IssuingProgress>;

/** Names a dataset's issuing in the table of events, and its progress in the table of work. */
export function issuingEntity(dataset: string): string {
  return `issuing#${dataset}`;
}

/** Formats `<delivery>/<part>`. */
export function partName(delivery: string, part: number): string {
  return `${delivery}/${part}`;
}
