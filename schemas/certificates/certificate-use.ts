import { z } from 'zod';
import { Instant } from '../kernel/day.ts';

/** The partner system declares these values. */
const UseOperator = z
  .object({
    account: z.string(),
    name: z.string(),
    role: z.string().optional(),
    organisation: z.string(),
    organisationCode: z.string().optional(),
    division: z.string().optional(),
    divisionCode: z.string().optional(),
  })
  .strict();

export const UsePurpose = z
  .object({
    operator: UseOperator,
    matter: z.object({ code: z.string(), name: z.string().optional() }).strict(),
    caseNumber: z.string(),
    cause: z.string(),
  })
  .strict();
export type UsePurpose = z.infer<typeof UsePurpose>;

/** `data` and `file` were fetched with a use code, `operation` changed a status. */
export const UseKind = z.enum(['look-up', 'history', 'uses', 'official-use', 'data', 'file', 'operation']);

/** The audit log entry is written before the answer; it names no holder. */
export const CertificateUse = z
  .object({
    id: z.ulid(),
    at: Instant,
    kind: UseKind,
    department: z.string(),
    subject: z.string(),
    name: z.string(),
    requestId: z.string(),
    purpose: UsePurpose.optional(),
    /** Refers to the official use whose code was redeemed. */
    of: z.ulid().optional(),
    /** Keyed hashes of the holder searched for and the officer's ID number. */
    holder: z.string().optional(),
    operatorIdentity: z.string().optional(),
    /** Whose quota it counts against. */
    grants: z.array(z.ulid()).optional(),
    /** Of a look-up; those of other uses are in `purpose`. */
    matter: z.string().optional(),
    caseNumber: z.string().optional(),
    results: z.int().min(0),
    outcome: z.enum(['answered', 'refused']),
    refusal: z.string().optional(),
  })
  .strict();
export type CertificateUse = z.infer<typeof CertificateUse>;

/** The grant of a use code (用证码), which is not stored itself. */
export const UseCodeGrant = z
  .object({
    certificate: z.string(),
    identifier: z.string(),
    subject: z.string(),
    use: z.ulid(),
    purpose: UsePurpose,
    expiresAt: Instant,
    redeemedAt: Instant.optional(),
  })
  .strict();
export type UseCodeGrant = z.infer<typeof UseCodeGrant>;
