import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { Day, Instant } from '../kernel/day.ts';
import type { Id } from '../kernel/ids.ts';
import { shownLine } from '../kernel/printable-line.ts';
import { Field, FieldKey, Sensitivity, ShareType } from './field.ts';
import { RowRule } from './rule.ts';

export const DatasetId: z.ZodType<DatasetId, string> = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/);
export type DatasetId = Id<'DatasetId'>;

/** 信息资源代码 is 类 1 · 项 2 · 目 3 · 细目 / 顺序号 (standards §2.2). */
export const ResourceCode = z.string().regex(/^[123]\d{2}\d{3}[0-9A-Z]*\/\d+$/);

/** 1 realtime, 2 daily, 3 weekly, 4 monthly, 5 quarterly, 6 half-yearly, 7 yearly, 8 irregular, 9 never. */
export const UpdateCycle = z.enum(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
export type UpdateCycle = z.infer<typeof UpdateCycle>;

/** A person fills in this metadata of 发改高技〔2017〕1272号. */
export const DatasetMetadata = z
  .object({
    classification: z
      .object({ class: z.string(), item: z.string(), subject: z.string(), detail: z.string().optional() })
      .strict(),
    name: shownLine().min(2).max(100),
    aliases: z.array(shownLine()).default([]),
    provider: DepartmentId,
    /** This is the 内设机构, or the unit in the notice, such as 不动产登记中心. */
    providerUnit: z.string().optional(),
    summary: z.string().min(1).max(1000),
    format: z.object({ class: z.string(), formats: z.array(z.string()).min(1) }).strict(),
    shareType: ShareType,
    shareCondition: z.string().optional(),
    shareMethod: z.string(),
    open: z.object({ type: z.enum(['1', '2', '3']), condition: z.string().optional() }).strict(),
    updateCycle: UpdateCycle,
    relatedCodes: z.array(ResourceCode).default([]),
    keywords: z.array(z.string()).default([]),
    legalBasis: z.string().optional(),
    sourceSystem: z.string().optional(),
    /** This is the highest level of the fields. */
    sensitivity: Sensitivity,
  })
  .strict();
export type DatasetMetadata = z.infer<typeof DatasetMetadata>;

/** Template, checks, DDL, mapping, query and masks derive from it. */
export const DatasetContent = z
  .object({
    metadata: DatasetMetadata,
    fields: z.array(Field).min(1).max(200),
    /** Each value of these fields, in this order, is one record. */
    key: z.array(FieldKey).min(1),
    subject: z
      .object({ field: FieldKey, kind: z.enum(['person', 'organization']) })
      .strict()
      .optional(),
    rules: z.array(RowRule).default([]),
    onRejectedRows: z.enum(['keep-good-rows', 'return-whole']).default('keep-good-rows'),
    toBeConfirmed: z.array(z.string()).default([]),
  })
  .strict();
export type DatasetContent = z.infer<typeof DatasetContent>;

export const DatasetStatus = z.enum(['draft', 'submitted', 'returned', 'registered', 'published', 'withdrawn']);
export type DatasetStatus = z.infer<typeof DatasetStatus>;

/** Tells whether data and templates of the preceding version still fit. */
export const Compatibility = z.enum(['first', 'compatible', 'breaking']);
export type Compatibility = z.infer<typeof Compatibility>;

export const DatasetVersion = z
  .object({
    dataset: DatasetId,
    version: z.int().min(1),
    code: ResourceCode,
    status: DatasetStatus,
    compatibility: Compatibility,
    content: DatasetContent,
    publishedOn: Day.optional(),
    createdAt: Instant,
    createdBy: z.string(),
    updatedAt: Instant,
  })
  .strict();
export type DatasetVersion = z.infer<typeof DatasetVersion>;
