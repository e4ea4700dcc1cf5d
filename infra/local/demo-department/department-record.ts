import { z } from 'zod';

/** An elderly card in the department's own names and codes. */
export const DepartmentRecord = z.strictObject({
  cardNo: z.string().min(1).max(30),
  issueDate: z.iso.date().nullable(),
  issueOrg: z.string().max(100).nullable(),
  careState: z.enum(['HOME', 'COMMUNITY', 'INSTITUTION', 'OTHER']).nullable(),
});
export type DepartmentRecord = z.infer<typeof DepartmentRecord>;

/** `updated` is in UTC; deleted records stay, so that increments report them. */
export type StoredRecord = DepartmentRecord & { readonly updated: string; readonly deleted: boolean };
