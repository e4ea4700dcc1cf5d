import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { CertificateDocument, FaceLine } from '../../../schemas/certificates/document.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { openEnd } from '../../kernel/formats/dates/date-or-open-end.ts';
import { extractHolders } from './extract-holders.ts';
import { codeLabel, formatFaceValue } from './format-face-value.ts';

export type FaceData = { readonly content: DatasetContent; readonly codeLists: ReadonlyMap<string, CodeList> };

/**
 * Facts that the face data do not hold: `statusReference` is the entry in the status list of the year (RFC draft: idx,
 * uri).
 */
export type IssueFacts = {
  readonly identifier: string;
  readonly version: number;
  readonly signedAt: Instant;
  readonly statusReference: { readonly index: number; readonly uri: string };
  readonly supersedes?: string;
};

/** Stands in for the zones, which have no national code (standards §1.4). */
const cityCode = '411100';
/** What the face prints for a validity without an end. */
const openTerm = '长期';
const nationalCode = /^\d{6}$/;

/**
 * Builds the unsigned certificate of a record: property names by GB/T 36903, the face as people read it, own fields as
 * stored. The caller has checked the record with `findIssueFailure`.
 */
export function buildDocument(
  type: CertificateType,
  values: RecordValues,
  { content, codeLists }: FaceData,
  { identifier, version, signedAt, statusReference, supersedes }: IssueFacts,
): CertificateDocument {
  const value = (key: string): string => values[key] ?? '';
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
      type.face.flatMap(({ field, name }) =>
        name.startsWith('KZ_') && values[field] !== undefined ? [[name, values[field]]] : [],
      ),
    ),
    Face: type.face.map(({ field, label, name }): FaceLine => ({ Name: name, Label: label, Value: printValue(field) })),
    IssuingMode: type.mode,
    SealStatus: type.mode === 'mirrored-from-province' || type.mode === 'sealed-by-province' ? '省级签章' : '未签章',
    ...definedOnly({ RelatedCertificateIdentifier: supersedes }),
    SignedTime: signedAt,
    status: { status_list: { idx: statusReference.index, uri: statusReference.uri } },
  };
}
