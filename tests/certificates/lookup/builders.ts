import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import {
  type CertificateHead,
  type CertificateVersion,
  CertificateHead as Head,
  CertificateVersion as Version,
} from '../../../schemas/certificates/certificate.ts';
import { CertificateDocument } from '../../../schemas/certificates/document.ts';

const issuer = '11411100MB1234562R';

/** A valid document with the given properties replaced. */
export function documentWith(changes: Partial<CertificateDocument> = {}): CertificateDocument {
  return CertificateDocument.parse({
    CertificateIdentifier: `1.2.156.3005.2.11100000MB03271699001.${issuer}.20200000001.001.A`,
    CertificateName: '不动产权证书',
    CertificateTypeName: '不动产权证书',
    CertificateTypeCode: '11100000MB03271699001',
    CertificateNumber: '豫(2020)漯河市不动产权第0000001号',
    CertificateVersion: '001',
    CertificateIssuingAuthorityName: '漯河市自然资源和规划局',
    CertificateIssuingAuthorityCode: issuer,
    CertificateIssuedDate: '2020-03-05',
    CertificateHolders: [
      {
        CertificateHolderName: '测试甲',
        CertificateHolderCode: '41110219900307001X',
        CertificateHolderType: '111',
        CertificateHolderTypeName: '公民身份号码',
      },
    ],
    CertificateAreaCode: '411100',
    CertificateDefineAuthorityName: '自然资源部',
    CertificateDefineAuthorityCode: '11100000MB03271699',
    CertificateDefineAuthorityLevel: '国家级',
    ExtendInfo: { KZ_ZL: '源汇区某路 1 号', KZ_SFZH: '41110219900307001X' },
    Face: [
      { Name: 'ZZBH', Label: '编号', Value: '豫(2020)漯河市不动产权第0000001号' },
      { Name: 'CZZT', Label: '权利人', Value: '测试甲' },
      { Name: 'CZZTDM', Label: '证件号码', Value: '41110219900307001X' },
      { Name: 'KZ_ZL', Label: '坐落', Value: '源汇区某路 1 号' },
      { Name: 'KZ_SFZH', Label: '身份证号码', Value: '41110219900307001X' },
    ],
    IssuingMode: 'issue-here',
    SealStatus: '未签章',
    SignedTime: '2020-03-05T02:00:00.000Z',
    status: { status_list: { idx: 7, uri: 'https://example.test/status-lists/a/2020' } },
    ...changes,
  });
}

/** A version as issued; the events given follow the issue event. */
export function versionWith(
  changes: Partial<CertificateVersion> = {},
  document: Partial<CertificateDocument> = {},
): CertificateVersion {
  const { events = [], ...rest } = changes;
  const signed = {
    document: documentWith({
      ...definedOnly({ CertificateIdentifier: rest.identifier }),
      ...document,
    }),
    jws: 'header..signature',
  };
  return Version.parse({
    identifier: signed.document.CertificateIdentifier,
    generation: 1,
    version: 1,
    status: '01',
    signed,
    contentHash: 'content-1',
    list: { year: 2020, index: 7 },
    source: {
      record: 'certificate-property#0f',
      seq: 1,
      delivery: '01JD0000000000000000000001',
      sheet: '数据',
      row: 2,
    },
    ...rest,
    events: [{ operation: 'issue', to: '01', at: '2020-03-05T02:00:00.000Z', by: 'guiji' }, ...events],
  });
}

/** A chain head with this current version. */
export function headWith(
  certificate: string,
  current: CertificateVersion | undefined,
  changes: Partial<CertificateHead> = {},
): CertificateHead {
  const [type] = certificate.split('#');
  return Head.parse({
    certificate,
    type,
    lockVersion: 1,
    number: `number-of-${certificate}`,
    division: '411100',
    source: { record: certificate, seq: 1, delivery: '01JD0000000000000000000001', sheet: '数据', row: 2 },
    present: true,
    issuedYear: 2020,
    ...definedOnly({ current }),
    ...changes,
  });
}
