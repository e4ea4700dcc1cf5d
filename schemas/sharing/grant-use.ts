import { z } from 'zod';
import { FieldKey } from '../catalogue/field.ts';
import { Day } from '../kernel/day.ts';
import { RecordValues } from '../records/record.ts';
import { Grant } from './grant.ts';

/** Rows of one answer: an audit entry holds the subjects of so many. */
export const maxRowsAtOnce = 200;
/** Keys or subjects of one query. */
export const maxAskedAtOnce = 100;
/** A counter holds the day's subjects in one item of at most 400 KB; of a greater quota so many can be used. */
export const maxSubjectsPerDay = 10_000;

export const GrantStatus = z.enum(['not-begun', 'in-force', 'expired', 'revoked']);
export type GrantStatus = z.infer<typeof GrantStatus>;

/** What the two parties and the centre see. */
export const GrantView = Grant.extend({ status: GrantStatus }).strict();
export type GrantView = z.infer<typeof GrantView>;

/** One record that a grant shows. */
export const GrantedRecord = z
  .object({
    /** The place in `keys` or `subjects`, from 0; 0 for a single one. */
    asked: z.int().min(0),
    /** The same in every answer under this grant, and another one under each other grant. */
    record: z.string(),
    values: RecordValues,
  })
  .strict();
export type GrantedRecord = z.infer<typeof GrantedRecord>;

/** One item of the change feed under a grant. */
export const GrantedChange = z
  .object({
    /** The same whenever the item is read again. */
    id: z.string(),
    record: z.string(),
    /** The record was removed, or the grant's row filters do not show it any more. */
    removed: z.boolean(),
    /** Absent when it is removed. */
    values: RecordValues.optional(),
  })
  .strict();
export type GrantedChange = z.infer<typeof GrantedChange>;

export const DayUsage = z
  .object({ day: Day, calls: z.int().min(0), rows: z.int().min(0), subjects: z.int().min(0) })
  .strict();
export type DayUsage = z.infer<typeof DayUsage>;

export const KeyValues = z.record(FieldKey, z.string().min(1).max(200));
