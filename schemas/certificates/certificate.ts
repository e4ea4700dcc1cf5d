import { z } from 'zod';
import { DeliveryId } from '../collection/delivery.ts';
import { Instant } from '../kernel/day.ts';
import { TypeId } from './certificate-type.ts';
import { CertificateId, SignedDocument } from './document.ts';
import { Operation, CertificateStatusCode } from './status.ts';

/** `by` is an account's subject, or `guiji` when face data caused it. */
export const CertificateEvent = z
  .object({
    operation: Operation,
    from: CertificateStatusCode.optional(),
    to: CertificateStatusCode,
    at: Instant,
    by: z.string(),
    reason: z.string().optional(),
    batch: z.string().optional(),
  })
  .strict();
export type CertificateEvent = z.infer<typeof CertificateEvent>;

export const CertificateSource = z
  .object({
    record: z.string(),
    seq: z.int().min(1),
    delivery: DeliveryId,
    sheet: z.string().optional(),
    row: z.int().optional(),
  })
  .strict();
export type CertificateSource = z.infer<typeof CertificateSource>;

/** Only `status` and `events` change after issue. */
export const CertificateVersion = z
  .object({
    identifier: CertificateId,
    /** After a removal the number may be issued again. */
    generation: z.int().min(1),
    version: z.int().min(1).max(999),
    status: CertificateStatusCode,
    signed: SignedDocument,
    /** SHA-256 (hex) of the face data. */
    contentHash: z.string(),
    list: z.object({ year: z.int(), index: z.int().min(0) }).strict(),
    source: CertificateSource,
    events: z.array(CertificateEvent).min(1),
  })
  .strict();
export type CertificateVersion = z.infer<typeof CertificateVersion>;

/** issue-failures.ts holds a sentence for each code. */
export const IssueFailureCode = z.enum([
  'certificate-ended',
  'identifier-taken',
  'identifier-not-valid',
  'identifier-of-another',
  'versions-used-up',
  'holder-missing',
  'issuer-code-missing',
  'issued-date-missing',
  'issuing-failed',
]);
export type IssueFailureCode = z.infer<typeof IssueFailureCode>;

/** Head of all certificates of one number of one issuer. Every change is one conditional write on `lockVersion`. */
export const CertificateHead = z
  .object({
    /** `type#hash` of certificate number and issuer code. */
    certificate: z.string(),
    type: TypeId,
    lockVersion: z.int().min(1),
    /** Keyed hash of type and certificate number. */
    number: z.string(),
    /** 颁证单位所属区划 (`local-division`). */
    division: z.string(),
    /** `present` is false when the newest record version was a removal. */
    source: CertificateSource,
    present: z.boolean(),
    issuedYear: z.int().optional(),
    current: CertificateVersion.optional(),
    /** Only set in a write, which stores it as an item of its own. */
    previous: CertificateVersion.optional(),
    failure: z.object({ code: IssueFailureCode, since: Instant }).strict().optional(),
  })
  .strict();
export type CertificateHead = z.infer<typeof CertificateHead>;
