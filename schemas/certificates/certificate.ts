import { z } from 'zod';
import { DeliveryId } from '../collection/delivery.ts';
import { Instant } from '../kernel/day.ts';
import { TypeId } from './certificate-type.ts';
import { CertificateId, SignedDocument } from './document.ts';
import { Operation, CertificateStatusCode } from './status.ts';

/** One change of standing: who, when, why. `by` is an account's subject, or `guiji` where the face data did it. */
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

/** The record version that a certificate was made from. */
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

/** One version of a certificate. All but `standing` and `events` is never changed. */
export const CertificateVersion = z
  .object({
    identifier: CertificateId,
    /** Counts the certificates of one number: a number that was annulled because its record was gone may come again, as a new certificate. */
    generation: z.int().min(1),
    version: z.int().min(1).max(999),
    status: CertificateStatusCode,
    signed: SignedDocument,
    /** SHA-256 (hex) of what the face data say; equal means that nothing changed. */
    contentHash: z.string(),
    /** Its place in the status list of its type and year. */
    list: z.object({ year: z.int(), index: z.int().min(0) }).strict(),
    source: CertificateSource,
    events: z.array(CertificateEvent).min(1),
  })
  .strict();
export type CertificateVersion = z.infer<typeof CertificateVersion>;

/** Why a record has no certificate of its newest state; the sentences stand in issue-failures.ts. */
export const IssueFailureCode = z.enum([
  'certificate-ended',
  'identifier-taken',
  'identifier-not-valid',
  'versions-used-up',
  'holder-missing',
  'issuer-code-missing',
  'issued-date-missing',
]);
export type IssueFailureCode = z.infer<typeof IssueFailureCode>;

/**
 * All certificates of one number of one issuer, as they stand: the head of the chain. The one item that decides;
 * every change is one conditional write on `revision`.
 */
export const CertificateHead = z
  .object({
    /** The record's own key, `type#hash`: one chain per business key, which is certificate number and issuer's code. */
    certificate: z.string(),
    type: TypeId,
    lockVersion: z.int().min(1),
    /** Keyed hash of type and certificate number, for look-ups that do not know the issuer. */
    number: z.string(),
    /** 颁证单位所属区划: the code of `local-division`. */
    division: z.string(),
    /** The newest record version that was looked at, and whether the record was there. */
    source: CertificateSource,
    present: z.boolean(),
    /** The year of issue on the face, for the notice's rule of 2018; absent where the face has none. */
    issuedYear: z.int().optional(),
    current: CertificateVersion.optional(),
    /** The version that the current one takes the place of, in the move that does it; it gets its own item, and does not come back with the head. */
    previous: CertificateVersion.optional(),
    failure: z.object({ code: IssueFailureCode, since: Instant }).strict().optional(),
  })
  .strict();
export type CertificateHead = z.infer<typeof CertificateHead>;
