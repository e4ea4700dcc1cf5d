import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { FieldKey } from '../catalogue/field.ts';
import { DepartmentId } from '../departments/department.ts';

/** Also the id of the dataset of its face data (照面数据). */
export const TypeId = DatasetId;

export const IssuingMode = z.enum([
  'issue-here',
  'mirrored-from-province',
  'sealed-by-province',
  'engineering-standard',
]);
export type IssuingMode = z.infer<typeof IssuingMode>;

export const IssuingLevel = z.enum(['city', 'county', 'blood-station']);
export type IssuingLevel = z.infer<typeof IssuingLevel>;

/** 证照类型代码 (GB/T 36904): credit code of the defining body and three digits. */
export const TypeCode = z.string().regex(/^[0-9A-Z]{21}$/);

/** 持证主体类别 (GB/T 36902). */
export const HolderCategory = z.enum(['person', 'organization', 'either', 'other']);

export const ValidityKind = z.enum(['none', 'term', 'term-or-open']);

/** Common properties (GB/T 36903) as field keys. */
export const CommonField = z.enum([
  'certificate_number',
  'certificate_identifier',
  'holder_name',
  'holder_type',
  'holder_code',
  'issuing_authority',
  'issuing_authority_code',
  'issued_date',
  'effective_date',
  'expiring_date',
  'division',
]);
export type CommonField = z.infer<typeof CommonField>;

export const FaceItem = z
  .object({ field: FieldKey, label: z.string().min(1), name: z.string().regex(/^(KZ_[A-Z0-9]+|[A-Z]+)$/) })
  .strict();
export type FaceItem = z.infer<typeof FaceItem>;

/** Head of the type's engineering standard (C0ddd outline, part 4), with its face. */
export const CertificateType = z
  .object({
    type: TypeId,
    /** Line number in annex 1 of the notice. */
    serial: z.int().min(1),
    /** 证照类型名称. */
    name: z.string().min(1),
    title: z.string().min(1),
    department: DepartmentId,
    levels: z.array(IssuingLevel).min(1),
    mode: IssuingMode,
    remark: z.string().nullable(),
    typeCode: z.object({ code: TypeCode, origin: z.enum(['national', 'local']) }).strict(),
    /** 证照定义机构. */
    definer: z.object({ name: z.string(), code: z.string(), level: z.enum(['国家级', '省级', '地市级']) }).strict(),
    holder: z
      .object({
        category: HolderCategory,
        several: z.int().min(1).max(3),
      })
      .strict(),
    validity: z.object({ kind: ValidityKind, /** 有效期限范围: 5年, 长期, … */ range: z.string() }).strict(),
    /** A number that does not match is a warning only: hardly any rule is certain. */
    numberRule: z.object({ pattern: z.string(), description: z.string(), example: z.string() }).strict(),
    /** The notice's deadlines differ for paper. */
    fromSystem: z.boolean(),
    face: z.array(FaceItem).min(1),
    toBeConfirmed: z.array(z.string()),
  })
  .strict();
export type CertificateType = z.infer<typeof CertificateType>;
