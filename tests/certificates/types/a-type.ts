import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';

/** A valid fictional certificate type. */
export function aType(changes: Partial<CertificateType> = {}): CertificateType {
  return {
    type: 'certificate-shop',
    serial: 1,
    name: '摊位经营许可证',
    title: '摊位经营许可证',
    department: 'transport',
    levels: ['city'],
    mode: 'issue-here',
    remark: null,
    typeCode: { code: '11411100MB1234562R001', origin: 'local' },
    definer: { name: '漯河市人民政府', code: '11411100MB1234562R', level: '地市级' },
    holder: { category: 'either', several: 1 },
    validity: { kind: 'term', range: '3年' },
    numberRule: { pattern: '^TW\\d{8}$', description: 'TW 加 8 位数字。', example: 'TW20200001' },
    fromSystem: true,
    face: [{ field: 'certificate_number', label: '许可证编号', name: 'ZZBH' }],
    toBeConfirmed: ['证面各项请确认。'],
    ...changes,
  };
}
