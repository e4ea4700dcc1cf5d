import type { Mask } from '../../../schemas/catalogue/field.ts';
import type { CertificateView, RedactedDocument } from '../../../schemas/certificates/certificate-view.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { CertificateDocument, CertificateHolder, FaceLine } from '../../../schemas/certificates/document.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { maskValue } from '../../kernel/mask-value.ts';
import type { Grant, ShownFields } from '../ports.ts';
import { statusToday } from '../status-on.ts';

/** By short name (GB/T 36903); holders, printed lines and own fields are filtered below. */
const textsByName = {
  ZZMC: 'CertificateName',
  ZZBH: 'CertificateNumber',
  ZZBFJG: 'CertificateIssuingAuthorityName',
  ZZBFJGDM: 'CertificateIssuingAuthorityCode',
} as const satisfies Record<string, keyof CertificateDocument>;
const daysByName = {
  ZZBFRQ: 'CertificateIssuedDate',
  ZZYXQQSRQ: 'CertificateEffectiveDate',
  ZZYXQJZRQ: 'CertificateExpiringDate',
} as const satisfies Record<string, keyof CertificateDocument>;

type Fields = ReadonlyMap<string, Mask>;

/** Redacts a version to a grant and adds its status on a day. */
export function toCertificateView(
  version: CertificateVersion,
  head: Pick<CertificateHead, 'type' | 'current'>,
  grant: Pick<Grant, 'fields'>,
  day: Day,
): CertificateView {
  return {
    identifier: version.identifier,
    type: head.type,
    status: statusToday(version, head, day),
    document: redactDocument(version.signed.document, grant.fields),
  };
}

/** Reduces a document to a grant by an allow-list, masked as it says; a masked day is left out, as it is none. */
export function redactDocument(document: CertificateDocument, fields: ShownFields): RedactedDocument {
  if (fields === 'all') return document;
  const { CertificateIdentifier, CertificateTypeName, CertificateTypeCode, CertificateVersion, CertificateAreaCode } =
    document;
  return {
    CertificateIdentifier,
    CertificateTypeName,
    CertificateTypeCode,
    CertificateVersion,
    CertificateAreaCode,
    ...Object.fromEntries(shownTexts(document, fields)),
    ...Object.fromEntries(shownDays(document, fields)),
    ...(fields.has('CZZT') || fields.has('CZZTDM')
      ? { CertificateHolders: document.CertificateHolders.map((holder) => redactHolder(holder, fields)) }
      : {}),
    ...redactFace(document, fields),
  };
}

function shownTexts(document: CertificateDocument, fields: Fields): [string, string][] {
  return Object.entries(textsByName).flatMap(([name, property]) => {
    const mask = fields.get(name);
    return mask === undefined ? [] : [[property, maskValue(mask, document[property])]];
  });
}

function shownDays(document: CertificateDocument, fields: Fields): [string, Day][] {
  return Object.entries(daysByName).flatMap(([name, property]) => {
    const day = document[property];
    return day !== undefined && fields.get(name) === 'none' ? [[property, day]] : [];
  });
}

/** Own fields and printed lines. */
export function redactFace(
  { ExtendInfo, Face, CertificateHolders }: CertificateDocument,
  fields: Fields,
): Pick<CertificateDocument, 'ExtendInfo' | 'Face'> {
  return {
    ExtendInfo: Object.fromEntries(
      Object.entries(ExtendInfo).flatMap(([name, value]) => {
        const mask = fields.get(name);
        return mask === undefined ? [] : [[name, maskValue(mask, value)]];
      }),
    ),
    Face: Face.flatMap(({ Name, Label, Value }): FaceLine[] => {
      const mask = fields.get(Name);
      return mask === undefined ? [] : [{ Name, Label, Value: maskLine({ Name, Value, mask }, CertificateHolders) }];
    }),
  };
}

/** A line of several holders is masked holder by holder, as a mask of names knows one name only. */
function maskLine(
  { Name, Value, mask }: { readonly Name: string; readonly Value: string; readonly mask: Mask },
  holders: readonly CertificateHolder[],
): string {
  if (mask === 'none') return Value;
  if (Name === 'CZZT') return holders.map((one) => maskValue(mask, one.CertificateHolderName)).join('、');
  if (Name === 'CZZTDM') return holders.map((one) => maskValue(mask, one.CertificateHolderCode)).join('、');
  return maskValue(mask, Value);
}

/** Property by property: what a later version signs is in no grant of this one. What is not granted is hidden whole. */
export function redactHolder(holder: CertificateHolder, fields: Fields): CertificateHolder {
  const { CertificateHolderType, CertificateHolderTypeName, CertificateHolderName, CertificateHolderCode } = holder;
  return {
    CertificateHolderType,
    CertificateHolderTypeName,
    CertificateHolderName: maskValue(fields.get('CZZT') ?? 'all', CertificateHolderName),
    CertificateHolderCode: maskValue(fields.get('CZZTDM') ?? 'all', CertificateHolderCode),
  };
}
