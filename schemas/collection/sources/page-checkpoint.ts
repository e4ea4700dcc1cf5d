import { z } from 'zod';

/** Where a page of an interface begins, with what paging needs of earlier pages. Stored, so it holds no secret. */
export const PageCheckpoint = z
  .object({
    /** Page number, from 1. */
    page: z.int().min(1),
    /** Records on earlier pages. */
    rows: z.int().min(0),
    /** The previous page's cursor, or for `link` the address. */
    cursor: z.string().optional(),
    total: z.int().min(0).optional(),
    /** Hash of the previous page's records. */
    hash: z.string().optional(),
    /** The cursor where the next increment begins. */
    mark: z.string().optional(),
  })
  .strict();
export type PageCheckpoint = z.infer<typeof PageCheckpoint>;
