import { z } from 'zod';
import { FieldKey } from './field.ts';

/** What must hold between the fields of one row. Severity as standards §1 gives it, unless the entry says otherwise. */
const severity = z.enum(['error', 'warning']).optional();

export const RowRule = z.discriminatedUnion('kind', [
  /** The first day is not after the second (有效期起 ≤ 有效期止). Error unless said otherwise. */
  z.object({ kind: z.literal('in-order'), first: FieldKey, second: FieldKey, severity }).strict(),
  /** The birth date stands in the citizen id, GB 11643. Warning. */
  z.object({ kind: z.literal('birth-date-of-id'), id: FieldKey, birthDate: FieldKey, severity }).strict(),
  /** The sex stands in the citizen id, GB 11643. Warning. */
  z.object({ kind: z.literal('sex-of-id'), id: FieldKey, sex: FieldKey, severity }).strict(),
  /** The total is the sum of its parts within a tolerance. Warning. */
  z
    .object({
      kind: z.literal('sum'),
      total: FieldKey,
      parts: z.array(FieldKey).min(2),
      tolerance: z.number().nonnegative(),
      severity,
    })
    .strict(),
  /** The two fields may not hold the same value (父亲、母亲身份证号). Error. */
  z.object({ kind: z.literal('different'), first: FieldKey, second: FieldKey, severity }).strict(),
  /** At least one of the fields is filled. Error. */
  z.object({ kind: z.literal('any-filled'), fields: z.array(FieldKey).min(2), severity }).strict(),
  /** When the field holds one of the values, the other one is filled. Error. */
  z
    .object({
      kind: z.literal('filled-when'),
      field: FieldKey,
      values: z.array(z.string()),
      needed: FieldKey,
      severity,
    })
    .strict(),
  /** The disability certificate's characters 1–18, 19 and 20 are the id, category and grade beside it. */
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
