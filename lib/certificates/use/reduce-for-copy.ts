import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import { commonFields } from '../../../schemas/certificates/fields-of-all.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { maskValue } from '../../kernel/mask-value.ts';
import { redactFace, redactHolder } from '../lookup/certificate-view.ts';
import type { ShownFields } from '../ports.ts';

/** What the foot of each copy prints, and its signed document must have: a copy cannot leave it out or mask it. */
const neverReduced = ['issuing_authority', 'issued_date', 'effective_date', 'expiring_date'] as const;
const propertyOf = {
  issuing_authority: 'CertificateIssuingAuthorityName',
  issued_date: 'CertificateIssuedDate',
  effective_date: 'CertificateEffectiveDate',
  expiring_date: 'CertificateExpiringDate',
} as const satisfies Record<(typeof neverReduced)[number], keyof CertificateDocument>;

/** The labels of what a copy would print although the grant does not show it whole; empty where a copy can be made. */
export function printedInFull(document: CertificateDocument, fields: ShownFields): string[] {
  if (fields === 'all') return [];
  return neverReduced
    .filter((field) => document[propertyOf[field]] !== undefined && fields.get(commonFields[field].short) !== 'none')
    .map((field) => commonFields[field].label);
}

/**
 * Reduces a document to what a copy (加注件) may show: what the grant shows, as the answer has it, and `****` for what a
 * document must have. Property by property: what a later version signs is in no grant of this one. Whether a copy may be
 * made at all, `printedInFull` says.
 */
export function reduceForCopy(document: CertificateDocument, fields: ShownFields): CertificateDocument {
  if (fields === 'all') return document;
  const { idx, uri } = document.status.status_list;
  return {
    CertificateIdentifier: document.CertificateIdentifier,
    CertificateName: document.CertificateName,
    CertificateTypeName: document.CertificateTypeName,
    CertificateTypeCode: document.CertificateTypeCode,
    CertificateNumber: maskValue(fields.get('ZZBH') ?? 'all', document.CertificateNumber),
    CertificateVersion: document.CertificateVersion,
    CertificateIssuingAuthorityName: document.CertificateIssuingAuthorityName,
    // Part of the identifier.
    CertificateIssuingAuthorityCode: document.CertificateIssuingAuthorityCode,
    CertificateIssuedDate: document.CertificateIssuedDate,
    ...definedOnly({
      CertificateEffectiveDate: document.CertificateEffectiveDate,
      CertificateExpiringDate: document.CertificateExpiringDate,
    }),
    CertificateHolders: document.CertificateHolders.map((holder) => redactHolder(holder, fields)),
    CertificateAreaCode: document.CertificateAreaCode,
    CertificateDefineAuthorityName: document.CertificateDefineAuthorityName,
    CertificateDefineAuthorityCode: document.CertificateDefineAuthorityCode,
    CertificateDefineAuthorityLevel: document.CertificateDefineAuthorityLevel,
    ...redactFace(document, fields),
    IssuingMode: document.IssuingMode,
    SealStatus: document.SealStatus,
    SignedTime: document.SignedTime,
    status: { status_list: { idx, uri } },
  };
}
