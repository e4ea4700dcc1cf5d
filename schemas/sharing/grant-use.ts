import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { FieldKey } from '../catalogue/field.ts';
import { DepartmentId } from '../departments/department.ts';
import { Day } from '../kernel/day.ts';
import { RecordValues } from '../records/record.ts';
import { Grant, GrantedField } from './grant.ts';

/** Rows of one answer: an audit entry holds the subjects of so many. */
export const maxRowsAtOnce = 200;
/** Keys or subjects of one query. */
export const maxAskedAtOnce = 100;

export const GrantStatus = z.enum(['not-begun', 'in-force', 'expired', 'revoked']);
export type GrantStatus = z.infer<typeof GrantStatus>;

/** What the two parties and the centre see. */
export const GrantView = Grant.extend({
  status: GrantStatus,
  /** Of a grant in force: 0 on its last day. */
  daysLeft: z.int().min(0).optional(),
}).strict();
export type GrantView = z.infer<typeof GrantView>;

/**
 * The catalogue version in force, and what it makes of a grant: `same` is that of the grant, a compatible one carries
 * it over, after a breaking one it is `superseded`.
 */
export const CatalogueStanding = z.discriminatedUnion('standing', [
  z.object({ standing: z.enum(['same', 'carried-over', 'superseded']), version: z.int().min(1) }).strict(),
  z.object({ standing: z.literal('withdrawn') }).strict(),
]);
export type CatalogueStanding = z.infer<typeof CatalogueStanding>;

/** One record that a grant shows. */
export const GrantedRecord = z
  .object({
    /** The place in `keys` or `subjects`, from 0; 0 for a single one. */
    asked: z.int().min(0),
    /** The same in every answer under this grant, and another one under each other grant. */
    record: z.string(),
    values: RecordValues,
    /** Granted fields to which somebody objects; absent without any. */
    disputed: z.array(FieldKey).optional(),
  })
  .strict();
export type GrantedRecord = z.infer<typeof GrantedRecord>;

/** Grants of one call of the view of a subject: each is asked as by a query of its own. */
export const maxGrantsAtOnce = 20;

/** What one grant says of a subject: an answer, or why there is none. */
export const SubjectViewEntry = z
  .object({
    grant: z.ulid(),
    dataset: DatasetId,
    provider: DepartmentId,
    matter: z.string(),
    /** With their masks. */
    fields: z.array(GrantedField),
    answer: z
      .object({ items: z.array(GrantedRecord).max(maxRowsAtOnce), more: z.boolean() })
      .strict()
      .optional(),
    refusal: z
      .object({
        code: z.string(),
        title: z.string(),
        detail: z.string(),
        /** Of a quota: when a call may be counted again. */
        retryAfterSeconds: z.int().min(1).optional(),
      })
      .strict()
      .optional(),
  })
  .strict();
export type SubjectViewEntry = z.infer<typeof SubjectViewEntry>;

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
