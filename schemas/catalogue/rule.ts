import { z } from 'zod';
import { FieldKey } from './field.ts';

/** Standards §1 gives each rule's default severity. */
const severity = z.enum(['error', 'warning']).optional();

export const RowRule = z.discriminatedUnion('kind', [
  /** The default is an error: 有效期起 ≤ 有效期止. */
  z.object({ kind: z.literal('in-order'), first: FieldKey, second: FieldKey, severity }).strict(),
  /** The default is a warning (GB 11643). */
  z.object({ kind: z.literal('birth-date-of-id'), id: FieldKey, birthDate: FieldKey, severity }).strict(),
  /** The default is a warning (GB 11643). */
  z.object({ kind: z.literal('sex-of-id'), id: FieldKey, sex: FieldKey, severity }).strict(),
  /** The default is a warning, beyond the tolerance. */
  z
    .object({
      kind: z.literal('sum'),
      total: FieldKey,
      parts: z.array(FieldKey).min(2),
      tolerance: z.number().nonnegative(),
      severity,
    })
    .strict(),
  /** The default is an error: 父亲、母亲身份证号. */
  z.object({ kind: z.literal('different'), first: FieldKey, second: FieldKey, severity }).strict(),
  /** The default is an error. */
  z.object({ kind: z.literal('any-filled'), fields: z.array(FieldKey).min(2), severity }).strict(),
  /** The default is an error: `needed` is filled if the field holds one of the values. */
  z
    .object({
      kind: z.literal('filled-when'),
      field: FieldKey,
      values: z.array(z.string()),
      needed: FieldKey,
      severity,
    })
    .strict(),
  /** Characters 1–18, 19 and 20 of the certificate are id, category and grade. */
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
