import { z } from 'zod';
import { Instant } from '../kernel/day.ts';

/** Who at the asking organisation is at work, as the partner system tells it. */
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

/** For which matter a certificate is used, and why. */
export const UsePurpose = z
  .object({
    operator: UseOperator,
    matter: z.object({ code: z.string(), name: z.string().optional() }).strict(),
    caseNumber: z.string(),
    cause: z.string(),
  })
  .strict();
export type UsePurpose = z.infer<typeof UsePurpose>;

/** What was done: looked up, looked at its history or its uses, asked for by duty (依职能用证), its data or its file fetched with a use code, its standing changed. */
export const UseKind = z.enum(['look-up', 'history', 'uses', 'official-use', 'data', 'file', 'operation']);

/** The trace of one use. Written before the answer goes out; names no holder. */
export const CertificateUse = z
  .object({
    id: z.ulid(),
    at: Instant,
    kind: UseKind,
    department: z.string(),
    subject: z.string(),
    name: z.string(),
    requestId: z.string(),
    /** A look-up has no purpose of its own. */
    purpose: UsePurpose.optional(),
    /** The use by duty whose code fetched this. */
    of: z.ulid().optional(),
    /** Keyed hashes of whose certificates were asked for, and of the operator's own id number. */
    holder: z.string().optional(),
    operatorIdentity: z.string().optional(),
    results: z.int().min(0),
    outcome: z.enum(['answered', 'refused']),
    refusal: z.string().optional(),
  })
  .strict();
export type CertificateUse = z.infer<typeof CertificateUse>;

/** What a use code (用证码) opens, for whom, until when. The code itself is kept nowhere. */
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
