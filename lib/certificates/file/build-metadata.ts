import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote } from '../../../schemas/certificates/file.ts';

/** Builds a file's metadata by the short names of GB/T 36903, own fields last. */
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
