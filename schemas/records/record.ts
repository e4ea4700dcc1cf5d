import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { FieldKey } from '../catalogue/field.ts';
import { DeliveryId } from '../collection/delivery.ts';
import { DepartmentId } from '../departments/department.ts';
import { Instant } from '../kernel/day.ts';

/** Canonical values; empty cells are left out. */
export const RecordValues = z.record(FieldKey, z.string());
export type RecordValues = z.infer<typeof RecordValues>;

export const Lineage = z
  .object({
    delivery: DeliveryId,
    /** SHA-256 of the raw object, hex. */
    rawHash: z.string().optional(),
    fileName: z.string().optional(),
    sheet: z.string().optional(),
    page: z.int().optional(),
    row: z.int().optional(),
    table: z.string().optional(),
    key: RecordValues.optional(),
    by: z.string().optional(),
    at: Instant.optional(),
  })
  .strict();
export type Lineage = z.infer<typeof Lineage>;

export const RecordVersion = z.object({
  /** `dataset#keyHash`; the keyed hash reveals nothing about a person. */
  record: z.string(),
  seq: z.int().min(1),
  removed: z.boolean(),
  values: RecordValues,
  delivery: DeliveryId,
  sheet: z.string().optional(),
  page: z.int().optional(),
  row: z.int().optional(),
  /** `dataset#subjectHash` */
  subject: z.string().optional(),
});
export type RecordVersion = z.infer<typeof RecordVersion>;

export const RecordView = z
  .object({
    seq: z.int(),
    values: RecordValues,
    delivery: DeliveryId,
    sheet: z.string().optional(),
    page: z.int().optional(),
    row: z.int().optional(),
    /** Fields to which a consumer objects now; absent without any, and in answers as of an earlier moment. */
    disputed: z.array(FieldKey).optional(),
  })
  .strict();
export type RecordView = z.infer<typeof RecordView>;

/** What a dataset holds about a subject: a number, no values. */
export const SubjectHolding = z
  .object({
    dataset: DatasetId,
    /** As published. */
    name: z.string(),
    provider: DepartmentId,
    /** In force. */
    records: z.int().min(1),
  })
  .strict();
export type SubjectHolding = z.infer<typeof SubjectHolding>;

/** One item of the change feed. */
export const RecordChange = z
  .object({
    /** The same whenever the item is read again. */
    id: z.string(),
    publication: z.int(),
    /** Stays the same for a record as long as its dataset's key does. */
    record: z.string(),
    removed: z.boolean(),
    key: RecordValues,
    /** Absent when the record is removed. */
    values: RecordValues.optional(),
  })
  .strict();
export type RecordChange = z.infer<typeof RecordChange>;

export const RecordHistoryEntry = z
  .object({ seq: z.int(), removed: z.boolean(), values: RecordValues, lineage: Lineage })
  .strict();
export type RecordHistoryEntry = z.infer<typeof RecordHistoryEntry>;
