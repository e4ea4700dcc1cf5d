import { z } from 'zod';
import { FieldKey } from './field.ts';

/** Standards §1 gives each rule's default severity. */
const severity = z.enum(['error', 'warning']).optional();

/** Row rules of fields that are named by `key`: a draft may name one that is no field key yet. */
export function rowRuleOf<Key extends z.ZodType<string, string>>(key: Key) {
  return z.discriminatedUnion('kind', [
    /** The default is an error: 有效期起 ≤ 有效期止. `first` may be a citizen id, for the birth date in it. */
    z.object({ kind: z.literal('in-order'), first: key, second: key, severity }).strict(),
    /** The default is a warning (GB 11643). */
    z.object({ kind: z.literal('birth-date-of-id'), id: key, birthDate: key, severity }).strict(),
    /** The default is a warning (GB 11643). */
    z.object({ kind: z.literal('sex-of-id'), id: key, sex: key, severity }).strict(),
    /** The default is a warning, beyond the tolerance. */
    z
      .object({
        kind: z.literal('sum'),
        total: key,
        parts: z.array(key).min(2),
        tolerance: z.number().nonnegative(),
        severity,
      })
      .strict(),
    /** The default is an error: 首付金额 ≤ 购房金额. */
    z.object({ kind: z.literal('not-more'), part: key, whole: key, severity }).strict(),
    /** The default is an error. Years of age on the day; `birth` is a citizen id, whose sex decides, or a day. */
    z
      .object({
        kind: z.literal('age-on-day'),
        birth: key,
        day: key,
        male: z.int().min(0).max(120),
        female: z.int().min(0).max(120),
        severity,
      })
      .strict(),
    /** The default is an error: 父亲、母亲身份证号. */
    z.object({ kind: z.literal('different'), first: key, second: key, severity }).strict(),
    /** The default is an error. */
    z.object({ kind: z.literal('any-filled'), fields: z.array(key).min(2), severity }).strict(),
    /** The default is an error: `needed` is filled if the field holds one of the values. */
    z
      .object({
        kind: z.literal('filled-when'),
        field: key,
        values: z.array(z.string()),
        needed: key,
        severity,
      })
      .strict(),
    /** Characters 1–18, 19 and 20 of the certificate are id, category and grade. */
    z
      .object({
        kind: z.literal('disability-certificate-parts'),
        certificate: key,
        id: key.optional(),
        category: key.optional(),
        grade: key.optional(),
        severity,
      })
      .strict(),
  ]);
}

export const RowRule = rowRuleOf(FieldKey);
export type RowRule = z.infer<typeof RowRule>;
