import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { Day, Instant } from '../kernel/day.ts';
import { TypeId } from './certificate-type.ts';
import { IssueFailureCode } from './certificate.ts';

const count = z.int().min(0);

/** `late`: not issued although the day has passed. */
const DueRows = z.object({ rows: count, issued: count, late: count }).strict();

/** Invariant: `rows = issued + failed.rows + outstanding.rows`. */
export const CoverageSums = z
  .object({
    rows: count,
    issued: count,
    failed: z
      .object({
        rows: count,
        reasons: z.array(z.object({ code: IssueFailureCode, detail: z.string(), rows: count }).strict()),
      })
      .strict(),
    outstanding: z
      .object({
        rows: count,
        /** The centre has not confirmed the dataset's channel yet. */
        awaitingConfirmation: count,
        beingIssued: count,
      })
      .strict(),
    /** Removed records count as no rows. */
    removed: count,
    due: z
      .object({
        /** Groups due rows by the deadlines of the notice. */
        backfill: z.array(z.object({ day: Day, ...DueRows.shape }).strict()),
        /** These rows are due on the day after they became known. */
        daily: DueRows,
        /** Paper files above the notice's limit, issued before its year. */
        notDemanded: count,
      })
      .strict(),
  })
  .strict();
export type CoverageSums = z.infer<typeof CoverageSums>;

export const UnitCoverage = z
  .object({
    division: z.string(),
    name: z.string(),
    /** False: the unit has rows although it need not issue the type. */
    owed: z.boolean(),
    ...CoverageSums.shape,
  })
  .strict();
export type UnitCoverage = z.infer<typeof UnitCoverage>;

export const Coverage = z
  .object({
    type: TypeId,
    name: z.string(),
    department: DepartmentId,
    at: Instant,
    confirmed: z.boolean(),
    total: CoverageSums,
    /** Counted independently; `difference` is `records` minus the sum of rows. */
    faceData: z.object({ records: count, difference: z.int() }).strict(),
    units: z.array(UnitCoverage),
  })
  .strict();
export type Coverage = z.infer<typeof Coverage>;

/** A type in the list, without its units. */
export const CoverageListing = Coverage.omit({ units: true }).strict();
export type CoverageListing = z.infer<typeof CoverageListing>;
