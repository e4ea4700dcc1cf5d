import { z } from 'zod';
import { FieldKey } from '../catalogue/field.ts';
import { FindingSeverity } from './finding.ts';

/** All findings of one kind about one field. */
export const FindingKind = z
  .object({
    severity: FindingSeverity,
    code: z.string(),
    field: FieldKey.optional(),
    label: z.string().optional(),
    count: z.int().min(1),
    /** The first rows, at most five; empty for findings about the file. */
    rows: z.array(z.int().min(1)),
  })
  .strip();
export type FindingKind = z.infer<typeof FindingKind>;

/** A receipt lists so many kinds: errors first, then the most frequent. */
export const maxFindingKinds = 50;
