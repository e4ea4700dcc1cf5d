import type { CertificateView } from '../../../schemas/certificates/certificate-view.ts';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import type { LicenseSummary } from '../../../schemas/certificates/use-routes.ts';
import { divisionName } from '../types/issuing-units.ts';

/** Sealed by whoever vouches for it: A. Signed by the platform alone: B. */
const trustLevels = { 未签章: 'B', 已签章: 'A', 省级签章: 'A' } as const satisfies Record<
  CertificateDocument['SealStatus'],
  string
>;

type Beside = { readonly seal: CertificateDocument['SealStatus']; readonly division: string; readonly code: string };

/** A certificate in the words of standards §3.6, of several holders the first. What the shown document does not hold is left out here, too. */
export function buildLicenseSummary(
  { document, status }: CertificateView,
  { seal, division, code }: Beside,
): LicenseSummary {
  const [holder] = document.CertificateHolders ?? [];
  return {
    license_code: document.CertificateIdentifier,
    license_type: document.CertificateTypeName,
    license_item_code: document.CertificateTypeCode,
    ...given('name', document.CertificateName),
    ...given('id_code', document.CertificateNumber),
    ...given('holder_name', holder?.CertificateHolderName),
    ...given('holder_identity_type', holder?.CertificateHolderType),
    ...given('holder_identity_num', holder?.CertificateHolderCode),
    ...given('issue_org_name', document.CertificateIssuingAuthorityName),
    ...given('issue_org_code', document.CertificateIssuingAuthorityCode),
    division: divisionName(division),
    division_code: document.CertificateAreaCode,
    ...given('issue_date', document.CertificateIssuedDate),
    ...given('begin_date', document.CertificateEffectiveDate),
    ...given('expiry_date', document.CertificateExpiringDate),
    license_status: status.code,
    status,
    trust_level: trustLevels[seal],
    data_fields: document.ExtendInfo ?? {},
    auth_code: code,
  };
}

function given<const Name extends string>(name: Name, value: string | undefined): { readonly [name in Name]?: string } {
  const property: { [name in Name]?: string } = {};
  if (value !== undefined) property[name] = value;
  return property;
}
