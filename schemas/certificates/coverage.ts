import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { Day, Instant } from '../kernel/day.ts';
import { TypeId } from './certificate-type.ts';
import { IssueFailureCode } from './certificate.ts';

const count = z.int().min(0);

/** Rows that should be certificates by a day: how many of them are, and how many are not although the day has passed. */
const DueRows = z.object({ rows: count, issued: count, late: count }).strict();

/** How far the source rows of a unit, or of all units, have become certificates. `rows` = `issued` + `failed.rows` + `outstanding.rows`, always. */
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
        /** The centre has not confirmed the dataset's door yet. */
        awaitingConfirmation: count,
        beingIssued: count,
      })
      .strict(),
    /** Records that are not held any more; their certificates are annulled, and they count as no rows. */
    gone: count,
    due: z
      .object({
        /** By the days of the notice. */
        backfill: z.array(z.object({ day: Day, ...DueRows.shape }).strict()),
        /** Each on the day after it was known. */
        daily: DueRows,
        /** Paper files of more rows than the notice's limit, issued before the notice's year. */
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
    /** Whether the type is owed by this unit; others are listed when they have rows all the same. */
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
    /** Whether the centre has confirmed a door of the face data: nothing is issued before. */
    confirmed: z.boolean(),
    total: CoverageSums,
    /** The records that the platform holds, counted by the records room; `difference` is what the sums are short of it. */
    faceData: z.object({ records: count, difference: z.int() }).strict(),
    units: z.array(UnitCoverage),
  })
  .strict();
export type Coverage = z.infer<typeof Coverage>;
