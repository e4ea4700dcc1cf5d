import { z } from 'zod';

/** Where a page begins. Stored, so it holds no secret. */
export const PageCheckpoint = z
  .object({
    /** From 1. */
    page: z.int().min(1),
    /** On earlier pages. */
    rows: z.int().min(0),
    /** For `link` the address. */
    cursor: z.string().optional(),
    total: z.int().min(0).optional(),
    /** Of the previous page's records. */
    hash: z.string().optional(),
    /** The next increment's cursor. */
    mark: z.string().optional(),
  })
  .strict();
export type PageCheckpoint = z.infer<typeof PageCheckpoint>;
