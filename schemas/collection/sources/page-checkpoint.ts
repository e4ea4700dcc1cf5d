import { z } from 'zod';

/** Where a page of an interface begins, with what must be known of the pages before it. Holds no secret: it is kept between two runs of the platform. */
export const PageCheckpoint = z
  .object({
    /** The how-manieth page, from 1. */
    page: z.int().min(1),
    /** How many records came before. */
    rows: z.int().min(0),
    /** What the page before gave for this one: a cursor, or for `link` the address. */
    cursor: z.string().optional(),
    total: z.int().min(0).optional(),
    /** The hash of the records of the page before. */
    hash: z.string().optional(),
    /** The last cursor for the next increment. */
    mark: z.string().optional(),
  })
  .strict();
export type PageCheckpoint = z.infer<typeof PageCheckpoint>;
