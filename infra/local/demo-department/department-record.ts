import { z } from 'zod';

/** A card for the elderly as the department's own system holds it: by its own names, with its own codes. */
export const DepartmentRecord = z.strictObject({
  cardNo: z.string().min(1).max(30),
  issueDate: z.iso.date().nullable(),
  issueOrg: z.string().max(100).nullable(),
  careState: z.enum(['HOME', 'COMMUNITY', 'INSTITUTION', 'OTHER']).nullable(),
});
export type DepartmentRecord = z.infer<typeof DepartmentRecord>;

/** With the time of its last change, RFC 3339 in UTC, and whether it is deleted: then it stays, so that others hear of it. */
export type StoredRecord = DepartmentRecord & { readonly updated: string; readonly deleted: boolean };
