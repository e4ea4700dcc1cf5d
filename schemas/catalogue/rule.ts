import { z } from 'zod';
import { FieldKey } from './field.ts';

/** Standards §1 gives each rule's default severity. */
const severity = z.enum(['error', 'warning']).optional();

export const RowRule = z.discriminatedUnion('kind', [
  /** The default is an error: 有效期起 ≤ 有效期止. `first` may be a citizen id, for the birth date in it. */
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
  /** The default is an error: 首付金额 ≤ 购房金额. */
  z.object({ kind: z.literal('not-more'), part: FieldKey, whole: FieldKey, severity }).strict(),
  /** The default is an error. Years of age on the day; `birth` is a citizen id, whose sex decides, or a day. */
  z
    .object({
      kind: z.literal('age-on-day'),
      birth: FieldKey,
      day: FieldKey,
      male: z.int().min(0).max(120),
      female: z.int().min(0).max(120),
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
