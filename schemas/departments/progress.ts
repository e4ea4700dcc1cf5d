import { z } from 'zod';
import { Day, Instant } from '../kernel/day.ts';
import { DepartmentId } from './department.ts';

const count = z.int().min(0);

/** Published entries of the catalogue, face data of certificates included. `total = linked + onTrial + unlinked`. */
export const DatasetCounts = z
  .object({
    total: count,
    /** The centre has confirmed a channel. */
    linked: count,
    /** Data has arrived, and the centre has not confirmed it yet. */
    onTrial: count,
    unlinked: count,
    /** Of the total: by its update cycle the next update was due before today. */
    overdue: count,
  })
  .strict();
export type DatasetCounts = z.infer<typeof DatasetCounts>;

/** `no-catalogue`: no entry is published; `not-begun`: nothing has arrived; `complete`: every dataset is linked. */
export const DepartmentState = z.enum(['complete', 'begun', 'not-begun', 'no-catalogue']);
export type DepartmentState = z.infer<typeof DepartmentState>;

export const DepartmentProgress = z
  .object({
    department: DepartmentId,
    name: z.string(),
    deadline: Day.optional(),
    state: DepartmentState,
    /** The deadline has passed, and not every dataset is linked. */
    late: z.boolean(),
    datasets: DatasetCounts,
    /** Entries that were never published and are being compiled or reviewed. */
    compiling: count,
  })
  .strict();
export type DepartmentProgress = z.infer<typeof DepartmentProgress>;

export const BatchProgress = z
  .object({
    /** Absent: departments that no batch of the notice names. */
    batch: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
    /** The latest of its departments. */
    deadline: Day.optional(),
    /** Negative once the deadline has passed; 0 on its day. */
    daysLeft: z.int().optional(),
    datasets: DatasetCounts,
    departments: z.array(DepartmentProgress).min(1),
  })
  .strict();
export type BatchProgress = z.infer<typeof BatchProgress>;

export const Progress = z.object({ at: Instant, today: Day, batches: z.array(BatchProgress) }).strict();
export type Progress = z.infer<typeof Progress>;
