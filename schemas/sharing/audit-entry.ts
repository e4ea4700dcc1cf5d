import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DepartmentId } from '../departments/department.ts';
import { Instant } from '../kernel/day.ts';

/** One page of records, and the subject that was searched for. */
const maxSubjects = 201;

/** One use of data, as stored: ids, keyed hashes and counts, never a name or a value. */
export const AuditEntry = z
  .object({
    /** `<department>#<shard>`; numbers in a chain begin with 1 and have no gap. */
    chain: z.string().min(1),
    number: z.int().min(1),
    /** The hash of the entry before, in hex; empty in the first one. */
    previous: z.string(),
    id: z.ulid(),
    at: Instant,
    /** An account. */
    by: z.string().min(1),
    department: DepartmentId,
    /** The route's `operation`. */
    operation: z.string().min(1),
    dataset: DatasetId.optional(),
    /** Whose data it is. */
    provider: DepartmentId.optional(),
    /** A refused use names its grant, too; case and matter say what it was for. */
    grant: z.ulid().optional(),
    caseNumber: z.string().optional(),
    matter: z.string().optional(),
    /** Keyed hashes of those whose data was answered, and of the one who was searched for. */
    subjects: z.array(z.string().min(1)).max(maxSubjects),
    /** Of a file: so many subjects have a mention of the entry, instead of standing in it. */
    mentions: z.int().min(0).optional(),
    results: z.int().min(0),
    requestId: z.string().min(1),
    /** The code of the refusal; absent when it was answered. */
    refusal: z.string().min(1).optional(),
  })
  .strict();
export type AuditEntry = z.infer<typeof AuditEntry>;

/** What a person sees: without hashes. */
export const AuditEntryView = AuditEntry.omit({
  chain: true,
  number: true,
  previous: true,
  subjects: true,
  mentions: true,
}).extend({
  /** Of how many persons or organizations data was answered or searched for. */
  subjects: z.int().min(0),
});
