import type { CertificateView, RedactedDocument } from '../../../schemas/certificates/certificate-view.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { CertificateDocument, CertificateHolder } from '../../../schemas/certificates/document.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { maskCode } from '../mask.ts';
import type { Grant } from '../ports.ts';
import { statusToday } from '../status-on.ts';

/** By short name (GB/T 36903); holders, printed lines and own fields are filtered below. */
const propertiesByName = {
  ZZMC: ['CertificateName'],
  ZZBH: ['CertificateNumber'],
  ZZBFJG: ['CertificateIssuingAuthorityName'],
  ZZBFJGDM: ['CertificateIssuingAuthorityCode'],
  ZZBFRQ: ['CertificateIssuedDate'],
  ZZYXQQSRQ: ['CertificateEffectiveDate'],
  ZZYXQJZRQ: ['CertificateExpiringDate'],
} as const satisfies Record<string, readonly (keyof CertificateDocument)[]>;

/** Redacts a version to a grant and adds its status on a day. */
export function toCertificateView(
  version: CertificateVersion,
  head: Pick<CertificateHead, 'type' | 'current'>,
  grant: Grant,
  day: Day,
): CertificateView {
  return {
    identifier: version.identifier,
    type: head.type,
    status: statusToday(version, head, day),
    document: redactDocument(version.signed.document, grant.fields),
  };
}

/** Reduces a document to a grant by an allow-list; codes are masked unless granted (CZZTDM). */
export function redactDocument(document: CertificateDocument, fields: Grant['fields']): RedactedDocument {
  if (fields === 'all') return document;
  const granted = new Set(fields);
  const { CertificateIdentifier, CertificateTypeName, CertificateTypeCode, CertificateVersion, CertificateAreaCode } =
    document;
  const visible = new Set<string>(
    Object.entries(propertiesByName).flatMap(([name, properties]) => (granted.has(name) ? properties : [])),
  );
  return {
    CertificateIdentifier,
    CertificateTypeName,
    CertificateTypeCode,
    CertificateVersion,
    CertificateAreaCode,
    ...Object.fromEntries(Object.entries(document).filter(([property]) => visible.has(property))),
    ...(granted.has('CZZT') || granted.has('CZZTDM')
      ? { CertificateHolders: document.CertificateHolders.map((holder) => redactHolder(holder, granted)) }
      : {}),
    ExtendInfo: Object.fromEntries(Object.entries(document.ExtendInfo).filter(([name]) => granted.has(name))),
    Face: document.Face.flatMap(({ Name, Label, Value }) => (granted.has(Name) ? [{ Name, Label, Value }] : [])),
  };
}

/** Property by property: what a later version signs is in no grant of this one. */
function redactHolder(holder: CertificateHolder, granted: ReadonlySet<string>): CertificateHolder {
  const { CertificateHolderType, CertificateHolderTypeName } = holder;
  return {
    CertificateHolderType,
    CertificateHolderTypeName,
    CertificateHolderName: granted.has('CZZT') ? holder.CertificateHolderName : '*',
    CertificateHolderCode: granted.has('CZZTDM')
      ? holder.CertificateHolderCode
      : maskCode(holder.CertificateHolderCode, holder.CertificateHolderType),
  };
}
