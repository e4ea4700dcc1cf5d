import { z } from 'zod';
import { Day } from '../kernel/day.ts';
import { TypeId } from './certificate-type.ts';
import { CertificateDocument, CertificateId } from './document.ts';
import { CertificateStatusCode } from './status.ts';
import { Validity } from './validity.ts';

export const StatusToday = z
  .object({
    validity: Validity,
    /** 证照状态 (standards §3.4); `validity` alone expresses expiry. */
    code: CertificateStatusCode,
    title: z.string(),
    sentence: z.string(),
    day: Day,
    newest: CertificateId.optional(),
  })
  .strict();
export type StatusToday = z.infer<typeof StatusToday>;

/** Identifier, type, version and area always, the rest if granted. */
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
