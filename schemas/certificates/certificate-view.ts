import { z } from 'zod';
import { Day } from '../kernel/day.ts';
import { TypeId } from './certificate-type.ts';
import { CertificateDocument, CertificateId } from './document.ts';
import { CertificateStatusCode } from './status.ts';
import { Validity } from './validity.ts';

/** A certificate's status on a day, for programs and in one sentence for people. */
export const StatusToday = z
  .object({
    validity: Validity,
    /** 证照状态 (standards §3.4); expiry is expressed by `validity` alone. */
    code: CertificateStatusCode,
    title: z.string(),
    sentence: z.string(),
    day: Day,
    /** The version that superseded it. */
    newest: CertificateId.optional(),
  })
  .strict();
export type StatusToday = z.infer<typeof StatusToday>;

/**
 * A document reduced to a grant: identifier, type, version and area always, the rest if granted. A holder's code is
 * masked unless granted.
 */
export const RedactedDocument = CertificateDocument.partial().required({
  CertificateIdentifier: true,
  CertificateTypeName: true,
  CertificateTypeCode: true,
  CertificateVersion: true,
  CertificateAreaCode: true,
});
export type RedactedDocument = z.infer<typeof RedactedDocument>;

export const CertificateView = z
  .object({ identifier: CertificateId, type: TypeId, status: StatusToday, document: RedactedDocument })
  .strict();
export type CertificateView = z.infer<typeof CertificateView>;
