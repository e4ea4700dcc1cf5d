import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { IssueFailureCode } from '../../../schemas/certificates/certificate.ts';
import type { CertificateDocument, FaceLine } from '../../../schemas/certificates/document.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { openEnd } from '../../kernel/formats/dates/date-or-open-end.ts';
import { chineseDay } from '../../kernel/instant.ts';
import { ownValue } from '../../kernel/own-value.ts';
import { extractHolders } from '../holders.ts';
import { canonicalIdentifier, parseIdentifier } from '../identifier.ts';

export type FaceData = { readonly content: DatasetContent; readonly codeLists: ReadonlyMap<string, CodeList> };

/** `statusReference` is the entry in the status list of the year. */
export type IssueFacts = {
  readonly identifier: string;
  readonly version: number;
  readonly signedAt: Instant;
  readonly statusReference: { readonly index: number; readonly uri: string };
  readonly supersedes?: string;
};

/** Stands in for the zones, which have no national code (standards §1.4). */
const cityCode = '411100';
const openTerm = '长期';
const nationalCode = /^\d{6}$/;

/** The province assigns the identifiers of such types; the face data carry them. */
function isMirrored({ mode }: Pick<CertificateType, 'mode'>): boolean {
  return mode === 'mirrored-from-province' || mode === 'sealed-by-province';
}

/** Reads the province's identifier in canonical form (GB/T 36904), if there is one. */
export function provincialIdentifier(type: Pick<CertificateType, 'mode'>, values: RecordValues): string | undefined {
  const given = values['certificate_identifier'];
  return given === undefined || !isMirrored(type) ? undefined : canonicalIdentifier(given);
}

/**
 * Finds why no certificate can be issued: an older catalogue version may lack the row checks. A provincial identifier
 * (GB/T 36904) must name the type and the issuer of its record, so that nobody occupies another's.
 */
export function findIssueFailure(
  type: Pick<CertificateType, 'mode' | 'typeCode'>,
  values: RecordValues,
): IssueFailureCode | undefined {
  if (values['holder_name'] === undefined || values['holder_code'] === undefined) return 'holder-missing';
  if (!/^[0-9A-Z]{6,18}$/.test(values['issuing_authority_code'] ?? '')) return 'issuer-code-missing';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(values['issued_date'] ?? '')) return 'issued-date-missing';
  const given = provincialIdentifier(type, values);
  if (given === undefined) return undefined;
  const parts = parseIdentifier(given);
  if (parts === null) return 'identifier-not-valid';
  const isOwn =
    parts.typeCode === type.typeCode.code &&
    parts.issuerCode === canonicalIdentifier(values['issuing_authority_code'] ?? '');
  return isOwn ? undefined : 'identifier-of-another';
}

/** Reads the year of `issued_date` (YYYY-MM-DD). */
export function issuedYear(values: RecordValues): number | undefined {
  const year = /^\d{4}/.exec(values['issued_date'] ?? '')?.[0];
  return year === undefined ? undefined : Number(year);
}

/** Builds the unsigned document (GB/T 36903) of a record that `findIssueFailure` has passed. */
export function buildDocument(
  type: CertificateType,
  values: RecordValues,
  { content, codeLists }: FaceData,
  { identifier, version, signedAt, statusReference, supersedes }: IssueFacts,
): CertificateDocument {
  const value = (key: string): string => ownValue(values, key) ?? '';
  const holders = extractHolders(values, (code) => codeLabel(code, codeLists.get('identity-document-kind')));
  const expiring = values['expiring_date'];
  const fields = new Map(content.fields.map((field) => [field.key, field]));
  const printValue = (key: string): string => {
    if (key === 'holder_name') return holders.map((holder) => holder.CertificateHolderName).join('、');
    if (key === 'holder_code') return holders.map((holder) => holder.CertificateHolderCode).join('、');
    if (key === 'holder_type') return holders.map((holder) => holder.CertificateHolderTypeName).join('、');
    if (key === 'certificate_identifier') return identifier;
    if (key === 'expiring_date' && expiring === undefined) return openTerm;
    const [field, stored] = [fields.get(key), values[key]];
    return field === undefined || stored === undefined ? '' : formatFaceValue(stored, field, codeLists);
  };
  return {
    CertificateIdentifier: identifier,
    CertificateName: type.title,
    CertificateTypeName: type.name,
    CertificateTypeCode: type.typeCode.code,
    CertificateNumber: value('certificate_number'),
    CertificateVersion: `${version}`.padStart(3, '0'),
    CertificateIssuingAuthorityName: value('issuing_authority'),
    CertificateIssuingAuthorityCode: value('issuing_authority_code'),
    CertificateIssuedDate: value('issued_date'),
    ...definedOnly({ CertificateEffectiveDate: values['effective_date'] }),
    ...definedOnly({ CertificateExpiringDate: expiring === openEnd ? undefined : expiring }),
    CertificateHolders: holders,
    CertificateAreaCode: nationalCode.test(value('division')) ? value('division') : cityCode,
    CertificateDefineAuthorityName: type.definer.name,
    CertificateDefineAuthorityCode: type.definer.code,
    CertificateDefineAuthorityLevel: type.definer.level,
    ExtendInfo: Object.fromEntries(
      type.face.flatMap(({ field, name }) => {
        const printed = ownValue(values, field);
        return name.startsWith('KZ_') && printed !== undefined ? [[name, printed]] : [];
      }),
    ),
    Face: type.face.map(({ field, label, name }): FaceLine => ({ Name: name, Label: label, Value: printValue(field) })),
    IssuingMode: type.mode,
    SealStatus: isMirrored(type) ? '省级签章' : '未签章',
    ...definedOnly({ RelatedCertificateIdentifier: supersedes }),
    SignedTime: signedAt,
    status: { status_list: { idx: statusReference.index, uri: statusReference.uri } },
  };
}

function formatFaceValue(value: string, field: Field, codeLists: ReadonlyMap<string, CodeList>): string {
  switch (field.format) {
    case 'code':
      return codeLabel(value, codeLists.get(field.codeList ?? ''));
    case 'date':
    case 'date-or-open-end':
      return formatDay(value);
    case 'date-range':
      return value.split('/').map(formatDay).join('至');
    case 'date-time':
      return value.replace('T', ' ');
    case 'yes-no':
      return value === '1' ? '是' : '否';
    case 'year-month':
      return value.replace(/^(\d{4})-?(\d{2})$/, (_, year: string, month: string) => `${year}年${Number(month)}月`);
    default:
      return field.unit === undefined || field.label.includes(field.unit) ? value : `${value}${field.unit}`;
  }
}

function codeLabel(code: string, list: CodeList | undefined): string {
  return list?.codes.find((entry) => entry.code === code)?.label ?? code;
}

function formatDay(day: string): string {
  if (day === openEnd) return openTerm;
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? chineseDay(day) : day;
}
