import { z } from 'zod';
import { Instant } from '../kernel/day.ts';

/** `seeded` marks entries of the notice's list. */
export const CatalogueAction = z.enum([
  'drafted',
  'edited',
  'submitted',
  'approved',
  'returned',
  'published',
  'withdrawn',
  'seeded',
]);
export type CatalogueAction = z.infer<typeof CatalogueAction>;

/** Repeated edits by one person between submissions are one entry. */
export const HistoryEntry = z
  .object({
    action: CatalogueAction,
    by: z.string().min(1),
    name: z.string().min(1),
    department: z.string().min(1),
    at: Instant,
    reason: z.string().optional(),
  })
  .strict();
export type HistoryEntry = z.infer<typeof HistoryEntry>;
