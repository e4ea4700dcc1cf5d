import { z } from 'zod';
import { Instant } from '../kernel/day.ts';

/** What was done to a version of a catalogue entry. `seeded` is the notice's list itself, at the system's first start. */
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

/** Who did it, when, and why. Repeated edits by one person between two submissions are one line with the last time. */
export const HistoryEntry = z
  .object({
    action: CatalogueAction,
    /** The caller's subject. */
    by: z.string().min(1),
    name: z.string().min(1),
    department: z.string().min(1),
    at: Instant,
    reason: z.string().optional(),
  })
  .strict();
export type HistoryEntry = z.infer<typeof HistoryEntry>;
