import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DeliveryId } from '../collection/delivery.ts';

/** A dataset of face data may have something to issue; or, with a part named, the records of that part of a publication want their certificates. */
export const IssueMessage = z.union([
  z.object({ dataset: DatasetId, publication: z.int().min(1), delivery: DeliveryId, part: z.int().min(1) }).strict(),
  z.object({ dataset: DatasetId }).strict(),
]);

/** A piece of an approved batch wants doing. */
export const BatchMessage = z.object({ batch: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/), piece: z.int().min(1) });
