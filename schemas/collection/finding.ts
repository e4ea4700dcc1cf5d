import { z } from 'zod';
import { FieldKey } from '../catalogue/field.ts';

export const FindingSeverity = z.enum(['error', 'warning']);
export type FindingSeverity = z.infer<typeof FindingSeverity>;

/**
 * A fact about a delivery's data. `error` rejects the row, `warning` does not; a finding without a row is about the
 * sheet or the file. The sentence never repeats the cell's value.
 */
export const Finding = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9-]+$/),
    severity: FindingSeverity,
    sheet: z.string().optional(),
    /** The page of a pull; `row` is then counted within it. */
    page: z.int().min(1).optional(),
    row: z.int().min(1).optional(),
    /** The column's letters, `AB`. */
    column: z.string().optional(),
    field: FieldKey.optional(),
    label: z.string().optional(),
    /** The other row a duplicate or conflict refers to. */
    otherRow: z.int().optional(),
    /** A whole Chinese sentence: what is wrong, and what to do next. */
    detail: z.string(),
  })
  .strict();
export type Finding = z.infer<typeof Finding>;

/** Faulty rows beyond this limit are neither listed nor coloured; a sentence says so. */
export const maxFaultyRows = 100_000;
