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

/** What the face data's catalogue entry says of their values. */
export type FaceData = { readonly content: DatasetContent; readonly codeLists: ReadonlyMap<string, CodeList> };

/** What a document says beside the face data. `place` is its place in the status list of its year, `list` the list's address. */
export type IssueFacts = {
  readonly identifier: string;
  readonly version: number;
  readonly signedAt: Instant;
  readonly place: { readonly index: number; readonly list: string };
  readonly supersedes?: string;
};

/** The city itself stands for its zones, which have no national code (standards §1.4). */
const cityCode = '411100';
const nationalCode = /^\d{6}$/;

/**
 * The certificate that a record of face data becomes: names by GB/T 36903, the face in printed order as people read it, the type's own fields as stored.
 * The record has been looked at: number, holder, issuer and day of issue are there.
 */
export function buildDocument(
  type: CertificateType,
  values: RecordValues,
  { content, codeLists }: FaceData,
  { identifier, version, signedAt, place, supersedes }: IssueFacts,
): CertificateDocument {
  const value = (key: string): string => values[key] ?? '';
  const holders = extractHolders(values, (code) => codeLabel(code, codeLists.get('identity-document-kind')));
  const expiring = values['expiring_date'];
  const fields = new Map(content.fields.map((field) => [field.key, field]));
  const shown = (key: string): string => {
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
    ...(expiring === undefined || expiring === openEnd ? {} : { CertificateExpiringDate: expiring }),
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
    Face: type.face.map(({ field, label, name }): FaceLine => ({ Name: name, Label: label, Value: shown(field) })),
    IssuingMode: type.mode,
    SealStatus: type.mode === 'mirrored-from-province' || type.mode === 'sealed-by-province' ? '省级签章' : '未签章',
    ...definedOnly({ RelatedCertificateIdentifier: supersedes }),
    SignedTime: signedAt,
    status: { status_list: { idx: place.index, uri: place.list } },
  };
}

/** A term that is left open has no end. */
const openTerm = '长期';
