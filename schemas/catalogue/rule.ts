import { z } from 'zod';
import { FieldKey } from './field.ts';

/** Conditions between the fields of one row; each rule's default severity is given by standards §1. */
const severity = z.enum(['error', 'warning']).optional();

export const RowRule = z.discriminatedUnion('kind', [
  /** The first day is not after the second (有效期起 ≤ 有效期止). Default: error. */
  z.object({ kind: z.literal('in-order'), first: FieldKey, second: FieldKey, severity }).strict(),
  /** The birth date equals the one in the citizen id, GB 11643. Default: warning. */
  z.object({ kind: z.literal('birth-date-of-id'), id: FieldKey, birthDate: FieldKey, severity }).strict(),
  /** The sex equals the one in the citizen id, GB 11643. Default: warning. */
  z.object({ kind: z.literal('sex-of-id'), id: FieldKey, sex: FieldKey, severity }).strict(),
  /** The total equals the sum of its parts within the tolerance. Default: warning. */
  z
    .object({
      kind: z.literal('sum'),
      total: FieldKey,
      parts: z.array(FieldKey).min(2),
      tolerance: z.number().nonnegative(),
      severity,
    })
    .strict(),
  /** The two values differ (父亲、母亲身份证号). Default: error. */
  z.object({ kind: z.literal('different'), first: FieldKey, second: FieldKey, severity }).strict(),
  /** At least one field is filled. Default: error. */
  z.object({ kind: z.literal('any-filled'), fields: z.array(FieldKey).min(2), severity }).strict(),
  /** If the field holds one of the values, `needed` is filled. Default: error. */
  z
    .object({
      kind: z.literal('filled-when'),
      field: FieldKey,
      values: z.array(z.string()),
      needed: FieldKey,
      severity,
    })
    .strict(),
  /** Characters 1–18, 19 and 20 of the disability certificate equal the id, category and grade fields. */
  z
    .object({
      kind: z.literal('disability-certificate-parts'),
      certificate: FieldKey,
      id: FieldKey.optional(),
      category: FieldKey.optional(),
      grade: FieldKey.optional(),
      severity,
    })
    .strict(),
]);
export type RowRule = z.infer<typeof RowRule>;
