import { z } from 'zod';
import { Field } from '../../schemas/catalogue/field.ts';
import {
  CommonField,
  HolderCategory,
  TypeCode,
  TypeId,
  ValidityKind,
} from '../../schemas/certificates/certificate-type.ts';
import { DepartmentId } from '../../schemas/departments/department.ts';

/** `kz` is its short name in file metadata: KZ_ and the pinyin initials of its label. */
export const OwnFaceField = z.object({ kz: z.string().regex(/^KZ_[A-Z0-9]+$/), ...Field.shape }).strict();

export const CommonFaceField = z.object({ common: CommonField, label: z.string().min(1).optional() }).strict();

/** Face data have common fields that are not printed, too. */
export const SeedCertificate = z
  .object({
    type: TypeId,
    serial: z.int().min(1),
    department: DepartmentId,
    /** Only if it differs from the type's name. */
    title: z.string().min(1).optional(),
    /** A type without one is defined locally. */
    national: z
      .object({ typeCode: TypeCode, definer: z.string(), definerCode: z.string().length(18) })
      .strict()
      .optional(),
    holder: z.object({ category: HolderCategory, several: z.int().min(1).max(3).default(1) }).strict(),
    validity: z.object({ kind: ValidityKind, range: z.string().min(1) }).strict(),
    numberRule: z
      .object({ pattern: z.string().min(1), description: z.string().min(1), example: z.string().min(1) })
      .strict(),
    fromSystem: z.boolean(),
    face: z.array(z.union([CommonFaceField, OwnFaceField])).min(5),
    keywords: z.array(z.string()).default([]),
    toBeConfirmed: z.array(z.string()).min(1),
  })
  .strict();
export type SeedCertificate = z.infer<typeof SeedCertificate>;
