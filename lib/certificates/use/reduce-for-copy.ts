import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { redactDocument } from '../lookup/certificate-view.ts';
import { maskCode, maskHolder, maskNumber } from '../mask.ts';
import type { Grant } from '../ports.ts';

/**
 * Reduces a document to what a copy (加注件) may show: what the grant names, as the answer has it, and what anybody sees
 * who scans the copy's code, masked. Property by property: what a later version signs is in no grant of this one.
 */
export function reduceForCopy(document: CertificateDocument, fields: Grant['fields']): CertificateDocument {
  if (fields === 'all') return document;
  const granted = new Set(fields);
  const { ExtendInfo, Face } = redactDocument(document, fields);
  const { idx, uri } = document.status.status_list;
  return {
    CertificateIdentifier: document.CertificateIdentifier,
    CertificateName: document.CertificateName,
    CertificateTypeName: document.CertificateTypeName,
    CertificateTypeCode: document.CertificateTypeCode,
    CertificateNumber: granted.has('ZZBH') ? document.CertificateNumber : maskNumber(document.CertificateNumber),
    CertificateVersion: document.CertificateVersion,
    CertificateIssuingAuthorityName: document.CertificateIssuingAuthorityName,
    CertificateIssuingAuthorityCode: document.CertificateIssuingAuthorityCode,
    CertificateIssuedDate: document.CertificateIssuedDate,
    ...definedOnly({
      CertificateEffectiveDate: document.CertificateEffectiveDate,
      CertificateExpiringDate: document.CertificateExpiringDate,
    }),
    CertificateHolders: document.CertificateHolders.map((holder) => ({
      CertificateHolderName: granted.has('CZZT') ? holder.CertificateHolderName : maskHolder(holder),
      CertificateHolderCode: granted.has('CZZTDM')
        ? holder.CertificateHolderCode
        : maskCode(holder.CertificateHolderCode, holder.CertificateHolderType),
      CertificateHolderType: holder.CertificateHolderType,
      CertificateHolderTypeName: holder.CertificateHolderTypeName,
    })),
    CertificateAreaCode: document.CertificateAreaCode,
    CertificateDefineAuthorityName: document.CertificateDefineAuthorityName,
    CertificateDefineAuthorityCode: document.CertificateDefineAuthorityCode,
    CertificateDefineAuthorityLevel: document.CertificateDefineAuthorityLevel,
    ExtendInfo: ExtendInfo ?? {},
    Face: Face ?? [],
    IssuingMode: document.IssuingMode,
    SealStatus: document.SealStatus,
    SignedTime: document.SignedTime,
    status: { status_list: { idx, uri } },
  };
}
