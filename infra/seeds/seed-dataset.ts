import { z } from 'zod';
import { DatasetContent, DatasetId, ResourceCode } from '../../schemas/catalogue/dataset-version.ts';

/** `notes` list misprints. */
export const SeedDataset = z
  .object({
    dataset: DatasetId,
    code: ResourceCode,
    /** The entry's place in annex 3. */
    serial: z.int().min(1),
    content: DatasetContent,
    notes: z.array(z.string()).default([]),
  })
  .strict();
export type SeedDataset = z.infer<typeof SeedDataset>;
