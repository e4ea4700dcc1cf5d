import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote } from '../../../schemas/certificates/file.ts';

/** The metadata that a certificate's file carries, by the short names of GB/T 36903, the type's own fields after the common ones. Several holders stand in one value, with a semicolon between. */
export function buildMetadata(document: CertificateDocument, copy?: CopyNote): [name: string, value: string][] {
  const holders = document.CertificateHolders;
  const each = (value: (holder: CertificateDocument['CertificateHolders'][number]) => string): string =>
    holders.map(value).join(';');
  const metadata: [string, string | undefined][] = [
    ['ZZMC', document.CertificateName],
    ['ZZLXDM', document.CertificateTypeCode],
    ['ZZBH', document.CertificateNumber],
    ['ZZBS', document.CertificateIdentifier],
    ['ZZBFJG', document.CertificateIssuingAuthorityName],
    ['ZZBFJGDM', document.CertificateIssuingAuthorityCode],
    ['ZZBFRQ', document.CertificateIssuedDate],
    ['CZZT', each((holder) => holder.CertificateHolderName)],
    ['CZZTDM', each((holder) => holder.CertificateHolderCode)],
    ['CZZTDMLX', each((holder) => holder.CertificateHolderTypeName)],
    ['CZZTDMLXDM', each((holder) => holder.CertificateHolderType)],
    ['ZZYXQQSRQ', document.CertificateEffectiveDate],
    ['ZZYXQJZRQ', document.CertificateExpiringDate],
    ['JZJZZSJ', copy?.CertificateCopyCreationTime],
    ['JZJZZZ', copy?.CertificateCopyCreator],
    ['JZJZZSY', copy?.CertificateCopyCause],
    ['JZJYXQJZSJ', copy?.CertificateCopyExpiringTime],
    ...Object.entries(document.ExtendInfo),
  ];
  return metadata.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]]));
}
