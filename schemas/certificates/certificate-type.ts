import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { FieldKey } from '../catalogue/field.ts';
import { DepartmentId } from '../departments/department.ts';

/** A certificate type's key for programs; at once the id of the dataset that its face data (照面数据) arrives in. */
export const TypeId = DatasetId;

/** How the notice's remark is carried out: issued here, handed down by the province, sealed in the provincial system, or issued here under a national engineering standard. */
export const IssuingMode = z.enum([
  'issue-here',
  'mirrored-from-province',
  'sealed-by-province',
  'engineering-standard',
]);
export type IssuingMode = z.infer<typeof IssuingMode>;

/** Who issues: the city department, each county and zone, the blood stations. */
export const IssuingLevel = z.enum(['city', 'county', 'blood-station']);
export type IssuingLevel = z.infer<typeof IssuingLevel>;

/** 证照类型代码 (GB/T 36904): the definer's credit code and three digits. */
export const TypeCode = z.string().regex(/^[0-9A-Z]{21}$/);

/** 持证主体类别 (GB/T 36902). */
export const HolderCategory = z.enum(['person', 'organization', 'either', 'other']);

/** Whether the certificate ends: never, at a day, or at a day or never (长期). */
export const ValidityKind = z.enum(['none', 'term', 'term-or-open']);

/** What every certificate says of itself (GB/T 36903), by the field that holds it in the face data. */
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

/** One line of the face, in printed order: the field of the face data, and its short name in file metadata where it is the type's own. */
export const FaceItem = z
  .object({ field: FieldKey, label: z.string().min(1), name: z.string().regex(/^(KZ_[A-Z0-9]+|[A-Z]+)$/) })
  .strict();
export type FaceItem = z.infer<typeof FaceItem>;

/** A type of certificate: the head of its engineering standard (C0ddd outline, part 4), its face, and whose duty it is. */
export const CertificateType = z
  .object({
    type: TypeId,
    /** The line in annex 1 of the notice. */
    serial: z.int().min(1),
    /** 证照类型名称 as printed in the annex. */
    name: z.string().min(1),
    /** The title on the face. */
    title: z.string().min(1),
    department: DepartmentId,
    levels: z.array(IssuingLevel).min(1),
    mode: IssuingMode,
    remark: z.string().nullable(),
    typeCode: z.object({ code: TypeCode, origin: z.enum(['national', 'local']) }).strict(),
    /** 证照定义机构 */
    definer: z.object({ name: z.string(), code: z.string(), level: z.enum(['国家级', '省级', '地市级']) }).strict(),
    holder: z
      .object({
        category: HolderCategory,
        /** Holders that one certificate may name. */ several: z.int().min(1).max(3),
      })
      .strict(),
    validity: z.object({ kind: ValidityKind, /** 有效期限范围: 5年, 长期, … */ range: z.string() }).strict(),
    /** What a certificate number looks like; a number that does not fit is a warning, for hardly any rule is certain. */
    numberRule: z.object({ pattern: z.string(), description: z.string(), example: z.string() }).strict(),
    /** The notice's backfill rules differ: whether the face data stands in an information system. */
    fromSystem: z.boolean(),
    face: z.array(FaceItem).min(1),
    toBeConfirmed: z.array(z.string()),
  })
  .strict();
export type CertificateType = z.infer<typeof CertificateType>;
