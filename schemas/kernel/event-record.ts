import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DepartmentId } from '../departments/department.ts';
import { Instant } from './day.ts';

export const EventKind = z.enum([
  'delivery',
  'source',
  'link',
  'dataset-version',
  'archive',
  'certificates',
  'application',
  'objection',
  'question',
]);
export type EventKind = z.infer<typeof EventKind>;

/**
 * One transition of one thing, immutable: who, when, from, to, counts. It holds accounts, codes and counts only, never
 * a name, a cell or a sentence: it is kept for ever.
 *
 *     entity                  number
 *     delivery#01JD…          0          registered: no `from`
 *     delivery#01JD…          1          awaiting-upload → received
 */
export const EventRecord = z
  .object({
    entity: z.string().min(1),
    /** Grows with each transition of the entity; numbers may be left out. */
    number: z.int().min(0),
    kind: EventKind,
    at: Instant,
    /** An account, or `platform`. */
    by: z.string().min(1),
    /** The provider of the data; of a batch of status changes, the department that prepared it. */
    department: DepartmentId,
    /** Absent of a batch whose certificates are of several types. */
    dataset: DatasetId.optional(),
    channel: z.string().optional(),
    /** A version of the catalogue entry. */
    version: z.int().min(1).optional(),
    /** The number of a publication of the dataset. */
    publication: z.int().min(1).optional(),
    /** What was done, where it does not follow from the states. */
    action: z.string().optional(),
    from: z.string().optional(),
    to: z.string().min(1),
    counts: z.record(z.string(), z.int()).optional(),
    /** A code. */
    reason: z.string().optional(),
  })
  .strict();
export type EventRecord = z.infer<typeof EventRecord>;

/** Its number follows from how many transitions the entity had before. */
export const NewEvent = EventRecord.omit({ number: true });
export type NewEvent = z.infer<typeof NewEvent>;
