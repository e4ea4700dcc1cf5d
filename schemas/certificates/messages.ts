import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DeliveryId } from '../collection/delivery.ts';

/** Without a part: check the dataset for publications to issue. */
export const IssueMessage = z.union([
  z.object({ dataset: DatasetId, publication: z.int().min(1), delivery: DeliveryId, part: z.int().min(1) }).strict(),
  /** Records in quarantine that are tried again. */
  z.object({ dataset: DatasetId, records: z.array(z.string()).min(1).max(100) }).strict(),
  z.object({ dataset: DatasetId }).strict(),
]);

export const BatchMessage = z.object({ batch: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/), piece: z.int().min(1) });
