import { z } from 'zod';
import { Day } from '../kernel/day.ts';
import { TypeId } from './certificate-type.ts';
import { CertificateDocument, CertificateId } from './document.ts';
import { CertificateStatusCode } from './status.ts';
import { Validity } from './validity.ts';

/** How a certificate stands on a day: what programs go by, and one sentence for people. */
export const StatusToday = z
  .object({
    validity: Validity,
    /** 证照状态, the list of standards §3.4; whether it has begun or run out is told by the verdict alone. */
    code: CertificateStatusCode,
    title: z.string(),
    sentence: z.string(),
    day: Day,
    /** The version that took its place. */
    newest: CertificateId.optional(),
  })
  .strict();
export type StatusToday = z.infer<typeof StatusToday>;

/**
 * The document as far as a grant reaches. What names a certificate (identifier, type, version, area) is always there; of the rest only what is granted.
 * A holder's code that is not granted is masked.
 */
export const RedactedDocument = CertificateDocument.partial().required({
  CertificateIdentifier: true,
  CertificateTypeName: true,
  CertificateTypeCode: true,
  CertificateVersion: true,
  CertificateAreaCode: true,
});
export type RedactedDocument = z.infer<typeof RedactedDocument>;

/** A certificate as a caller sees it. */
export const CertificateView = z
  .object({ identifier: CertificateId, type: TypeId, status: StatusToday, document: RedactedDocument })
  .strict();
export type CertificateView = z.infer<typeof CertificateView>;
