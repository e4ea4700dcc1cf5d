import { z } from 'zod';

/** Where a page begins. Stored, so it holds no secret. */
export const PageCheckpoint = z
  .object({
    /** Pages count from 1. */
    page: z.int().min(1),
    /** Counts the rows on earlier pages. */
    rows: z.int().min(0),
    /** Holds the page's cursor; for `link` paging its address. */
    cursor: z.string().optional(),
    total: z.int().min(0).optional(),
    /** Hashes the previous page's records: a repeat is the fault `page-repeated`. */
    hash: z.string().optional(),
    /** Holds the next increment's cursor. */
    mark: z.string().optional(),
    /** Replaces the declared size once the first page had fewer rows: the service may cap its pages. */
    size: z.int().min(1).optional(),
    /** True after a page shorter than its size, which only an empty page confirms as the last. */
    isAfterShortPage: z.boolean().optional(),
    /** True once rows followed a short page: the service filters its pages, and one empty page proves no end. */
    isFiltered: z.boolean().optional(),
    isAfterEmptyPage: z.boolean().optional(),
    /** True after a full page that came twice, which only a third time confirms as the last. */
    isAfterRepeat: z.boolean().optional(),
  })
  .strict();
export type PageCheckpoint = z.infer<typeof PageCheckpoint>;
