import type { CertificateView } from '../../../schemas/certificates/certificate-view.ts';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import type { LicenseSummary } from '../../../schemas/certificates/use-routes.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { divisionName } from '../types/issuing-units.ts';

/** A: sealed by the issuing body. B: signed by the platform only. */
const trustLevels = { 未签章: 'B', 已签章: 'A', 省级签章: 'A' } as const satisfies Record<
  CertificateDocument['SealStatus'],
  string
>;

type SummaryFacts = {
  readonly seal: CertificateDocument['SealStatus'];
  readonly division: string;
  readonly code: string;
};

/** Summarizes a certificate by standards §3.6, with its first holder. */
export function buildLicenseSummary(
  { document, status }: CertificateView,
  { seal, division, code }: SummaryFacts,
): LicenseSummary {
  const [holder] = document.CertificateHolders ?? [];
  return definedOnly({
    license_code: document.CertificateIdentifier,
    license_type: document.CertificateTypeName,
    license_item_code: document.CertificateTypeCode,
    name: document.CertificateName,
    id_code: document.CertificateNumber,
    holder_name: holder?.CertificateHolderName,
    holder_identity_type: holder?.CertificateHolderType,
    holder_identity_num: holder?.CertificateHolderCode,
    issue_org_name: document.CertificateIssuingAuthorityName,
    issue_org_code: document.CertificateIssuingAuthorityCode,
    division: divisionName(division),
    division_code: document.CertificateAreaCode,
    issue_date: document.CertificateIssuedDate,
    begin_date: document.CertificateEffectiveDate,
    expiry_date: document.CertificateExpiringDate,
    license_status: status.code,
    status,
    trust_level: trustLevels[seal],
    data_fields: document.ExtendInfo ?? {},
    auth_code: code,
  });
}
