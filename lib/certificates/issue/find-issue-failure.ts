import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { IssueFailureCode } from '../../../schemas/certificates/certificate.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import { canonicalIdentifier, parseIdentifier } from '../identifier.ts';

/** The province assigns the identifiers of such types; the face data carry them. */
export function isMirrored({ mode }: Pick<CertificateType, 'mode'>): boolean {
  return mode === 'mirrored-from-province' || mode === 'sealed-by-province';
}

/** The province's identifier in canonical form (GB/T 36904); `undefined` when the type or the record has none. */
export function provincialIdentifier(type: Pick<CertificateType, 'mode'>, values: RecordValues): string | undefined {
  const given = values['certificate_identifier'];
  return given === undefined || !isMirrored(type) ? undefined : canonicalIdentifier(given);
}

/** Finds why no certificate can be issued. Row checks cover this, but an older catalogue version may not. */
export function findIssueFailure(
  type: Pick<CertificateType, 'mode'>,
  values: RecordValues,
): IssueFailureCode | undefined {
  if (values['holder_name'] === undefined || values['holder_code'] === undefined) return 'holder-missing';
  if (!/^[0-9A-Z]{6,18}$/.test(values['issuing_authority_code'] ?? '')) return 'issuer-code-missing';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(values['issued_date'] ?? '')) return 'issued-date-missing';
  const given = provincialIdentifier(type, values);
  return given === undefined || parseIdentifier(given) !== null ? undefined : 'identifier-not-valid';
}
