import { z } from 'zod';
import { FieldKey } from '../catalogue/field.ts';

export const FindingSeverity = z.enum(['error', 'warning']);
export type FindingSeverity = z.infer<typeof FindingSeverity>;

/** `error` rejects the row, `warning` does not. The sentence never repeats the cell's value. */
export const Finding = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9-]+$/),
    severity: FindingSeverity,
    sheet: z.string().optional(),
    page: z.int().min(1).optional(),
    row: z.int().min(1).optional(),
    /** Names the column in letters, such as `AB`. */
    column: z.string().optional(),
    field: FieldKey.optional(),
    label: z.string().optional(),
    otherRow: z.int().optional(),
    /** A Chinese sentence: what is wrong, and what to do next. */
    detail: z.string(),
  })
  .strict();
export type Finding = z.infer<typeof Finding>;

/** Rows beyond this are neither listed nor coloured. */
export const maxFaultyRows = 100_000;
